"""A mail as a tree of parts, and its bytes: built anew from nothing but what was read."""

import base64
import quopri
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from redaction.charset import mime_name
from redaction.formats.contents import Leaf, renamed
from redaction.formats.mail.words import Mailbox, written_mailbox, written_words
from redaction.formats.pieces import Change, Place, Slot, Source
from redaction.formats.reading import Reading

_KINDS: Final = frozenset({"mixed", "alternative", "related", "parallel"})
_TEXTS: Final = frozenset({"text/csv", "text/tab-separated-values", "text/markdown"})
_LINE: Final = re.compile(rb"\r\n|\r|\n")
_MOST_QUOTED: Final = 0.3  # of the bytes escaped; beyond that base64 is shorter and no less readable
_CONTENT_ID: Final = re.compile(r"<[A-Za-z0-9.$_@-]{1,200}>")
_ENDING: Final = re.compile(
    r"(?<=.)(?:\.|(?<=/))(?:docx?|docm|dotx?|xlsx?|xlsm|pptx?|ppsx?|pdf|rtf|txt|csv|html?|xml|json|od[tspg]|msg|eml|ics|vcf|zip|dat"
    r"|png|jpe?g|gif|bmp|tiff?|heic|webp|svg|emf|wmf|plain|octet-stream)\Z",
    re.IGNORECASE,
)
_RFC2231_SAFE: Final = re.compile(r"[^A-Za-z0-9!#$&+.^_`|~-]")


@dataclass(slots=True, kw_only=True)
class Piece:
    """A part with content: a text of the mail, or something attached."""

    reading: Reading
    name: str = ""  # of its file; empty: none
    said_type: str = ""  # kept where its content is a text and this is a kind of text
    shown: bool = False  # where the mail is read, not as an attachment
    content_id: str = ""
    change: Change | None = None  # of the name

    def sources(self) -> Iterator[Source]:
        """Its name, its identifier and its texts."""
        names = Source("attachment names")
        if self.name:
            names.add(Slot(without_ending(self.name), self._rename))
        if self.content_id:
            names.separate("\n")
            names.add(Slot(self.content_id, self._unlink))
        if names.text.strip():
            yield names
        yield from self.reading.sources

    def _rename(self, change: Change) -> None:
        self.change = change

    def _unlink(self, _change: Change) -> None:
        self.content_id = ""

    def written(self) -> bytes:
        """Header and body."""
        data = self.reading.write()
        kind = self.reading.written_type
        if kind == "text/plain" and self.said_type in _TEXTS:
            kind = self.said_type
        lines: list[str] = []
        text = isinstance(self.reading, Leaf) and self.reading.charset is not None
        charset = mime_name(self.reading.charset or "utf-8") if isinstance(self.reading, Leaf) else ""
        lines.append(f'Content-Type: {kind}; charset="{charset}"' if text else f"Content-Type: {kind}")
        if self.name:
            shown = "inline" if self.shown else "attachment"
            lines.append(
                f"Content-Disposition: {shown};\r\n {_parameter(renamed(self.name, self.change, self.reading))}"
            )
        elif not self.shown:
            lines.append("Content-Disposition: attachment")
        if _CONTENT_ID.fullmatch(self.content_id):
            lines.append(f"Content-ID: {self.content_id}")
        if kind == "message/rfc822":
            return _part(lines, data)  # all of it is ASCII in short lines
        lines.append("Content-Transfer-Encoding: ")
        body, lines[-1] = _coded(data, lines[-1], text=text and not charset.startswith(("utf-16", "utf-32")))
        return _part(lines, body)


@dataclass(slots=True, kw_only=True)
class Several:
    """A multipart."""

    kind: str  # its subtype
    parts: "Sequence[Part]"

    def sources(self) -> Iterator[Source]:
        """Of all parts, in order."""
        for part in self.parts:
            yield from part.sources()

    def written(self) -> bytes:
        """Header and body."""
        bodies = [part.written() for part in self.parts]
        number = 1
        # "=_" stands in no quoted-printable or base64 body; what is nested has boundaries of its own.
        while any(f"--=_{number}_".encode() in body for body in bodies):
            number += 1
        boundary = f"=_{number}_"
        mark = f"--{boundary}".encode()
        kind = self.kind if self.kind in _KINDS else "mixed"
        pieces = [b"%s\r\n%s\r\n" % (mark, body) for body in bodies]
        return _part([f'Content-Type: multipart/{kind}; boundary="{boundary}"'], b"".join((*pieces, mark, b"--\r\n")))


