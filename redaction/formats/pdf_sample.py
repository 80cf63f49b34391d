"""A PDF of one letter: what its libraries load late is loaded with it, before there is a child to read others."""

import pymupdf


def letter() -> bytes:
    """The bytes of a page that says *A*."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), "A")
        made: bytes = document.tobytes()
    return made
