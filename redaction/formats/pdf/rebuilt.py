"""A PDF built anew from what an allow-list names, without anything of the one it was made from."""

import io
from typing import Final

import pikepdf

from redaction.errors import TooLarge, Unreadable
from redaction.formats.pdf.character_map import in_order, long_targets, map_of_letters
from redaction.formats.pdf.content import Layers, Used, comments_in, shown_again, wide_words, written_again
from redaction.formats.pdf.font_names import nameless, without_rest
from redaction.formats.pdf.inks import function_data, inks, typeface
from redaction.formats.pdf.keys import KEYS, PAGE_KEYS, Kind, named
from redaction.formats.pdf.strings import together
from redaction.limits import Limits

_STENCIL: Final = 8  # pixels of a side: no letter stands in less
_INHERITED_DEEPEST: Final = 100
_OF_PICTURES: Final = frozenset({"/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/JPXDecode"})
_PARAMETERS: Final = frozenset({
    "/Predictor", "/Colors", "/BitsPerComponent", "/Columns", "/EarlyChange", "/K", "/EndOfLine", "/EncodedByteAlign",
    "/Rows", "/EndOfBlock", "/BlackIs1", "/DamagedRowsBeforeError", "/ColorTransform",
})  # fmt: skip
_DEVICE: Final = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_COLLECTIONS: Final = {
    "registry": frozenset({"Adobe"}),
    "ordering": frozenset({"Identity", "UCS", "Japan1", "GB1", "CNS1", "Korea1", "KR"}),
}  # fmt: skip
_OPERATORS: Final = frozenset({Kind.FORM, Kind.MASK, Kind.PATTERN, Kind.PROCEDURE})