Part = Piece | Several


def without_ending(name: str) -> str:
    """A file's name without what tells its kind, which detectors would take for somebody's name."""
    return _ENDING.sub("", name)


def pieces_of(part: Part) -> Iterator[Piece]:
    """All with content, in order."""
    if isinstance(part, Piece):
        yield part
        return
    for one in part.parts:
        yield from pieces_of(one)


def _part(lines: Sequence[str], body: bytes) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode("ascii") + b"\r\n" + body


def _coded(data: bytes, line: str, *, text: bool) -> tuple[bytes, str]:
    if text:
        data = _LINE.sub(b"\n", data)
        quoted = quopri.encodestring(data)
        if len(quoted) <= len(data) * (1 + _MOST_QUOTED) + 200:
            return quoted.replace(b"\n", b"\r\n"), f"{line}quoted-printable"
    return base64.encodebytes(data).replace(b"\n", b"\r\n"), f"{line}base64"


def _parameter(name: str) -> str:
    if name.isascii() and name.isprintable():
        return 'filename="' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    octets = _RFC2231_SAFE.sub(
        lambda match: "".join(f"%{one:02X}" for one in match[0].encode("utf-8", "replace")), name
    )
    return f"filename*=utf-8''{octets}"


@dataclass(slots=True)
class _Box:
    name: str
    address: str | None

    def put_name(self, change: Change) -> None:
        self.name = change.made()

    def put_address(self, change: Change) -> None:
        self.name, self.address = f"{self.name} {change.made()}".strip(), None


@dataclass(slots=True)
class Heading:
    """The header fields of a mail that stay, in the order in which they are written."""

    source: Source = field(default_factory=lambda: Source("header"))
    _fields: list[tuple[str, list[_Box] | list[str]]] = field(default_factory=list)

    def addresses(self, label: str, boxes: Sequence[Mailbox]) -> None:
        """An address field."""
        mine = [_Box(box.name, box.address or None) for box in boxes]
        self.source.separate(f"{label}: ")
        for at, box in enumerate(mine):
            if at:
                self.source.separate(", ")
            self.source.add(Slot(box.name, box.put_name))
            if box.address:
                self.source.separate(" <")
                self.source.add(Slot(box.address, box.put_address))
                self.source.separate(">")
        self.source.separate("\n")
        self._fields.append((label, mine))

    def words(self, label: str, text: str) -> None:
        """A field of words."""
        value = [text]
        self.source.separate(f"{label}: ")
        self.source.add(Slot(text, self._words_place(value)))
        self.source.separate("\n")
        self._fields.append((label, value))

    @staticmethod
    def _words_place(value: list[str]) -> Place:
        def put(change: Change) -> None:
            value[0] = change.made()

        return put

    def date(self, shown: str, written: str) -> None:
        """A date as it was *shown*, and in the form that is *written*; it goes where anything in it is cut."""
        value = [written]

        def put(_change: Change) -> None:
            value[0] = ""

        self.source.separate("Date: ")
        self.source.add(Slot(shown, put))
        self.source.separate("\n")
        self._fields.append(("Date", value))

    def written(self) -> bytes:
        """The fields, without the line that ends a header."""
        lines: list[str] = []
        for label, values in self._fields:
            texts = [
                written_mailbox(value.name, value.address) if isinstance(value, _Box) else value for value in values
            ]
            if values and isinstance(values[0], _Box):
                shown = ",\r\n ".join(text for text in texts if text)
            elif label == "Date":
                shown = texts[0] if texts else ""
            else:
                shown = written_words(texts[0], len(label) + 2) if texts else ""
            if shown:
                lines.append(f"{label}: {shown}\r\n")
        return "".join(lines).encode("ascii")


def written_mail(heading: Heading, body: Part) -> bytes:
    """A whole mail."""
    return heading.written() + b"MIME-Version: 1.0\r\n" + body.written()
