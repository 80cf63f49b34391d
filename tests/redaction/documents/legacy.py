"""Word, Excel and PowerPoint files of the old formats, as a program writes them, and changed by hand."""

import functools
import io
import subprocess
import tempfile
from pathlib import Path

import olefile

from tests.redaction.documents.builders import docx, paragraph, pptx, shape
from tests.redaction.documents.test_packages import workbook_of

TEXT = "Zebedee Quillfeather was well. The meeting was moved."


def _sources() -> dict[str, bytes]:
    return {
        "doc": docx(paragraph("Zebedee ", TEXT.removeprefix("Zebedee "))),
        "xls": workbook_of(
            [["Name", "Day"], ["Zebedee Quillfeather", "Monday"], [9990000018, "The meeting was moved."]]
        ),
        "ppt": pptx(shape(TEXT)),
    }


@functools.cache
def legacy(kind: str) -> bytes:
    """A file of the kind ``doc``, ``xls`` or ``ppt`` about Zebedee Quillfeather."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"file.{kind}x"
        source.write_bytes(_sources()[kind])
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, source], check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{kind}").read_bytes()


def with_stream_named(data: bytes, old: str, new: str) -> bytes:
    """The file with another name of a stream or storage in its directory ([MS-CFB] 2.6.1)."""
    entry = old.encode("utf-16-le").ljust(64, b"\0") + (2 * len(old) + 2).to_bytes(2, "little")
    assert entry in data
    return data.replace(entry, new.encode("utf-16-le").ljust(64, b"\0") + (2 * len(new) + 2).to_bytes(2, "little"))


def with_bytes(data: bytes, stream: str, at: int, new: bytes) -> bytes:
    """The file with some bytes of a stream replaced."""
    file = io.BytesIO(data)
    with olefile.OleFileIO(file, write_mode=True) as ole:
        old = ole.openstream(stream).read()
        ole.write_stream(stream, old[:at] + new + old[at + len(new) :])
    return file.getvalue()
