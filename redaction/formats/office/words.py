"""Values of attributes that the formats and their programs choose themselves: they are read by nobody as anybody's.

A finder that takes *Comma* or *Liberation Serif* for a name would have a style or a typeface cut, and the page would
look otherwise. Only values that are on a list, written exactly so, are passed over; in attributes that hold free text
none is.
"""

import re
from functools import cache, lru_cache
from importlib import resources
from typing import Final

from redaction.placeholder import BLOCK

_FREE: Final = frozenset({
    "descr", "title", "tooltip", "display", "prompt", "promptTitle", "error", "errorTitle", "author", "initials",
    "displayName", "userName", "userId", "lastModifiedBy", "alt", "comment", "label", "user", "codeName",
    "uniqueName",
})  # fmt: skip
_FONT_ATTRIBUTES: Final = frozenset({
    "typeface", "ascii", "hAnsi", "cs", "eastAsia", "font-family", "font-family-asian", "font-family-complex",
    "font-name", "font-name-asian", "font-name-complex",
})  # fmt: skip
# Without their prefix, which whoever writes a file is free to choose.
_FONT_ELEMENTS: Final = frozenset({
    ("font", "name"), ("altName", "val"), ("name", "val"), ("rFont", "val"), ("font-face", "name"),
})  # fmt: skip
_TWIN: Final = re.compile(r"(?<=\D)\d{1,2}\Z")  # LibreOffice numbers the variants of a typeface
# The names of built-in styles, numbered and coloured, and what programs call the pieces of slides and sheets.
_STYLES: Final = re.compile(
    r"(?:[Hh]eading|[Tt]oc|TOC|[Ii]ndex|Contents|List|List Bullet|List Number|List Continue|Numbering|Outline List"
    r"|Body Text|Body Text Indent|Body Text First Indent|Result|Standard|Accent|Outline|Default-outline|Plain Table"
    r"|Table (?:Simple|Classic|Colorful|Columns|Grid|List|3D effects|Subtle|Web)|Illustration Index|User Index"
    r"|Bibliography|Alphabetical Index)[ _]?(?:20_)?\d{0,2}(?: ?Heading)?(?:,? ?Char| Zchn)?"
    r"|(?:Light|Medium|Dark|Colorful) (?:Shading|List|Grid)(?: [1-3])?(?: Accent [1-6])?"
    r"|(?:Grid|List) Table [1-7](?: Light| Dark| Colorful)?(?: Accent [1-6])?|Grid Table Light"
    r"|(?:20|40|60)% - Accent[1-6]|Comma \[0\]|Currency \[0\]"
    r"|Table (?:Theme|Contemporary|Elegant|Professional)|HTML (?:Acronym|Address|Cite|Code|Definition|Keyboard"
    r"|Preformatted|Sample|Typewriter|Variable|Bottom of Form|Top of Form)(?: Char)?"
    r"|(?:Table|Pivot|Slicer|TimeSlicer)Style(?:Light|Medium|Dark)\d{1,2}|Medium Style [1-4] - Accent [1-6]"
    r"|(?:Title|Subtitle|Content|Text|Vertical Text|Picture|Date|Footer|Header|Slide Number|Slide Image|Notes) "
    r"Placeholder \d{1,2}|PlaceHolder \d{1,2}|WW8Num\d{1,3}z?\d?"
    r"|(?:co|ro|ta|ce|pr|gr|dp|fr|pm|Mpm|Mpr|Mgr|Mdp|[PTLN])\d{1,4}(?:P\d)?"
    r"|chart:(?:area|bar|bubble|circle|filled-radar|gantt|line|radar|ring|scatter|stock|surface)"
    r"|(?:Header|Footer|Footnote Text|Balloon Text|Title|Subtitle|Quote|Plain Text) Char|[a-z]{2}-[A-Z]{2}|zxx"
)
_THEME_FONT: Final = re.compile(r"\+m[nj]-(?:lt|ea|cs)")
_REFERENCES: Final = frozenset({"r", "ref", "sqref", "activeCell", "topLeftCell"})
_REFERENCE: Final = re.compile(r"[A-Z]{1,3}\d{1,7}(?::[A-Z]{1,3}\d{1,7})?")
_HEADER_CODE: Final = re.compile(r"&&|&(?:[LCRBIUESXYDTPNFAZGHO]|\d{1,3}|K[0-9A-F]{6})(?=[^\W\d_])")
# Outlines of shapes (ODF 1.3 part 3 §19.145, §19.171, §19.573): numbers with letters of commands between.
_OUTLINES: Final = frozenset({
    "enhanced-path", "path", "viewBox", "d", "points", "modifiers", "glue-points", "text-areas", "coordsize",
    "coordorigin", "adj",
})  # fmt: skip
# No coordinate begins with a nought, has six figures or makes three numbers of a whole, as numbers of people do.
_OUTLINE: Final = re.compile(r"(?:-?(?:0|[1-9]\d{0,4})(?:\.\d{1,5})?(?!\d)|[?$]?[A-Za-z](?![A-Za-z])|[$+,()\s])*")
# What a shape's coordinates are worked out by (ODF 1.3 part 3 §19.171).
_EQUATION: Final = re.compile(
    r"(?:(?:0|[1-9]\d{0,4})(?:\.\d{1,5})?(?!\d)|\?f\d{1,3}|\$\d{1,3}|[-+*/(),\s]"
    r"|(?:pi|left|top|right|bottom|[xy]stretch|has(?:stroke|fill)|(?:log)?(?:width|height)|abs|sqrt|sin|cos|a?tan2?"
    r"|min|max|if)(?![A-Za-z\d]))*"
)
_NOT_OUTLINE: Final = re.compile(r"\W")
_THREE: Final = re.compile(r"\W*\d+\W+\d+\W+\d+\W*")
_HEADER_FONT: Final = re.compile(r'&"([^",&]{1,60}),[A-Za-z ]{1,30}"')


