"""Which control words and groups of rich text are known, and what becomes of each (RTF specification 1.9.1)."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_LATIN: Final = (0, 77, 161, 162, 163, 177, 178, 204, 222, 238)
SAMPLE: Final = (
    rb"{\rtf1\ansi{\fonttbl"
    + b"".join(rb"{\f%d\fcharset%d A;}" % (code, code) for code in (0, 77, *range(128, 256)))
    + rb"}A \'e9 \u233?"
    + b"".join(rb"\f%d\'e0\'a1 " % code for code in _LATIN)
    + rb"\f128\'93\'fa\f129\'b0\'a1\f130\'88\'61\f134\'b0\'a1\f136\'a4\'40\f254\'82\f255\'82}"
)
"""With a letter of every code page: each is a module that is imported when it is first needed."""

# By the number that \fcharset gives. 2 is symbols, which are no letters.
CODE_PAGES: Final[Mapping[int, str]] = MappingProxyType({
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
})  # fmt: skip
SYMBOLS: Final = 2
BY_NUMBER: Final[Mapping[int, str]] = MappingProxyType(
    {number: f"cp{number}" for number in (437, 850, 852, 860, 862, 863, 864, 865, 866, 874, 932, 936, 949, 950, 1250,
                                          1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258)}
    | {10000: "mac-roman", 65001: "utf-8", 708: "iso8859-6", 819: "iso8859-1", 1361: "johab"}
)  # fmt: skip
"""By the number that \\ansicpg gives."""

CHARACTERS: Final[Mapping[str, str]] = MappingProxyType({
    "emdash": "\u2014", "endash": "\u2013", "lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c",
    "rdblquote": "\u201d", "bullet": "\u2022", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "zwj": "", "zwnj": "", "zwbo": "", "zwnbo": "", "ltrmark": "", "rtlmark": "",
})  # fmt: skip
SYMBOL_CHARACTERS: Final[Mapping[str, str]] = MappingProxyType(
    {"~": "\u00a0", "_": "\u2011", "-": "", "\\": "\\", "{": "{", "}": "}", "|": "", ":": ""}
)
BREAKS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("par", "line", "sect", "page", "row", "column", "nestrow", "softline", "lbr"), "\n")
    | dict.fromkeys(("tab", "cell", "nestcell"), "\t")
)
"""Words at which a line or cell ends; they stay."""

# Kept with their text. Own: the text stands apart from what is around it, under that name.
OWN_TEXT: Final[Mapping[str, str]] = MappingProxyType({
    "header": "header", "headerl": "header", "headerr": "header", "headerf": "header", "footer": "footer",
    "footerl": "footer", "footerr": "footer", "footerf": "footer", "footnote": "footnote", "annotation": "comment",
    "shptxt": "text box", "fldinst": "field", "bkmkstart": "bookmark", "bkmkend": "bookmark", "fonttbl": "fonts",
    "stylesheet": "styles", "colortbl": "colours",
})  # fmt: skip
KEPT: Final = frozenset({
    *OWN_TEXT, "field", "fldrslt", "shp", "shpinst", "shppict", "pict", "nesttableprops", "ftnsep", "ftnsepc",
})  # fmt: skip
UNWRAPPED: Final = frozenset({"listtext", "pntext", "object", "result"})
"""What a list shows before a line, and what an object of another program looks like; the list and the object go."""
BY_NAME: Final = frozenset({"bkmkstart", "bkmkend"})
"""Texts that others refer to."""
DATA: Final[Mapping[str, str]] = MappingProxyType({
    "themedata": "theme", "colorschememapping": "theme", "datastore": "program data", "blipuid": "program data",
    "passwordhash": "program data", "panose": "fonts", "fontemb": "fonts", "fontfile": "fonts",
    "nonshppict": "previews", "svb": "program data", "pgptbl": "program data", "listpicture": "previews",
    "objdata": "embedded objects",
})  # fmt: skip
"""Groups of bytes and not of text: never looked into, and lost."""
DROPPED_AS: Final[Mapping[str, str]] = MappingProxyType({
    "info": "properties", "userprops": "properties", "docvar": "properties", "generator": "properties",
    "xmlnstbl": "properties", "template": "properties", "revtbl": "authors", "atnid": "authors",
    "atnauthor": "authors", "atntime": "authors", "atndate": "authors", "rsidtbl": "revision ids",
    "protusertbl": "authors", "mailmerge": "links", "shprslt": "previews", "listtable": "lists",
    "listoverridetable": "lists", "latentstyles": "styles", "htmltag": "HTML within",
    "sp": "shape properties", "sn": "shape properties", "sv": "shape properties",
})  # fmt: skip
"""What a group that is not kept is called in the report; others are unknown groups."""

_FAMILIES: Final = """
    Arial|Arial Black|Arial Narrow|Arial Unicode MS|Times|Times New Roman|Calibri|Calibri Light|Cambria|Cambria Math
    Courier|Courier New|Verdana|Tahoma|Georgia|Garamond|Symbol|Wingdings|Wingdings 2|Wingdings 3|Webdings|Segoe UI
    Segoe UI Symbol|Segoe UI Emoji|Aptos|Aptos Display|Candara|Consolas|Constantia|Corbel|Century|Century Gothic
    Book Antiqua|Bookman Old Style|Comic Sans MS|Franklin Gothic Book|Franklin Gothic Medium|Gill Sans MT|Helvetica
    Impact|Lucida Console|Lucida Sans|Lucida Sans Unicode|Palatino Linotype|Trebuchet MS|MS Sans Serif|MS Mincho
    MS Gothic|MS PGothic|SimSun|Microsoft Sans Serif|Microsoft YaHei|Liberation Sans|Liberation Serif|Liberation Mono
    DejaVu Sans|DejaVu Serif|DejaVu Sans Mono|OpenSymbol|Open Sans|Noto Sans|Noto Serif|Noto Sans CJK SC|Mangal
    Noto Serif CJK SC|Lohit Devanagari|Roboto|Lato|Carlito|Caladea
