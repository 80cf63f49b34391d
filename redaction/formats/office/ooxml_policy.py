"""What becomes of each part of an OOXML package: an allow-list, by content type and never by name."""

import re
from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_WORD: Final = "application/vnd.ms-word."
_EXCEL: Final = "application/vnd.ms-excel."
_POWERPOINT: Final = "application/vnd.ms-powerpoint."

MAIN_TYPES: Final[Mapping[str, str]] = MappingProxyType({
    f"{_OFFICE}wordprocessingml.document.main+xml": f"{_OFFICE}wordprocessingml.document",
    f"{_OFFICE}wordprocessingml.template.main+xml": f"{_OFFICE}wordprocessingml.template",
    f"{_WORD}document.macroenabled.main+xml": f"{_WORD}document.macroenabled.12",
    f"{_WORD}template.macroenabledtemplate.main+xml": f"{_WORD}template.macroenabled.12",
    f"{_OFFICE}spreadsheetml.sheet.main+xml": f"{_OFFICE}spreadsheetml.sheet",
    f"{_OFFICE}spreadsheetml.template.main+xml": f"{_OFFICE}spreadsheetml.template",
    f"{_EXCEL}sheet.macroenabled.main+xml": f"{_EXCEL}sheet.macroenabled.12",
    f"{_EXCEL}template.macroenabled.main+xml": f"{_EXCEL}template.macroenabled.12",
    f"{_OFFICE}presentationml.presentation.main+xml": f"{_OFFICE}presentationml.presentation",
    f"{_OFFICE}presentationml.slideshow.main+xml": f"{_OFFICE}presentationml.slideshow",
    f"{_OFFICE}presentationml.template.main+xml": f"{_OFFICE}presentationml.template",
    f"{_POWERPOINT}presentation.macroenabled.main+xml": f"{_POWERPOINT}presentation.macroenabled.12",
    f"{_POWERPOINT}slideshow.macroenabled.main+xml": f"{_POWERPOINT}slideshow.macroenabled.12",
    f"{_POWERPOINT}template.macroenabled.main+xml": f"{_POWERPOINT}template.macroenabled.12",
})  # fmt: skip
"""Content type of the main part, in lower case: the document's media type, in lower case."""

WITHOUT_MACROS: Final[Mapping[str, str]] = MappingProxyType({
    f"{_WORD}document.macroenabled.main+xml": f"{_OFFICE}wordprocessingml.document.main+xml",
    f"{_WORD}template.macroenabledtemplate.main+xml": f"{_OFFICE}wordprocessingml.template.main+xml",
    f"{_EXCEL}sheet.macroenabled.main+xml": f"{_OFFICE}spreadsheetml.sheet.main+xml",
    f"{_EXCEL}template.macroenabled.main+xml": f"{_OFFICE}spreadsheetml.template.main+xml",
    f"{_POWERPOINT}presentation.macroenabled.main+xml": f"{_OFFICE}presentationml.presentation.main+xml",
    f"{_POWERPOINT}slideshow.macroenabled.main+xml": f"{_OFFICE}presentationml.slideshow.main+xml",
    f"{_POWERPOINT}template.macroenabled.main+xml": f"{_OFFICE}presentationml.template.main+xml",
})  # fmt: skip
"""Content type of a main part with macros: the same kind without."""

PLAIN_ENDINGS: Final[Mapping[str, str]] = MappingProxyType({
    f"{_OFFICE}wordprocessingml.document": "docx", f"{_OFFICE}wordprocessingml.template": "dotx",
    f"{_OFFICE}spreadsheetml.sheet": "xlsx", f"{_OFFICE}spreadsheetml.template": "xltx",
    f"{_OFFICE}presentationml.presentation": "pptx", f"{_OFFICE}presentationml.slideshow": "ppsx",
    f"{_OFFICE}presentationml.template": "potx",
})  # fmt: skip
"""Media types of the kinds without macros: the ending of a file's name, without its dot."""

_WRITTEN_AS: Final = frozenset({
    "wordprocessingml", "spreadsheetml", "presentationml", "drawingml", "drawing", "theme", "themeoverride",
})  # fmt: skip


class Treatment(Enum):
    """What is done with a part."""

    REWRITE = auto()  # read, cut, written again
    READ_AND_DROP = auto()  # XML that is read for what it says; a rewritten document does without
    WORDS_AND_DROP = auto()  # bytes of which printable stretches are read; a rewritten document does without
    DROP_UNREAD = auto()  # not looked into, so a document that has one is always rewritten
    RECURSE = auto()  # a package in the package
    PICTURE = auto()  # one of bare pixels, or a drawing that is made one; ink is held
    HOLD = auto()


