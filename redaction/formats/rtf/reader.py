"""Rich text (RTF): every group read, runs joined, code pages and Unicode undone; written from an allow-list."""

import re
from collections.abc import Callable
from typing import Final

from redaction.errors import TooLarge, Unreadable
from redaction.formats.pieces import Slot, Source
from redaction.formats.reading import Opening
from redaction.formats.rtf.group import Group, describe
from redaction.formats.rtf.pictures import RtfPicture, RtfPictures
from redaction.formats.rtf.tokens import Lexeme, lexemes
from redaction.formats.rtf.words import (
    BREAKS,
    BY_NAME,
    BY_NUMBER,
    CHARACTERS,
    CODE_PAGES,
    DATA,
    DROPPED,
    DROPPED_AS,
    FIELDS,
    KEPT,
    LARGEST,
    OWN_TEXT,
    SHAPE_PROPERTIES,
    STATE,
    SYMBOL_CHARACTERS,
    SYMBOLS,
    UNWRAPPED,
    WORDS,
)
from redaction.formats.rtf.written import Run, is_fixed, place
from redaction.libreoffice.drawings import DRAWINGS as DRAWN

RTF_TYPE: Final = "application/rtf"
_HEAD: Final = rb"{\rtf1\ansi\ansicpg1252\uc1 "
_START: Final = re.compile(rb"\{\\rtf1?(?![0-9])")
_NUMBER: Final = re.compile(r"-?\d{1,10}")
_PICTURES_LOST: Final = "pictures in shapes"
_AFTER: Final = "bytes after"  # as a PDF has them
_SHORTEST: Final = 4  # characters; fewer are nobody's name
_TOGGLES: Final = frozenset({"v", "deleted"})
_KNOWN: Final = WORDS | STATE | KEPT | UNWRAPPED | DROPPED | DATA.keys() | DROPPED_AS.keys()
_LONG_WORD: Final = 8  # letters; fewer are nobody's whole name
_LONGEST_NUMBER: Final = 99_999_999
_APART: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Rtf:
    """See ``formats.reading.Reading``."""

    media_type = written_type = RTF_TYPE

    def __init__(self, untrusted_data: bytes, opening: Opening) -> None:
        if len(untrusted_data) > opening.limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        untrusted_data = untrusted_data.lstrip(b"\xef\xbb\xbf \t\r\n")
        if not _START.match(untrusted_data):
            raise Unreadable("rich text of an unknown version")
        self._opening = opening
        self._out: list[bytes | Run | RtfPicture] = []
        self._pictures = RtfPictures(opening)
        self._groups: list[Group] = []
        self._fonts: dict[int, str] = {}
        self._symbols: set[int] = set()
        self._page = "cp1252"
        self._pending = bytearray()
        self._characters = ""
        self._skip = 0
        self._instead = bytearray()  # what stands behind characters for who does not know them
        self._ended = False
        self._property = ""
        self.unread: list[str] = []
        self.dropped: list[str] = []
        self._main, self._shown, self._left = Source("text"), Source("text as shown"), Source("left out")
        self._unshown = Source("hidden text")
        self._words: set[str] = set()  # unknown ones that were met
        self._others: list[Source] = []
        self._lost: set[str] = set()
        self._some_hidden = False
        steps: dict[str, Callable[[Lexeme], None]] = {
            "open": self._open, "close": self._close, "word": self._word, "symbol": self._symbol, "byte": self._bytes,
            "text": self._bytes, "binary": self._binary,
        }  # fmt: skip
        for lexeme in lexemes(untrusted_data):
            if self._ended:
                # A brace too many closes nothing, and says nothing.
                if lexeme.kind != "close" and (lexeme.kind != "text" or lexeme.data.strip(b"\0 \t")):
                    # No reader shows them, and what is written has none.
                    self._lost.add(_AFTER)
                    self.unread += [] if _AFTER in self.unread else [_AFTER]
                continue
            steps[lexeme.kind](lexeme)
        if not self._ended:
            raise Unreadable("damaged: rich text that is cut off")
        if len(self._instead.replace(b"?", b"")) >= _SHORTEST:
            self._left.add(Slot(self._instead.decode("latin-1")))
        shown = [self._shown, self._unshown] if self._some_hidden else []
        found = (self._main, *shown, *self._others, self._left)
        self.sources = [one for one in found if one.length or one is self._main]
        if self._pictures.drawn:
            self.unread.append(DRAWN)
            self._lost.add(DRAWN)
        self._readings = self._pictures.close()
        self.sources += [source for reading in self._readings for source in reading.sources]
        self.unread += [one for reading in self._readings for one in reading.unread if one not in self.unread]

    @property
    def _group(self) -> Group:
        if not self._groups:
            raise Unreadable("damaged: rich text outside of its group")
        return self._groups[-1]

    def _open(self, _lexeme: Lexeme) -> None:
        self._flush()
        self._skip = 0
        if len(self._groups) >= self._opening.limits.max_depth:
            raise TooLarge("groups nested deeper than the limit")
        begins = len(self._out)
        if not self._groups:
            self._groups.append(Group(name="rtf", source=self._main, begins=begins))
            return
        mine = self._group.within(begins)
        self._groups.append(mine)
        if mine.kept:
            self._out.append(b"{")

    def _close(self, _lexeme: Lexeme) -> None:
        self._flush()
        self._skip = 0
        closed = self._group
        self._groups.pop()
        if not self._groups:
            self._ended = True
            return
        outer = self._groups[-1]
        if closed.kept:
            if closed.name == "pict" and outer.name != "pict":
                self._end_picture(closed)
            elif closed.name == "fldinst" and outer.name != "fldinst":
                self._end_field(closed)
            self._out.append(b"}")
        elif closed.name == "pict" and outer.name != "pict":
            self._end_shown(closed)
        elif closed.name == "sn":
            self._property = "".join(closed.words)
        elif closed.name == "sv" and outer.name == "sp":
            self._end_property("".join(closed.words))
        if closed.source is not None and closed.source is not outer.source:
            closed.source.separate("\n")

    def _end_picture(self, group: Group) -> None:
        if group.data:
            self._out.append(self._pictures.take(bytes(group.data), group.picture, group.size))

    def _end_shown(self, group: Group) -> None:
        """The picture that a shape shows is one of its properties ([MS-ODRAW] 2.3.23.2, pib)."""
        shape = next((one for one in reversed(self._groups) if one.name == "shpinst"), None)
        if shape is None or not shape.kept or self._property != "pib" or group.picture is None:
            if group.data and _PICTURES_LOST not in self.unread:
                self.unread.append(_PICTURES_LOST)
                self._lost.add(_PICTURES_LOST)
            return
        picture = self._pictures.take(bytes(group.data), group.picture, group.size)
        blip = rb"\jpegblip " if group.picture == "image/jpeg" else rb"\pngblip " if group.picture else b""
        self._out += [rb"{\sp{\sn pib}{\sv {\pict" + blip, picture, b"}}}"]

    def _end_field(self, group: Group) -> None:
        words = [one.text for one in self._out[group.begins :] if isinstance(one, Run)]
        said = "".join(words).split()
        if said and said[0].upper() not in FIELDS:
            self._lost.add("fields")
            del self._out[group.begins + 1 :]
            self._out.append(rb"\*\fldinst QUOTE")

    def _end_property(self, value: str) -> None:
        """A property of a shape, where it is a number and nothing else."""
        shape = next((group for group in reversed(self._groups) if group.name == "shpinst"), None)
        if shape is not None and shape.kept and self._property in SHAPE_PROPERTIES and _NUMBER.fullmatch(value):
            name = self._property.encode("ascii")
            self._out.append(rb"{\sp{\sn " + name + rb"}{\sv " + value.encode("ascii") + b"}}")
        self._property = ""

    def _word(self, lexeme: Lexeme) -> None:
        name, number = lexeme.name, lexeme.number
        group = self._group
        if name == "u" and number is not None:
            self._unicode(number)
            return
        if self._skip:
            self._skip -= 1
            return
        if name == "rtf" and len(self._groups) == 1:
            group.fresh = False
            return
        if name in CHARACTERS:
            self._add(CHARACTERS[name])
            return
        self._flush()
        if name not in _KNOWN:
            self._unknown(name, number)
        self._state(name, number)
        if group.fresh:
            group.fresh = False
            if self._destination(group, name):
                return
        elif name in OWN_TEXT or name in DATA or name == "object":
            # A destination is the first word of its group; elsewhere readers part in what they make of it.
            raise Unreadable("damaged: a group of rich text that begins in its middle")
        if name in BREAKS:
            self._break(BREAKS[name])
        if group.name == "pict":
            describe(group, name, number or 0)
        if group.kept and name in WORDS and abs(number or 0) <= LARGEST:
            self._out.append(f"\\{name}{'' if number is None else number} ".encode("ascii"))

    def _destination(self, group: Group, name: str) -> bool:
        """Enter what the first word of a group names; True: it is no word that formats."""
        starred = group.begins < len(self._out) and self._out[-1] == rb"\*"
        known = name in KEPT or name in UNWRAPPED
        formats = name in WORDS or name in STATE or name in BREAKS
        if not known and formats and (not starred or group.name == "stylesheet"):
            return False
        inherits = not starred and not known and name not in DATA and name not in DROPPED_AS and name not in DROPPED
        if inherits:
            # An unknown word that formats: what follows is shown. In what is left out it may be a text of its own.
            if not group.kept:
                self._left.separate("\n")
            return True
        group.name = name
        if group.kept and not known:
            del self._out[group.begins :]
            group.kept = False
            self._lost.add(DATA.get(name) or DROPPED_AS.get(name, "unknown groups"))
        if not group.kept:
            group.source = self._left
            self._left.separate("\n")
            if name in DATA and DATA[name] not in self.unread:
                self.unread.append(DATA[name])
            return True
        if name in OWN_TEXT:
            group.source = self._own(OWN_TEXT[name])
        if name in UNWRAPPED:
            del self._out[group.begins + 1 :]
            return True
        self._out.append(f"\\{name} ".encode("ascii"))
        return True

    def _own(self, place: str) -> Source:
        found = next((one for one in self._others if one.place == place), None)
        if found is None:
            found = Source(place)
            self._others.append(found)
        return found

    def _state(self, name: str, number: int | None) -> None:
        """What a word changes in how the following characters are read."""
        group = self._group
        if name == "uc":
            group.after_unicode = max(min(number or 0, 1000), 0)
        elif name == "f" and number is not None:
            group.font = number
        elif name == "fcharset" and group.font is not None:
            if number == SYMBOLS:
                self._symbols.add(group.font)
            else:
                self._fonts[group.font] = CODE_PAGES.get(number or 0, self._page)
        elif name == "ansicpg" and number is not None:
            self._page = BY_NUMBER.get(number, self._page)
        elif name in {"mac", "pc", "pca"}:
            self._page = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}[name]
        elif name == "deff" and len(self._groups) == 1:
            group.font = number
        elif name == "plain":
            group.hidden = frozenset()
            group.font = self._groups[0].font
        elif name in _TOGGLES:
            group.hidden = group.hidden - {name} if number == 0 else group.hidden | {name}

    def _symbol(self, lexeme: Lexeme) -> None:
        if lexeme.name == "*":
            if self._group.fresh and self._group.kept:
                self._out.append(rb"\*")
            return
        if self._skip:
            self._skip -= 1
            return
        self._group.fresh = False
        if lexeme.name in "\r\n":
            self._flush()
            self._break("\n")
            if self._group.kept:
                self._out.append(b"\\par ")
        elif lexeme.name in SYMBOL_CHARACTERS:
            self._add(SYMBOL_CHARACTERS[lexeme.name])

    def _bytes(self, lexeme: Lexeme) -> None:
        data = lexeme.data[self._skip :]
        self._instead += lexeme.data[: self._skip]
        self._skip = max(self._skip - len(lexeme.data), 0)
        if not data:
            return
        group = self._group
        group.fresh = False
        if group.name in DATA:
            return
        if group.name == "pict":
            group.data += data
            return
        self._pending += data

    def _binary(self, lexeme: Lexeme) -> None:
        self._flush()
        group = self._group
        if group.kept and group.name != "pict":
            raise Unreadable("binary data within the text")
        if group.name == "pict":
            group.data += lexeme.data.hex().encode("ascii")
        elif "program data" not in self.unread:
            self.unread.append("program data")

    def _unicode(self, number: int) -> None:
        self._group.fresh = False
        self._add(chr(number % 65536))
        self._skip = self._group.after_unicode

    def _add(self, characters: str) -> None:
        self._group.fresh = False
        self._decode()
        self._characters += characters

    def _decode(self) -> None:
        if self._pending:
            font = self._group.font
            page = self._fonts.get(font, self._page) if font is not None else self._page
            if font in self._symbols:
                page = "latin-1"
            try:
                self._characters += self._pending.decode(page)
            except UnicodeDecodeError:
                if not page.startswith("cp125"):
                    raise Unreadable("bytes that are no text in their code page") from None
                self._characters += self._pending.decode("latin-1")
            self._pending.clear()

    def _flush(self) -> None:
        """End a run of characters: they become a piece of text and of what is written."""
        self._decode()
        if not self._characters:
            return
        whole = self._characters.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._characters = ""
        group = self._group
        run = Run(whole, symbols=group.font in self._symbols)
        group.words.append(whole)
        slot = Slot(whole) if not group.kept else Slot(whole, place(run, key=group.name in BY_NAME))
        source = group.source or self._main
        if not is_fixed(group.name, whole):
            source.add(slot)
        if source is self._main:
            self._some_hidden = self._some_hidden or bool(group.hidden)
            if group.hidden:
                self._unshown.add(slot)
            else:
                self._shown.add(slot)
                # What is hidden may stand right beside other letters.
                self._unshown.separate("\n" if self._unshown.last not in {"", "\n"} else "")
        if group.kept:
            self._out.append(run)

    def _break(self, mark: str) -> None:
        source = self._group.source or self._main
        source.separate(mark)
        if source is self._main:
            self._shown.separate(mark)

    def _unknown(self, name: str, number: int | None) -> None:
        """A word that no program has may be somebody's, and its number too."""
        long = abs(number or 0) > _LONGEST_NUMBER and not name.endswith("rsid")
        said = f"{_APART.sub(' ', name)} {number}" if long else _APART.sub(" ", name)
        if (long or len(name) >= _LONG_WORD) and said not in self._words:
            self._words.add(said)
            self._left.separate("\n")
            self._left.add(Slot(said))
            self._left.separate("\n")

    @property
    def text(self) -> str:
        """All that stands in the document itself, with line ends; not what is hidden or was deleted."""
        return (self._shown if self._some_hidden else self._main).text

    def write(self) -> bytes:
        """The document with all changes made so far, of the words and groups that are allowed."""
        body = b"".join(one if isinstance(one, bytes) else one.written() for one in self._out)
        self.dropped += sorted(self._lost)
        self.dropped += [one for reading in self._readings for one in reading.dropped if one not in self.dropped]
        return _HEAD + body + b"}"
