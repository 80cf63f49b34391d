"""Content streams of a PDF written again: no marked content, no layer that is off, no picture between operators.

Marked content (ISO 32000-2, 14.6) holds text that no page shows: ActualText, Alt, E, names of layers.
"""

import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

import pikepdf

from redaction.errors import TooLarge, Unreadable
from redaction.formats.pdf.operands import (
    SHOWS_TEXT,
    Instruction,
    fitting,
    instruction,
    numbers_of,
    strings_in,
    words_of,
)
from redaction.formats.pdf.plain_content import drawings_of, plain
from redaction.formats.pdf.strings import decoded, tag_words

_MARKS: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
_STATE: Final = frozenset({
    "q", "Q", "cm", "w", "J", "j", "M", "d", "ri", "i", "gs", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*",
    "BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "CS", "cs", "SC", "SCN", "sc",
    "scn", "G", "g", "RG", "rg", "K", "k", "d0", "d1",
})  # fmt: skip
# What leaves something on the page; what sets the state for what comes later has to stay even on a layer that is off.
_PAINTS: Final = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE IMAGE"}) | SHOWS_TEXT
_COMMENT: Final = re.compile(rb"%([^\r\n]+)")
_STRING: Final = re.compile(rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)", re.DOTALL)
_NOTHING: Final = frozenset({"BX", "EX"})  # ISO 32000-2, 8.2
_RESOURCE_OF: Final = {
    "gs": "/ExtGState", "Do": "/XObject", "sh": "/Shading", "Tf": "/Font", "CS": "/ColorSpace", "cs": "/ColorSpace",
    "SCN": "/Pattern", "scn": "/Pattern", "ri": "",
}  # fmt: skip
_WIDE: Final = (re.compile(rb"(?:\0[ -~]){6,}"), re.compile(rb"(?:[ -~]\0){6,}"))  # what is before may join either
_MOST_OPERATORS: Final = 2_000_000  # of one document


class Shown(Enum):
    """Whether an optional content group is shown when the document is opened."""

    YES = auto()
    NO = auto()


@dataclass(slots=True)
class Used:
    """What a content stream was seen to do."""

    xobjects: set[str] = field(default_factory=set)
    text: bool = False
    pictures: int = 0  # between operators
    hidden: bool = False  # something on a layer that is off
    operators: int = 0
    shown: list[str] = field(default_factory=list)  # strings of operators that show text, where they are letters
    aside: list[str] = field(default_factory=list)  # texts that nobody is shown


class Layers:
    """The optional content groups of a document and which are off (ISO 32000-2, 8.11.4)."""

    def __init__(self, root: pikepdf.Object) -> None:
        self._off: set[tuple[int, int]] = set()
        properties = root.get("/OCProperties")
        if not isinstance(properties, pikepdf.Dictionary):
            return
        default = properties.get("/D")
        default = default if isinstance(default, pikepdf.Dictionary) else pikepdf.Dictionary()
        if str(default.get("/BaseState", "/ON")) != "/ON":
            self._off = _ids(properties.get("/OCGs")) - _ids(default.get("/ON"))
        self._off |= _ids(default.get("/OFF"))

    def __bool__(self) -> bool:
        """Whether any is off."""
        return bool(self._off)

    def shown(self, group: pikepdf.Object | None) -> Shown:
        """Of a group, or of several that decide together.

        Raises:
            Unreadable: a formula decides.
        """
        if not isinstance(group, pikepdf.Dictionary) or not self._off:
            return Shown.YES
        if str(group.get("/Type")) != "/OCMD":
            return Shown.NO if group.objgen in self._off else Shown.YES
        if "/VE" in group:
            raise Unreadable("layers that a formula shows or hides")
        named = group.get("/OCGs")
        members = list(named) if isinstance(named, pikepdf.Array) else [] if named is None else [named]
        off = [one.objgen in self._off for one in members if isinstance(one, pikepdf.Dictionary)]
        if not off:
            return Shown.YES
        holds = {
            "/AllOn": not any(off),
            "/AnyOff": any(off),
            "/AllOff": all(off),
        }.get(str(group.get("/P", "/AnyOn")), not all(off))
        return Shown.YES if holds else Shown.NO


def _ids(groups: pikepdf.Object | None) -> set[tuple[int, int]]:
    return {one.objgen for one in groups if isinstance(one, pikepdf.Dictionary)} if isinstance(
        groups, pikepdf.Array
    ) else set()  # fmt: skip


def shown_again(
    stream: pikepdf.Page | pikepdf.Object,
    raw: Sequence[bytes],
    resources: Mapping[str, pikepdf.Object] | pikepdf.Dictionary,
    layers: Layers,
    used: Used,
    *,
    hidden_too: bool,
) -> bytes:
    """The operators of a page or form that show something.

    Args:
        raw: Its data unpacked, of a page those of each of its streams.
        resources, layers, used, hidden_too: See ``written_again``, which also says what is raised.
    """
    if not layers:
        found = plain(b"\n".join(raw))
        if found is not None:
            content, tags = found
            used.aside += filter(None, map(tag_words, sorted(tags)))
            used.xobjects |= drawings_of(content)
            used.text = used.text or b"Tj" in content or b"TJ" in content
            return content
    for one in raw:
        used.aside += comments_in(one)
        used.aside += wide_words(one)
    return written_again(stream, resources, layers, used, hidden_too=hidden_too)