class Rebuilt:
    """The new document and what was met on the way.

    ``seen`` are the old streams that it is made from; ``pictures`` the pages with pictures in them; ``drawn`` the
    pages with text or pictures where neither a reader of texts nor one of pictures looks: in glyphs, patterns, masks.
    """

    def __init__(self, source: pikepdf.Pdf, limits: Limits, *, hidden_too: bool = False) -> None:
        self.new = pikepdf.new()
        self.seen: set[tuple[int, int]] = set()
        self.pictures: set[int] = set()
        self.drawn: set[int] = set()
        self.dropped: set[str] = set()
        self.aside: dict[str, None] = {}  # texts between operators that nobody is shown
        self.unread: set[str] = set()  # words for what was left out without being looked into
        self.programs: list[bytes] = []  # of fonts
        self.profiles: list[bytes] = []  # of colours
        self._limits = limits
        self._layers = Layers(source.Root)
        self._hidden_too = hidden_too
        self._made: dict[tuple[tuple[int, int], Kind], pikepdf.Object] = {}
        self._about: dict[tuple[int, int], tuple[bool, bool]] = {}  # has pictures, text aside
        self._used = Used()
        self._page = 0
        for number, page in enumerate(source.pages):
            self._page = number
            self._add_page(page)

    def saved(self) -> bytes:
        """The bytes, for a reader of our own."""
        out = io.BytesIO()
        self.new.save(out, compress_streams=False, static_id=True)
        return out.getvalue()

    def _add_page(self, page: pikepdf.Page) -> None:
        values = {key: value for key in PAGE_KEYS if (value := _inherited(page.obj, key)) is not None}
        made = pikepdf.Dictionary(Type=pikepdf.Name.Page)
        for key, value in values.items():
            copied = self._copy(value, Kind.PLAIN, 0)
            if copied is not None:
                made[key] = copied
        resources = _inherited(page.obj, "/Resources")
        old = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        used = Used(operators=self._used.operators)
        contents = page.obj.get("/Contents")
        raw: list[bytes] = []
        for one in contents if isinstance(contents, pikepdf.Array) else [contents]:
            if isinstance(one, pikepdf.Stream):
                self.seen.add(one.objgen)
                raw.append(one.read_bytes())
        content = shown_again(page, raw, old, self._layers, used, hidden_too=self._hidden_too)
        self._note(used)
        if "/Group" in page.obj:
            group = self._copy(page.obj["/Group"], Kind.GROUP, 0)
            if group is not None:
                made["/Group"] = group
        made["/Resources"] = self._resources(old, used.xobjects, 0)
        # Whatever state a page ends in, what is written on it later is not to be in it.
        made["/Contents"] = self.new.make_stream(b"q\n" + content + b"\nQ\n")
        self.new.pages.append(pikepdf.Page(self.new.make_indirect(made)))

    def _note(self, used: Used) -> None:
        self._used.operators = used.operators
        self.aside |= dict.fromkeys((*used.aside, together(used.aside)))
        if used.hidden:
            self.dropped.add("hidden layers")
        if used.pictures:
            self.drawn.add(self._page)

    def _resources(self, old: pikepdf.Dictionary, drawn: set[str], depth: int) -> pikepdf.Dictionary:
        """Those of a page or form, of the drawings only those that are drawn."""
        made = pikepdf.Dictionary()
        for key, kind in KEYS[Kind.RESOURCES].items():
            entries = old.get(key)
            if not isinstance(entries, pikepdf.Dictionary):
                continue
            kept = pikepdf.Dictionary()
            for name, value in entries.items():
                if kind is not Kind.XOBJECTS or name in drawn:
                    copied = self._copy(value, named(kind) or Kind.PLAIN, depth + 1)
                    if copied is not None:
                        kept[name] = copied
            if len(kept):
                made[key] = kept
        return made

    def _copy(self, value: pikepdf.Object, kind: Kind, depth: int) -> pikepdf.Object | None:
        """The value without what its kind may not hold; None: nothing of it may stay."""
        if depth > self._limits.max_depth:
            raise TooLarge("objects nested deeper than the limit")
        if isinstance(value, pikepdf.Stream):
            return self._stream(value, kind, depth)
        if isinstance(value, pikepdf.Dictionary):
            return self._dictionary(value, kind, depth)
        if isinstance(value, pikepdf.Array):
            return self._array(value, kind, depth)
        if kind is Kind.TYPEFACE and isinstance(value, pikepdf.Name):
            return typeface(value)
        return _plain(value)

    def _array(self, value: pikepdf.Array, kind: Kind, depth: int) -> pikepdf.Object | None:
        if kind is Kind.SPACE:
            return self._space(value, depth)
        if kind is Kind.FONT_AND_SIZE:
            font = self._copy(value[0], Kind.FONT, depth + 1) if len(value) == 2 else None
            return None if font is None else pikepdf.Array([font, value[1]])
        within = Kind.FONT if kind is Kind.FONT_LIST else kind
        made = pikepdf.Array()
        for one in value:
            copied = self._copy(one, within, depth + 1)
            made.append(pikepdf.Object.parse(b"null") if copied is None else copied)
        return made

    def _dictionary(self, value: pikepdf.Dictionary, kind: Kind, depth: int) -> pikepdf.Object | None:
        if kind not in KEYS and named(kind) is None:
            return None
        if value.is_indirect and (value.objgen, kind) in self._made:
            return self._made[value.objgen, kind]
        made: pikepdf.Object = pikepdf.Dictionary()
        if value.is_indirect:
            made = self._made[value.objgen, kind] = self.new.make_indirect(made)
        self._fill(made, value, kind, depth)
        return made

    def _fill(self, made: pikepdf.Object, old: pikepdf.Object, kind: Kind, depth: int) -> None:
        entry = named(kind)
        if entry is not None:
            for name, value in old.items():
                copied = self._copy(value, entry, depth + 1)
                if copied is not None:
                    made[name] = copied
            return
        if kind is Kind.COLLECTION:
            made["/Registry"] = pikepdf.String(_known(old.get("/Registry"), "registry", "Adobe"))
            made["/Ordering"] = pikepdf.String(_known(old.get("/Ordering"), "ordering", "Identity"))
        for key, within in KEYS[kind].items():
            if key in old:
                copied = self._copy(old[key], within, depth + 1)
                if copied is not None:
                    made[key] = copied

    def _stream(self, old: pikepdf.Stream, kind: Kind, depth: int) -> pikepdf.Object | None:
        if kind is Kind.XOBJECT:
            kind = {"/Image": Kind.IMAGE, "/Form": Kind.FORM}.get(str(old.get("/Subtype")), Kind.XOBJECT)
        if kind is Kind.IMAGE_OR_PLAIN:
            kind = Kind.IMAGE
        if kind not in KEYS or kind in {Kind.RESOURCES, Kind.FONT, Kind.DESCRIPTOR, Kind.STATE, Kind.GROUP}:
            return None
        if kind is Kind.IMAGE:
            self.pictures.add(self._page)
            stencil = bool(old.get("/ImageMask", False)) or isinstance(old.get("/Mask"), pikepdf.Stream)
            if stencil and min(int(old.get("/Width", 0)), int(old.get("/Height", 0))) >= _STENCIL:
                self.drawn.add(self._page)
        if (old.objgen, kind) in self._made:
            picture, aside = self._about[old.objgen]
            self.pictures |= {self._page} if picture else set()
            self.drawn |= {self._page} if aside else set()
            return self._made[old.objgen, kind]
        self.seen.add(old.objgen)
        made = self.new.make_stream(b"")
        self._made[old.objgen, kind] = made
        self._about[old.objgen] = (True, True)  # while it is being made; a loop counts as the worst
        before = (self._page in self.pictures, self._page in self.drawn)
        self.pictures.discard(self._page)
        self.drawn.discard(self._page)
        if kind in _OPERATORS and (kind is not Kind.PATTERN or str(old.get("/PatternType")) == "1"):
            self._operators(made, old, kind, depth)
        else:
            self._data(made, old, kind)
            self._fill(made, old, kind, depth)
        self._about[old.objgen] = (self._page in self.pictures, self._page in self.drawn)
        self.pictures |= {self._page} if before[0] else set()
        self.drawn |= {self._page} if before[1] else set()
        return made

    def _operators(self, made: pikepdf.Object, old: pikepdf.Stream, kind: Kind, depth: int) -> None:
        resources = old.get("/Resources")
        own = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        used = Used(operators=self._used.operators)
        raw = old.read_bytes()
        if kind is Kind.FORM:
            content = shown_again(old, [raw], own, self._layers, used, hidden_too=self._hidden_too)
        else:
            used.aside += comments_in(raw)
            content = written_again(old, own, self._layers, used, hidden_too=self._hidden_too)
        self._note(used)
        if kind is not Kind.FORM and (used.text or used.xobjects):
            self.drawn.add(self._page)
            self.aside |= dict.fromkeys(used.shown)
        if used.xobjects and not isinstance(resources, pikepdf.Dictionary):
            # Before PDF 1.2 a form could use what the page has; which is drawn then is for each reader to guess.
            raise Unreadable("a drawing without resources of its own")
        made.write(content)
        self._fill(made, old, kind, depth)
        if "/Resources" in made:
            made["/Resources"] = self._resources(own, used.xobjects, depth)

    def _data(self, made: pikepdf.Object, old: pikepdf.Stream, kind: Kind) -> None:
        try:
            if kind in {Kind.CHARACTER_MAP, Kind.ENCODING}:
                data = old.read_bytes()
                self.aside |= dict.fromkeys((*long_targets(data), *wide_words(data)))
                if kind is Kind.ENCODING or "/CMapName" in old:
                    made["/CMapName"] = pikepdf.Name("/X")
                made.write(in_order(map_of_letters(data)))
            elif kind is Kind.PROGRAM:
                given = old.read_bytes()
                data = without_rest(given)
                self.unread |= set() if data == given else {"data behind data"}
                self.programs.append(data)
                made.write(nameless(data))
            elif kind is Kind.FUNCTION:
                data, words, whole = function_data(old)
                self.aside |= dict.fromkeys(words)
                self.unread |= set() if whole else {"data behind data"}
                made.write(data)
            else:
                _take_data(self.new, made, old)
        except pikepdf.PdfError as error:
            raise Unreadable("data in it are damaged") from error

    def _space(self, value: pikepdf.Array, depth: int) -> pikepdf.Object | None:
        family = str(value[0]) if len(value) else ""
        rest = [value[at] for at in range(1, len(value))]
        if family == "/ICCBased" and rest and isinstance(rest[0], pikepdf.Stream):
            # Profiles hold words of who made them; the plain space of as many colours is what they stand for.
            self.seen.add(rest[0].objgen)
            self.profiles.append(rest[0].read_bytes())
            return pikepdf.Name(_DEVICE.get(int(rest[0].get("/N", 3)), "/DeviceRGB"))
        made = pikepdf.Array([pikepdf.Name(family or "/DeviceGray")])
        for at, one in enumerate(rest):
            if family == "/Indexed" and at == 2 and isinstance(one, pikepdf.String):
                made.append(pikepdf.String(bytes(one)[: _palette_bytes(rest)]))
                continue
            if at == 0 and family in {"/Separation", "/DeviceN"}:
                made.append(inks(one))
                continue
            kind = {
                ("/Indexed", 0): Kind.SPACE, ("/Indexed", 2): Kind.BYTES, ("/Separation", 1): Kind.SPACE,
                ("/Separation", 2): Kind.FUNCTION, ("/DeviceN", 1): Kind.SPACE, ("/DeviceN", 2): Kind.FUNCTION,
                ("/Pattern", 0): Kind.SPACE, ("/CalRGB", 0): Kind.SPACE, ("/CalGray", 0): Kind.SPACE,
                ("/Lab", 0): Kind.SPACE,
            }.get((family, at), Kind.PLAIN)  # fmt: skip
            copied = self._copy(one, kind, depth + 1)
            if copied is not None:
                made.append(copied)
        return made


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    node: pikepdf.Object | None = page
    for _ in range(_INHERITED_DEEPEST):
        if not isinstance(node, pikepdf.Dictionary):
            return None
        if key in node:
            return node[key]
        node = node.get("/Parent")
    return None