# Parts that describe, compute anew or sign the others: nothing that a reader of the document sees is lost with them.
_DROPPED_XML: Final = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.(?:extended-properties|custom-properties|customxmlproperties"
    r"|spreadsheetml\.(?:calcchain|revisionheaders|revisionlog|usernames|connections|querytable|volatiledependencies"
    r"|customproperty))\+xml"
    r"|application/vnd\.openxmlformats-package\.(?:core-properties|digital-signature-xmlsignature)\+xml"
    r"|application/vnd\.ms-(?:word|excel|powerpoint|office)\.(?:.*\.)?(?:vbadata|webextension|webextensiontaskpanes"
    r"|people|documenttasks|changesinfo|revisioninfo|classificationlabels|keymapcustomizations|attachedtoolbars)\+xml"
    r"|application/vnd\.openxmlformats-officedocument\.wordprocessingml\.(?:people)\+xml"
    r"|application/xml|text/xml"
)
_VBA: Final = re.compile(
    r"application/vnd\.ms-(?:office\.vbaproject(?:signature(?:agile|v3)?)?|word\.vbadata\+xml)(?:\+xml)?"
)
_PACKAGES: Final = re.compile(
    r"application/vnd\.(?:openxmlformats-officedocument\.[a-z]+\.(?:document|sheet|presentation|slideshow|template|slide)"
    r"|ms-(?:word|excel|powerpoint)\.[a-z]+\.macroenabled\.12|oasis\.opendocument\.[a-z]+)"
)
_PRINTER: Final = re.compile(
    r"application/vnd\.openxmlformats-officedocument\.(?:(?:wordprocessingml|spreadsheetml|presentationml)\.printersettings"
    r"|spreadsheetml\.customproperty)"
)
_FONTS: Final = frozenset({
    "application/x-fontdata", "application/vnd.openxmlformats-officedocument.obfuscatedfont",
    "application/x-font-ttf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.fonttable.font",
})  # fmt: skip
_WORDS: Final = frozenset(
    """
    document template glossary header footer footnotes endnotes comments commentsextended commentsids
    commentsextensible settings websettings styles styleswitheffects fonttable numbering people documenttasks
    sheet worksheet chartsheet dialogsheet sharedstrings table pivotcachedefinition pivotcacherecords pivottable
    externallink calcchain connections querytable usernames revisionheaders revisionlog volatiledependencies
    sheetmetadata threadedcomments person customproperty slicer slicercache timeline timelinecache drawing
    presentation slideshow slide slidelayout slidemaster notesslide notesmaster handoutmaster commentauthors tags
    presprops viewprops tablestyles changesinfo revisioninfo
    chart chartshapes chartstyle chartcolorstyle diagramdata diagramdrawing diagramlayout diagramstyle diagramcolors
    theme themeoverride vmldrawing core-properties extended-properties custom-properties customxmlproperties xml
    digital-signature-xmlsignature digital-signature-origin vbaproject vbadata printersettings fontdata
    obfuscatedfont x-fontdata webextension webextensiontaskpanes classificationlabels keymapcustomizations
""".split()  # noqa: SIM905 - eighty words read better without their quotes
)
_SIGNATURE: Final = "application/vnd.openxmlformats-package.digital-signature-origin"


def treatment(content_type: str, relations: frozenset[str]) -> Treatment:
    """What becomes of a part.

    Args:
        content_type: In lower case; empty: the package gives none.
        relations: Last words of the types of the relationships that reach it; none: an orphan.
    """
    if relations == {"thumbnail"}:
        return Treatment.DROP_UNREAD
    if content_type.startswith("image/") or content_type == "application/inkml+xml":
        return Treatment.PICTURE
    if content_type == "application/pdf" and relations == {"image"}:
        return Treatment.PICTURE  # as programs for the Mac paste one; of no kind that is read, so it is left out
    if _VBA.fullmatch(content_type) or content_type in _FONTS:
        return Treatment.DROP_UNREAD
    if _PRINTER.fullmatch(content_type) or content_type == _SIGNATURE:
        return Treatment.WORDS_AND_DROP
    if _DROPPED_XML.fullmatch(content_type):
        return Treatment.READ_AND_DROP
    if _PACKAGES.fullmatch(content_type):
        return Treatment.RECURSE
    if _is_rewritten(content_type):
        return Treatment.REWRITE if relations else Treatment.READ_AND_DROP
    return Treatment.HOLD


def _is_rewritten(content_type: str) -> bool:
    if content_type == f"{_OFFICE}vmldrawing" or content_type in MAIN_TYPES:
        return True
    if not content_type.endswith("+xml"):
        return False
    if content_type.startswith(_OFFICE):
        return re.split(r"[.+]", content_type.removeprefix(_OFFICE))[0] in _WRITTEN_AS
    return content_type.startswith((_WORD, _EXCEL, _POWERPOINT, "application/vnd.ms-office."))


def word(content_type: str) -> str:
    """The schema's own word for a kind of part: ``footnotes``, ``worksheet``, ``notesslide``; else ``part``.

    Only words of this list are ever shown to anyone: a content type is its sender's choice of words.
    """
    last = content_type.removesuffix("+xml").rpartition("/")[2]
    found = last.removesuffix(".main").rpartition(".")[2]
    return found if found in _WORDS else "part"