"""
FONTS: Final = re.compile(
    "(?:" + re.sub(r"\s{2,}", "|", _FAMILIES.strip()) + ")"
    r"(?: (?:CE|Cyr|Greek|Tur|Baltic|Western|\((?:Hebrew|Arabic|Vietnamese|Thai)\)))?;?"
)
"""Names of fonts that some would be taken for people."""

FIELDS: Final = frozenset({
    "HYPERLINK", "PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "REF", "PAGEREF", "NOTEREF", "TOC", "SEQ",
    "SYMBOL", "MERGEFIELD", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "EQ", "LISTNUM", "AUTONUM", "QUOTE",
})  # fmt: skip
"""Fields of which the instruction stays; of others the result alone."""

SHAPE_PROPERTIES: Final = frozenset({
    "shapeType", "fillColor", "fFilled", "lineColor", "fLine", "lineWidth", "dxTextLeft", "dxTextRight", "dyTextTop",
    "dyTextBottom", "WrapText", "anchorText", "txflTextFlow", "fBehindDocument", "posh", "posrelh", "posv", "posrelv",
    "fFitShapeToText", "rotation", "fLayoutInCell", "fAllowOverlap",
})  # fmt: skip
PICTURES: Final[Mapping[str, str]] = MappingProxyType({"pngblip": "image/png", "jpegblip": "image/jpeg"})
OTHER_PICTURES: Final = frozenset({"macpict", "pmmetafile", "dibitmap", "wbitmap"})

WORDS: Final = frozenset(
    re.findall(
        r"\S+",
        """
    deff deflang deflangfe paperw paperh margl margr margt margb gutter landscape facingp margmirror widowctrl
    deftab hyphauto viewkind viewscale pgnstart endnhere ftnbj aenddoc enddoc ftnnar aftnnar aftnnrlc noxlattoyen
    sectd sbknone sbkcol sbkpage sbkeven sbkodd cols colsx colno colsr colw linebetcol pgwsxn pghsxn marglsxn
    margrsxn margtsxn margbsxn guttersxn lndscpsxn titlepg headery footery pgncont pgnrestart pgndec vertalt
    vertalc vertalj pard plain s cs ds ts ql qr qc qj qd fi li ri lin rin sb sa sl slmult keep keepn pagebb
    nowidctlpar hyphpar outlinelevel intbl itap brdrt brdrb brdrl brdrr brdrbtw brdrs brdrth brdrsh brdrdb brdrdot
    brdrdash brdrhair brdrw brdrcf brsp brdrnone box tx tqr tqc tqdec tb tldot tlhyph tlul tleq contextualspacing
    rtlpar ltrpar shading cbpat cfpat trowd trgaph trleft trrh trhdr trkeep trql trqr trqc trpaddl trpaddr trpaddt
    trpaddb trpaddfl trpaddfr trpaddft trpaddfb trautofit trwWidth trftsWidth trwWidthB trftsWidthB trwWidthA
    trftsWidthA trbrdrt trbrdrl trbrdrb trbrdrr trbrdrh trbrdrv cellx clmgf clmrg clvmgf clvmrg clvertalt
    clvertalc clvertalb clbrdrt clbrdrb clbrdrl clbrdrr clcbpat clcfpat clshdng cltxlrtb cltxtbrl clwWidth
    clftsWidth clpadl clpadr clpadt clpadb clpadfl clpadfr clpadft clpadfb clNoWrap lastrow irow irowband tblind
    tblindtype b i v ul ulw ulnone uld uldb uldash uldashd uldashdd ulth ulwave strike striked sub super
    nosupersub caps scaps outl shad embo impr expnd expndtw kerning charscalex up dn f fs cf cb highlight chcbpat
    chcfpat lang langfe langnp langfenp noproof rtlch ltrch loch hich dbch af ab ai afs acf deleted revised red
    green blue ctheme cfollow sbasedon snext slink sqformat spriority ssemihidden sunhideused additive sautoupd
    fnil froman fswiss fmodern fscript fdecor ftech fbidi fcharset fprq chpgn chdate chtime chatn chftn chftnsep
    chftnsepc ftnalt sectnum shpleft shptop shpright shpbottom shpfhdr shpbxpage shpbxmargin shpbxcolumn
    shpbxignore shpbypage shpbymargin shpbypara shpbyignore shpwr shpwrk shpfblwtxt shpz picw pich picwgoal
    pichgoal picscalex picscaley piccropl piccropr piccropt piccropb pngblip jpegblip fldedit flddirty fldlock
    pgbrdrhead absw absh posx posy posxc posxr posxl posyt posyb posyc phmrg phpg phcol pvmrg pvpg pvpara dxfrtext
    dfrmtxtx dfrmtxty wraparound nowrap dropcapli dropcapt adjustright faauto aspalpha aspnum fcs cgrid widctlpar
    sbauto saauto
    """,
    )
) | frozenset(BREAKS)
"""Words that format, and hold nothing but small numbers."""
LARGEST: Final = 999_999

STATE: Final = frozenset(
    {"uc", "f", "fcharset", "ansicpg", "mac", "pc", "pca", "deff", "plain", "v", "deleted", "ansi"}
)
# Destinations that need no "\*" before them, for they are as old as the format.
DROPPED: Final = frozenset({
    "info", "author", "title", "subject", "operator", "manager", "company", "category", "keywords", "comment",
    "doccomm", "hlinkbase", "private", "xe", "tc", "tcn", "rxe", "txe", "upr", "template", "buptim", "creatim",
    "printim", "revtim", "sp", "sn", "sv", "shprslt", "do", "listlevel", "listname", "leveltext", "levelnumbers",
    "list", "listoverride", "nonesttables", "objclass", "objname", "filetbl", "file",
    "falt", "fname", "nextfile", "linkval", "propname", "staticval", "proptype", "pntxta", "pntxtb", "picprop",
})  # fmt: skip