def _plain(value: object) -> pikepdf.Object | None:
    """Numbers, names and truth values; strings hold texts, and no value of a page needs one."""
    if isinstance(value, pikepdf.Name):
        return pikepdf.Object.parse(value.unparse())  # one that is an object of its own belongs to the old document
    if value is None or isinstance(value, pikepdf.Object):
        return None
    made: pikepdf.Object = value  # type: ignore[assignment]  # pikepdf hands out numbers as Python's own and takes them
    return made


def _known(value: object, what: str, otherwise: str) -> str:
    return str(value) if str(value) in _COLLECTIONS[what] else otherwise


def _palette_bytes(rest: list[pikepdf.Object]) -> int:
    """Of the colours that a palette has (ISO 32000-2, 8.6.6.3); what stands behind them is no colour."""
    family = str(rest[0][0]) if isinstance(rest[0], pikepdf.Array) and len(rest[0]) else str(rest[0])
    parts = {"/DeviceGray": 1, "/CalGray": 1, "/Separation": 1, "/DeviceCMYK": 4}.get(family, 3)
    if family == "/ICCBased" and isinstance(rest[0][1], pikepdf.Stream):
        parts = int(rest[0][1].get("/N", 3))
    if family == "/DeviceN":
        parts = len(rest[0][1])
    return (int(rest[1]) + 1) * parts


