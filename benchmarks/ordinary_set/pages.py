"""What a reader is shown of a file: how many pages, and their text."""

import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from typing import Final

import pypdfium2
from PIL import Image

from benchmarks.ordinary_set.libreoffice import converted

_DRAWN: Final = frozenset(
    "docx docm xlsx xlsm pptx odt ods odp fodt fods fodp doc xls ppt rtf html txt dotx ppsx".split()  # noqa: SIM905 - twenty words read better without their quotes
)
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One file's; of what has no pages there is one, of an archive those of its members."""

    pages: int
    text: str


def words(text: str) -> Counter[str]:
    """How often each word stands in a text."""
    return Counter(_WORD.findall(text.lower()))


def words_but(text: str, pattern: re.Pattern[str], values: tuple[str, ...]) -> Counter[str]:
    """The same outside of values, wherever their lines were broken; a cell may show half of one."""
    found = words(pattern.sub(" ", text))
    for word in words(" ".join(values)):
        del found[word]
    return found


def shown(files: Mapping[str, bytes]) -> dict[str, Shown]:
    """By name; those missing do not open."""
    office = {name: data for name, data in files.items() if name.rpartition(".")[2] in _DRAWN}
    drawn = converted(office, "pdf")
    found: dict[str, Shown] = {}
    for name, data in files.items():
        ending = name.rpartition(".")[2]
        if name in office:
            if name in drawn:
                found[name] = _pdf(drawn[name])
        elif ending == "pdf":
            found[name] = _pdf(data)
        elif ending == "eml":
            found[name] = _mail(data)
        elif ending in {"png", "jpeg", "gif", "webp", "tiff", "bmp"}:
            found[name] = _picture(data)
        elif ending == "zip":
            found[name] = _archive(data)
        else:
            found[name] = Shown(pages=1, text=_plain(data))
    return found


def _pdf(data: bytes) -> Shown:
    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
    done = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True)
    return Shown(pages=pages, text=done.stdout.decode("utf-8", "replace"))


def _mail(data: bytes) -> Shown:
    message = message_from_bytes(data, policy=policy.default)
    # Signatures and reports of servers are left out by design, so parts are not counted.
    texts = [str(message.get("Subject", ""))]
    files: dict[str, bytes] = {}
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            continue
        if part.get_content_maintype() == "text":
            texts.append(re.sub(r"<[^>]*>", " ", _text_of(part)))
        else:
            name = part.get_filename() or "x"
            files[f"{number}.{name.rpartition('.')[2]}"] = part.get_payload(decode=True) or b""  # type: ignore[assignment]  # bytes, of what is no multipart
    inner = list(shown(files).values())
    return Shown(
        pages=len(texts) + sum(one.pages for one in inner), text="\n".join([*texts, *(one.text for one in inner)])
    )


def _text_of(part: Message) -> str:
    # A charset of the hostile set cannot be named: every byte is a letter then.
    raw = part.get_payload(decode=True)
    try:
        return raw.decode(part.get_content_charset("utf-8"), "replace") if isinstance(raw, bytes) else ""
    except LookupError:
        return raw.decode("latin-1") if isinstance(raw, bytes) else ""


def _picture(data: bytes) -> Shown:
    with Image.open(io.BytesIO(data)) as image:
        frames = getattr(image, "n_frames", 1)
        out = io.BytesIO()
        image.convert("RGB").save(out, "PNG")
    done = subprocess.run(
        ["tesseract", "stdin", "stdout", "--dpi", "200"],
        input=out.getvalue(),
        capture_output=True,
        check=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
    )
    return Shown(pages=frames, text=done.stdout.decode())


def _archive(data: bytes) -> Shown:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inner = shown({info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()})
    return Shown(pages=sum(one.pages for one in inner.values()), text="\n".join(one.text for one in inner.values()))


def _plain(data: bytes) -> str:
    unfolded = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8", "replace"))
    return re.sub(r"<[^>]*>", " ", unfolded)
