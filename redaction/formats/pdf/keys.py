"""What a rewritten PDF may consist of: the keys of each kind of dictionary, and of what kind each value is.

ISO 32000-2 by clause: pages 7.7.3, resources 7.8.3, forms 8.10, pictures 8.9, colour 8.6, patterns 8.7, fonts 9.5 to
9.10, transparency 11.6. Names of authors, titles, structure, actions, layers and private data have no place here.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType
from typing import Final


class Kind(Enum):
    """Of what kind a value is, and so what it may hold."""

    PLAIN = auto()  # numbers, names, truth values and lists of them
    RESOURCES = auto()
    FONTS = auto()  # names to FONT; the same for the next six
    XOBJECTS = auto()
    STATES = auto()
    SPACES = auto()
    PATTERNS = auto()
    SHADINGS = auto()
    PROCEDURES = auto()
    FONT = auto()
    FONT_LIST = auto()
    FONT_AND_SIZE = auto()
    DESCRIPTOR = auto()
    ENCODING = auto()
    CHARACTER_MAP = auto()
    COLLECTION = auto()
    XOBJECT = auto()
    FORM = auto()
    MASK = auto()  # a form whose brightness is what shows through
    IMAGE = auto()
    IMAGE_OR_PLAIN = auto()
    GROUP = auto()
    STATE = auto()
    SOFT_MASK = auto()
    SPACE = auto()
    FUNCTION = auto()
    PATTERN = auto()
    SHADING = auto()
    PROCEDURE = auto()  # a glyph drawn by operators
    PROGRAM = auto()  # of a font
    TYPEFACE = auto()  # a font's name
    BYTES = auto()  # a stream of data that no operator stands in


_NAMED: Final = MappingProxyType({
    Kind.FONTS: Kind.FONT, Kind.XOBJECTS: Kind.XOBJECT, Kind.STATES: Kind.STATE, Kind.SPACES: Kind.SPACE,
    Kind.PATTERNS: Kind.PATTERN, Kind.SHADINGS: Kind.SHADING, Kind.PROCEDURES: Kind.PROCEDURE,
})  # fmt: skip


def named(kind: Kind) -> Kind | None:
    """Of what kind each entry is, where the keys are names that operators use; None: the keys are fixed."""
    return _NAMED.get(kind)


def _plain(names: str) -> dict[str, Kind]:
    return {f"/{name}": Kind.PLAIN for name in names.split()}


KEYS: Final[Mapping[Kind, Mapping[str, Kind]]] = MappingProxyType({
    Kind.RESOURCES: {
        "/Font": Kind.FONTS, "/XObject": Kind.XOBJECTS, "/ExtGState": Kind.STATES, "/ColorSpace": Kind.SPACES,
        "/Pattern": Kind.PATTERNS, "/Shading": Kind.SHADINGS,
    },
    Kind.FONT: _plain(
        "Type Subtype FirstChar LastChar Widths DW W DW2 W2 FontMatrix FontBBox"
    ) | {
        "/BaseFont": Kind.TYPEFACE,
        "/FontDescriptor": Kind.DESCRIPTOR, "/Encoding": Kind.ENCODING, "/ToUnicode": Kind.CHARACTER_MAP,
        "/DescendantFonts": Kind.FONT_LIST, "/CIDSystemInfo": Kind.COLLECTION, "/CIDToGIDMap": Kind.BYTES,
        "/CharProcs": Kind.PROCEDURES, "/Resources": Kind.RESOURCES,
    },
    Kind.DESCRIPTOR: _plain(
        "Type Flags FontBBox ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth"
        " MaxWidth MissingWidth FontStretch FontWeight"
    ) | {
        "/FontFile": Kind.PROGRAM, "/FontFile2": Kind.PROGRAM, "/FontFile3": Kind.PROGRAM,
        "/FontName": Kind.TYPEFACE,
    },
    Kind.ENCODING: _plain("Type BaseEncoding Differences WMode") | {
        "/CIDSystemInfo": Kind.COLLECTION, "/UseCMap": Kind.CHARACTER_MAP,
    },
    Kind.CHARACTER_MAP: _plain("Type WMode") | {
        "/CIDSystemInfo": Kind.COLLECTION, "/UseCMap": Kind.CHARACTER_MAP,
    },
    Kind.COLLECTION: _plain("Supplement"),
    Kind.FORM: _plain("Type Subtype FormType BBox Matrix") | {"/Resources": Kind.RESOURCES, "/Group": Kind.GROUP},
    Kind.MASK: _plain("Type Subtype FormType BBox Matrix") | {"/Resources": Kind.RESOURCES, "/Group": Kind.GROUP},
    Kind.IMAGE: _plain(
        "Type Subtype Width Height BitsPerComponent Decode ImageMask Interpolate Intent SMaskInData Matte"
    ) | {"/ColorSpace": Kind.SPACE, "/Mask": Kind.IMAGE_OR_PLAIN, "/SMask": Kind.IMAGE},
    Kind.GROUP: _plain("Type S I K") | {"/CS": Kind.SPACE},
    Kind.STATE: _plain("Type LW LC LJ ML D RI OP op OPM FL SM SA BM CA ca AIS TK") | {
        "/Font": Kind.FONT_AND_SIZE, "/SMask": Kind.SOFT_MASK,
    },
    Kind.SOFT_MASK: _plain("Type S BC") | {"/G": Kind.MASK, "/TR": Kind.FUNCTION},
    Kind.SPACE: _plain("WhitePoint BlackPoint Gamma Matrix Range"),
    Kind.FUNCTION: _plain("FunctionType Domain Range Size BitsPerSample Order Encode Decode C0 C1 N Bounds") | {
        "/Functions": Kind.FUNCTION,
    },
    Kind.PATTERN: _plain("Type PatternType PaintType TilingType BBox XStep YStep Matrix") | {
        "/Resources": Kind.RESOURCES, "/Shading": Kind.SHADING, "/ExtGState": Kind.STATE,
    },
    Kind.SHADING: _plain(
        "ShadingType Background BBox AntiAlias Domain Matrix Coords Extend BitsPerCoordinate BitsPerComponent"
        " BitsPerFlag Decode VerticesPerRow"
    ) | {"/ColorSpace": Kind.SPACE, "/Function": Kind.FUNCTION},
    Kind.PROCEDURE: {},
    Kind.PROGRAM: _plain("Subtype Length1 Length2 Length3"),
    Kind.BYTES: {},
})  # fmt: skip

PAGE_KEYS: Final = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
"""Plain values of a page; all but the last are inherited from the tree of pages."""