def _take_data(new: pikepdf.Pdf, made: pikepdf.Object, old: pikepdf.Stream) -> None:
    """The stream's bytes as they are packed, or unpacked where how they are packed is not plain."""
    filters = old.get("/Filter")
    names = [str(one) for one in filters] if isinstance(filters, pikepdf.Array) else [str(filters)] if filters else []
    parameters = old.get("/DecodeParms", old.get("/DP"))
    if "/Crypt" in names:
        raise Unreadable("data in it are encrypted")
    # What is packed by Flate is packed anew: behind its end more may stand that no reader of it sees.
    if names[-1:] and names[-1] in _OF_PICTURES:
        plain: pikepdf.Array | None = None
        if isinstance(parameters, pikepdf.Dictionary | pikepdf.Array):
            several = list(parameters) if isinstance(parameters, pikepdf.Array) else [parameters]
            plain = pikepdf.Array([_parameters(one) for one in several])
            for one, parameters_made in zip(several, plain, strict=True):
                shared = one.get("/JBIG2Globals") if isinstance(one, pikepdf.Dictionary) else None
                if isinstance(shared, pikepdf.Stream):
                    parameters_made["/JBIG2Globals"] = new.make_stream(shared.read_bytes())
        made.write(old.read_raw_bytes(), filter=pikepdf.Array([pikepdf.Name(name) for name in names]),
                   decode_parms=plain)  # fmt: skip
    else:
        made.write(old.read_bytes())


def _parameters(old: object) -> pikepdf.Dictionary:
    made = pikepdf.Dictionary()
    if isinstance(old, pikepdf.Dictionary):
        for key in _PARAMETERS & set(old.keys()):
            value = _plain(old[key])
            if value is not None:
                made[key] = value
    return made
