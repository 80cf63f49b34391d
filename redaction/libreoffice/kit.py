"""Has LibreOffice open a document and save it as another; run as a program of its own, in its confinement.

It imports nothing but the standard library. The document comes by standard input; the arguments are the folder of
LibreOffice's programs, the settings of its profile, the ending of the document's name, and the ending and the filter
options of what is to be made. That goes to standard output. LibreOfficeKit is used, and not ``soffice --convert-to``,
because that wants a socket and a second start (LibreOfficeKit.h: the places of the functions in their tables).
"""

import ctypes
import os
import sys
from pathlib import Path

_LOAD_WITH_OPTIONS = 4
_SAVE_AS = 2
_BATCH = b"Batch=true"  # nothing may be asked, for nobody would answer


def main() -> int:
    """The exit code."""
    programs, settings, ending, made, options = sys.argv[1:]
    answer = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no part of the answer
    here = Path.cwd()
    profile = here / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(settings, encoding="utf-8")
    source, target = here / f"document.{ending}", here / f"made.{made}"
    source.write_bytes(sys.stdin.buffer.read())
    kit = _kit(Path(programs), profile.parent)
    document = kit and _call(kit, _LOAD_WITH_OPTIONS, ctypes.c_void_p, source.as_uri().encode(), _BATCH)
    if not document:
        return 1
    if not _call(document, _SAVE_AS, ctypes.c_int, target.as_uri().encode(), made.encode(), options.encode()):
        return 1
    with os.fdopen(answer, "wb") as out:
        out.write(target.read_bytes())
    return 0


def _kit(programs: Path, profile: Path) -> int | None:
    library = ctypes.CDLL(str(programs / "libmergedlo.so"))
    start = library.libreofficekit_hook_2
    start.restype = ctypes.c_void_p
    start.argtypes = [ctypes.c_char_p, ctypes.c_char_p]
    kit: int | None = start(str(programs).encode(), profile.as_uri().encode())
    return kit


def _call(this: int, place: int, answer: type[ctypes.c_int | ctypes.c_void_p], *arguments: bytes) -> int | None:
    """What the function at a place of an object's table answers; the object's first word points to the table."""
    table = ctypes.cast(this, ctypes.POINTER(ctypes.c_void_p))[0]
    function = ctypes.cast(table, ctypes.POINTER(ctypes.c_void_p))[place]
    kind = ctypes.CFUNCTYPE(answer, ctypes.c_void_p, *(ctypes.c_char_p for _ in arguments))
    said: int | None = kind(function)(this, *arguments)
    return said


if __name__ == "__main__":
    # Without tidying up: its libraries' own ends are known to fail, and everything of it goes in any case.
    try:
        code = main()
    finally:
        os._exit(locals().get("code", 1))
