"""Looks for a value in a picture file by all means, knowing nothing of how it was redacted."""

import io
import re
import subprocess
import zlib

from PIL import Image, ImageOps, ImageSequence


def holds(data: bytes, value: str) -> bool:
    """Whether the value stands in the bytes, in what is packed in them, or in letters on any frame."""
    raw = [data, *_unpacked(data)]
    forms = (value.encode(), value.encode("utf-16-le"), value.encode("utf-16-be"))
    if any(form in one for one in raw for form in forms):
        return True
    with Image.open(io.BytesIO(data)) as image:
        return any(value in _letters(look) for frame in ImageSequence.Iterator(image) for look in _looks(frame))


def _unpacked(data: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", data):
        try:
            found.append(zlib.decompressobj().decompress(data[match.start() :], 1 << 20))
        except zlib.error:
            continue
    return found


def _looks(frame: Image.Image) -> list[Image.Image]:
    upright = ImageOps.exif_transpose(frame)
    if upright.mode.startswith("I"):
        return [upright.point(lambda value: value * 1.0).convert("L")]
    full = upright.convert("RGBA")
    grounds = [Image.new("RGBA", full.size, colour) for colour in ("white", "black")]
    for ground in grounds:
        ground.alpha_composite(full)
    plain = full.convert("RGB").convert("L")
    looks = {look.tobytes(): look for look in (plain, *(ground.convert("L") for ground in grounds))}.values()
    return [ImageOps.autocontrast(look).resize((look.width * 2, look.height * 2)) for look in looks]


def _letters(picture: Image.Image) -> str:
    out = io.BytesIO()
    ImageOps.expand(picture, 20, picture.histogram().index(max(picture.histogram()))).save(out, "PNG")
    run = subprocess.run(
        ["tesseract", "stdin", "stdout", "--psm", "1", "--dpi", "200"],
        input=out.getvalue(),
        capture_output=True,
        check=True,
        env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
    )
    return run.stdout.decode()