@cache
def _list(name: str) -> frozenset[str]:
    found: set[str] = set()
    text = resources.files("redaction.formats.office").joinpath(f"{name}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line.startswith("+"):
            found.update(line[1:].split())
        elif line and not line.startswith("#"):
            found.add(line)
    return frozenset(found)


_WORDS: Final = _list("words")
_NAMES: Final = _list("names")
_NUMBER: Final = re.compile(r"[a-z]?\d{0,4}|ns\d{1,4}")
_BETWEEN: Final = re.compile(r"[^A-Za-z0-9]+")
_PART: Final = re.compile(
    r"(?:content|styles|settings|meta|manifest|mimetype|xml|rels|word|document|workbook|presentation|media|Content|Types"
    r"|fontTable|webSettings|numbering|footnotes|endnotes|comments|sharedStrings|slides|tables|META|INF"
    r"|Pictures|ObjectReplacements|Object|Configurations2|Thumbnails|docProps|xl|ppt|worksheets|drawings|charts"
    r"|embeddings|slideLayouts|slideMasters|notesSlides|notesMasters|parts?|app|core|custom|image|chart|sheet|slide"
    r"|table|drawing|vmlDrawing|theme|header|footer|png|jpe?g|gif|tiff?|emf|wmf|svg|bin|vml|txt)?\d{0,4}|[0-9A-F]{16,40}"
)  # pictures of LibreOffice are called by their check sums
_FONTS: Final = _list("fonts")


@cache
def typefaces() -> frozenset[str]:
    """The typefaces of the list, in small letters without anything else."""
    return frozenset(re.sub(r"[^a-z]", "", one.lower()) for one in _FONTS)


def is_own(tag: str, local: str, value: str) -> bool:
    """Whether the format or its program chose an attribute's value.

    Args:
        tag: The element, with its prefix.
        local: The attribute's name without one.
        value: As written.
    """
    if local in _FREE:
        return False
    if local in _REFERENCES and _REFERENCE.fullmatch(value) is not None:
        return True
    if (local in _FONT_ATTRIBUTES or (tag.rpartition(":")[2], local) in _FONT_ELEMENTS) and _is_font(value):
        return True
    plain = value.replace("_20_", " ")
    return plain in _WORDS or _STYLES.fullmatch(plain) is not None


@lru_cache(maxsize=8192)
def is_own_name(name: str) -> bool:
    """Whether an element, an attribute or the prefix of a namespace is called as the formats do."""
    return name in _NAMES or _NUMBER.fullmatch(name) is not None


@lru_cache(maxsize=2048)
def is_own_address(address: str) -> bool:
    """The same of each word of a namespace, a content type or a kind of relationship."""
    return all(is_own_name(word) for word in _BETWEEN.split(address))


def is_own_part(name: str) -> bool:
    """Whether a part or folder of a package is called as programs call and count them."""
    return all(_PART.fullmatch(word) is not None for word in _BETWEEN.split(name))


def is_outline(local: str, value: str) -> bool:
    """Whether an attribute gives a shape by its coordinates, or says how one is worked out."""
    form = _EQUATION if local == "formula" else _OUTLINE if local in _OUTLINES else None
    return form is not None and form.fullmatch(value) is not None and _THREE.fullmatch(value) is None


def as_outline(value: str) -> str:
    """The same numbers and letters, with nothing between them that any detector takes for a part of anything."""
    return _NOT_OUTLINE.sub(BLOCK, value)


def without_fonts(header: str) -> str:
    """A sheet's header or footer without the codes of typefaces that are known (ECMA-376 part 1 §18.3.1.46).

    A blank parts what is left of the codes from the word after them: *&LMia* is Mia on the left.
    """
    plain = _HEADER_FONT.sub(lambda match: "" if _is_font(match[1]) else match[0], header)
    return _HEADER_CODE.sub(lambda match: match[0] if match[0] == "&&" else f"{match[0]} ", plain)


def _is_font(value: str) -> bool:
    """One typeface, or several that stand in for one another."""
    names = [one.strip(" '\"") for one in value.split(";")]
    return all(name in _FONTS or _TWIN.sub("", name) in _FONTS or _THEME_FONT.fullmatch(name) for name in names)
