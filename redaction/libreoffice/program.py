"""Runs LibreOffice where it can harm nothing: no network, no file but program files, little memory and time.

It is the one program that is given a sender's own bytes outside of the reading room's child. So it has a confinement
of its own (see ``isolate.programs``), a new profile each time, and no way to anything that it could harm: what it
makes comes by its standard output, and is believed as little as the document was.
"""

import functools
import json
import os
import struct
from collections.abc import Mapping
from enum import IntEnum
from pathlib import Path
from types import MappingProxyType
from typing import Final

from redaction.isolate.limits import MIB
from redaction.isolate.programs import LARGEST_ANSWER, PROGRAM_FILES, Confinement, NotRun, Program, interpreter, run
from redaction.isolate.programs import confinement as tried_out

SECONDS: Final = 40.0
_PROBE_SECONDS: Final = 30.0
_OFFICE: Final = "/usr/lib/libreoffice/program"


_PROGRAM: Final = Program(
    path=interpreter()[0],
    readable=(
        *PROGRAM_FILES, interpreter()[1], "/usr/share", "/etc/libreoffice", "/etc/fonts", "/var/cache/fontconfig",
        "/var/lib/libreoffice", "/var/spool/libreoffice", "/dev/urandom",
    ),
    environment=MappingProxyType({
        "LC_ALL": "C.UTF-8", "SAL_USE_VCLPLUGIN": "svp", "SAL_DISABLE_OPENCL": "1", "MALLOC_ARENA_MAX": "2",
    }),
    seconds=SECONDS,
    memory_bytes=2048 * MIB,
    answer_bytes=LARGEST_ANSWER,
    # RLIMIT_NPROC counts threads too, and all those of the user: the gateway's own may be many.
    processes=4096,
    open_files=256,
    scratch_bytes=256 * MIB,
)  # fmt: skip
_HEAD: Final = struct.Struct(">8sBH")  # ending of the name it is given, what is wanted, most pages


class Wanted(IntEnum):
    """What is made of a document."""

    PAGES = 1  # a PDF of its first pages
    DOCX = 2
    XLSX = 3
    PPTX = 4


ENDINGS: Final[Mapping[str, str]] = MappingProxyType({
    **dict.fromkeys(("doc", "docx", "odt", "rtf"), "writer"),
    **dict.fromkeys(("xls", "xlsx", "ods"), "calc"),
    **dict.fromkeys(("ppt", "pptx", "odp"), "impress"),
    **dict.fromkeys(("odg",), "draw"),
})  # fmt: skip
"""Endings of names under which a document may be given: which of the suite's programs opens it."""

_MADE: Final[Mapping[int, str]] = MappingProxyType(
    {Wanted.PAGES: "pdf", Wanted.DOCX: "docx", Wanted.XLSX: "xlsx", Wanted.PPTX: "pptx"}
)
# A document may ask for none of it: no macro runs, no link is followed, nothing is fetched. Window 26100 is the line
# for formulas (sc.hrc): packages without a desktop lack what it is made of, and no workbook opens with it.
_SETTINGS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">\
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">\
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Views/Windows"><node oor:name="26100" oor:op="replace">\
<prop oor:name="Visible" oor:op="fuse"><value>false</value></prop></node></item>
</oor:items>
"""
_PROBE: Final = "import ctypes, sys; ctypes.CDLL(sys.argv[1]); print('here')"
_DRIVER: Final = Path(__file__).with_name("kit.py").read_text("utf-8")


def request(data: bytes, *, ending: str, wanted: Wanted, pages: int = 1) -> bytes:
    """What ``convert`` takes: a document, the ending of the name that fits it, and of pages how many."""
    return _HEAD.pack(ending.encode("ascii"), wanted, pages) + data


def convert(payload: bytes) -> bytes:
    """What LibreOffice makes of a document.

    Raises:
        NotRun: the request is none, or the program failed, took too long, or (NotHere) may not run here.
    """
    if len(payload) < _HEAD.size:
        raise NotRun("no request")
    named, wanted, pages = _HEAD.unpack(payload[: _HEAD.size])
    ending = named.rstrip(b"\0").decode("ascii", "replace")
    if ending not in ENDINGS or wanted not in tuple(Wanted) or not pages:
        raise NotRun("no request")
    made, options = _MADE[Wanted(wanted)], _first(pages) if wanted == Wanted.PAGES else ""
    with os.fdopen(os.memfd_create("document"), "w+b") as source:
        source.write(memoryview(payload)[_HEAD.size :])
        source.flush()
        source.seek(0)
        arguments = ("-I", "-S", "-c", _DRIVER, _OFFICE, _SETTINGS, ending, made, options)
        answer = run(_PROGRAM, confinement(), arguments, source.fileno(), SECONDS)
    if not answer:
        raise NotRun("it made nothing")
    return answer


@functools.cache
def confinement() -> Confinement:
    """What can confine the program here, tried out once a process."""
    return tried_out(_PROGRAM, ("-I", "-S", "-c", _PROBE, f"{_OFFICE}/libmergedlo.so"), b"here", _PROBE_SECONDS)


def _first(pages: int) -> str:
    return json.dumps({"PageRange": {"type": "string", "value": f"1-{pages}"}}, separators=(",", ":"))
