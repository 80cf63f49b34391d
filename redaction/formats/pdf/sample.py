"""A PDF of one letter: what its libraries load late is loaded with it, before there is a child to read others."""

import io

import pikepdf
import pymupdf


def letter() -> bytes:
    """The bytes of a page that says *A*; ciphers of PDF are loaded on the way."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "A")
        made: bytes = document.tobytes()
    for revision in (3, 4, 6):
        _locked_and_opened(made, revision)
    return made


def _locked_and_opened(data: bytes, revision: int) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        locked = pikepdf.Encryption(owner="A", user="", R=revision, aes=revision > 3, metadata=revision > 3)  # type: ignore[arg-type]  # a number of three
        pdf.save(out, encryption=locked)
    with pikepdf.open(out) as opened:
        for one in opened.objects:
            if isinstance(one, pikepdf.Stream):
                one.read_bytes()