def written_again(
    stream: pikepdf.Page | pikepdf.Object,
    resources: Mapping[str, pikepdf.Object] | pikepdf.Dictionary,
    layers: Layers,
    used: Used,
    *,
    hidden_too: bool,
) -> bytes:
    """The operators that show something, one a line.

    Args:
        resources: Where names of layers and drawings are looked up.
        used: Filled.
        hidden_too: Layers that are off are shown like all others.

    Raises:
        Unreadable, TooLarge: it is none, or longer than the limit.
    """
    try:
        # A stream that ends within an operator is told as a warning; where it ends is for each reader to guess.
        with warnings.catch_warnings():
            warnings.simplefilter("error", UserWarning)
            operators = pikepdf.parse_content_stream(stream)
    except (pikepdf.PdfError, UserWarning, ValueError, TypeError, OverflowError) as error:
        raise Unreadable("a page's operators are damaged") from error
    used.operators += len(operators)
    if used.operators > _MOST_OPERATORS:
        raise TooLarge("more operators than the limit")
    kept: list[Instruction] = []
    strays: list[str] = []  # words where operators stand
    sections: list[bool] = []  # whether each that is open is off
    for one in operators:
        name = str(one.operator)
        if name in _MARKS:
            _section(name, one, resources, layers, sections)
        if name in _MARKS or name not in _PAINTS | _STATE:
            used.aside += words_of(one.operands)
            if name not in _MARKS | _NOTHING:
                strays.append(" ".join((*numbers_of(one.operands), name)))
            continue
        if name in _PAINTS:
            off = any(sections) or (name == "Do" and _is_off(one, resources, layers))
            if off and not hidden_too:
                used.hidden = True
                if name not in SHOWS_TEXT | {"Do", "sh", "INLINE IMAGE"}:
                    kept.append(pikepdf.ContentStreamInstruction([], pikepdf.Operator("n")))
                continue
            _note(name, one, used)
        if isinstance(one, pikepdf.ContentStreamInlineImage):
            head = one.iimage.unparse().partition(b"ID")[0]
            used.aside += (text[1:-1].decode("latin-1") for text in _STRING.findall(head))
            kept.append(one)
        else:
            if _leads_nowhere(name, one, resources):
                used.aside += words_of(one.operands)
                continue
            kept += _plainly(name, fitting(one, used.aside))
    used.aside += [" ".join(strays)] if strays else []
    return pikepdf.unparse_content_stream(kept)


def _leads_nowhere(name: str, one: Instruction, resources: Mapping[str, pikepdf.Object] | pikepdf.Dictionary) -> bool:
    """Whether the operator names in somebody's words what is not there, so that nothing comes of it."""
    kind = _RESOURCE_OF.get(name)
    names = [operand for operand in one.operands if isinstance(operand, pikepdf.Name)] if kind is not None else []
    return any(tag_words(str(each)) and _named(resources, str(kind), each) is None for each in names)


def _plainly(name: str, one: pikepdf.ContentStreamInstruction) -> list[pikepdf.ContentStreamInstruction]:
    """The same without the two operators that do several things: what takes letters out knows one that shows."""
    if name not in {"'", '"'}:
        return [one]
    *before, text = one.operands
    made = [instruction(operator, operand) for operand, operator in zip(before, ("Tw", "Tc"), strict=False)]
    return [*made, instruction("T*"), instruction("Tj", text)]


def wide_words(data: bytes) -> list[str]:
    """Texts of two bytes a letter, of which none stands between operators."""
    if b"\0" not in data:
        return []
    return [found.replace(b"\0", b"").decode("ascii") for form in _WIDE for found in form.findall(data)]


def comments_in(content: bytes) -> list[str]:
    """What stands behind per cent signs outside of strings."""
    if b"%" not in content:
        return []
    return [match[1].decode("latin-1") for match in _COMMENT.finditer(_STRING.sub(b"()", content))]


def _note(name: str, one: Instruction, used: Used) -> None:
    if name == "INLINE IMAGE":
        used.pictures += 1
    elif name in SHOWS_TEXT:
        used.text = True
        used.shown += (decoded(text) for text in strings_in(one.operands))
    elif name == "Do" and one.operands:
        used.xobjects.add(str(one.operands[0]))


def _section(
    name: str,
    one: Instruction,
    resources: Mapping[str, pikepdf.Object] | pikepdf.Dictionary,
    layers: Layers,
    sections: list[bool],
) -> None:
    if name == "EMC":
        if sections:
            sections.pop()
    elif name in {"BMC", "BDC"}:
        off = False
        if name == "BDC" and layers and len(one.operands) == 2 and str(one.operands[0]) == "/OC":
            off = layers.shown(_named(resources, "/Properties", one.operands[1])) is Shown.NO
        sections.append(off)


def _is_off(
    one: Instruction,
    resources: Mapping[str, pikepdf.Object] | pikepdf.Dictionary,
    layers: Layers,
) -> bool:
    if not layers or not one.operands:
        return False
    drawing = _named(resources, "/XObject", one.operands[0])
    return isinstance(drawing, pikepdf.Stream) and layers.shown(drawing.get("/OC")) is Shown.NO


def _named(
    resources: Mapping[str, pikepdf.Object] | pikepdf.Dictionary, kind: str, name: object
) -> pikepdf.Object | None:
    named = resources.get(kind)
    return named.get(str(name)) if isinstance(named, pikepdf.Dictionary) else None
