"""JSON: keys and values read with their escapes undone, cut in place, everything else as it stands."""

import json
import re
from collections.abc import Iterator
from typing import Final

from redaction.charset import decode, encode, mime_name, oddities
from redaction.decoding_kinds import AS_FILES
from redaction.document import Document, Redacted
from redaction.errors import TooLarge, Unreadable
from redaction.formats.pieces import Change, Changes, Place, Slot, Source, cut, units_of
from redaction.formats.spread import spread
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.plan import Plan

TYPE: Final = "application/json"
_TOKEN: Final = re.compile(
    r'(?P<string>"(?:[^"\\]|\\.)*")(?P<key>\s*:)?|(?P<number>-?\d[\d.eE+-]*)|(?P<close>[}\]])', re.DOTALL
)
_HALF: Final = re.compile(r"[\ud800-\udfff]")


class _Json:
    """One document and the changes to its keys and values, by their span in the text."""

    def __init__(self, untrusted_data: bytes, charset: str | None, limits: Limits) -> None:
        if len(untrusted_data) > limits.max_bytes:
            raise TooLarge("more bytes than the limit")
        self.text, self.charset, self.notes = decode(untrusted_data, charset)
        if len(self.text) > limits.max_chars:
            raise TooLarge("more characters than the limit")
        _check(self.text)
        self.marked = untrusted_data.startswith(b"\xef\xbb\xbf")
        self.edits: dict[tuple[int, int], str] = {}
        self.source = Source("text")
        for at, (start, end, value, key) in enumerate(self._values()):
            if at >= limits.max_units * 10:
                raise TooLarge("more values than the limit")
            self.source.add(Slot(value, self._writing(start, end)))
            self.source.separate(": " if key else "\n")
        if _HALF.search(self.source.text):
            raise Unreadable("half a character, which no text can hold")

    def _values(self) -> Iterator[tuple[int, int, str, bool]]:
        for match in _TOKEN.finditer(self.text):
            if match["string"] is not None:
                yield *match.span("string"), str(json.loads(match["string"], strict=False)), match["key"] is not None
            elif match["number"] is not None:
                yield *match.span("number"), match["number"], False

    def _writing(self, start: int, end: int) -> Place:
        def put(change: Change) -> None:
            # A number with a label in it can only be a string.
            self.edits[start, end] = json.dumps(change.made(), ensure_ascii=self.text.isascii())

        return put

    def written(self) -> str:
        parts: list[str] = []
        at = 0
        for (start, end), new in sorted(self.edits.items()):
            parts += (self.text[at:start], new)
            at = end
        return "".join((*parts, self.text[at:]))


def _check(text: str) -> None:
    """That it is JSON as RFC 8259 has it, and no deeper than can be read, with no file in it."""
    try:
        json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise TooLarge("nested deeper than the limit") from None
    except ValueError:
        _check_lines(text)
    if AS_FILES.search(text):
        raise Unreadable("a file in text form within the JSON")


def _check_lines(text: str) -> None:
    """That it is JSON a line, as logs and exports are."""
    try:
        for line in text.splitlines():
            if line.strip():
                json.loads(line, parse_constant=_refuse)
    except RecursionError:
        raise TooLarge("nested deeper than the limit") from None
    except ValueError:
        raise Unreadable("damaged: not JSON") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"RFC 8259 knows no {constant}")


def read(
    data: bytes, media_type: str = TYPE, charset: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Read JSON as one unit: a line a value, its key before it, escapes undone.

    Raises:
        Unreadable, TooLarge: it is no JSON in the charset, or passes a limit.
    """
    found = _Json(data, charset, limits)
    units = units_of([found.source])
    return Document(media_type=media_type, units=units, notes=(*found.notes, *oddities(units[0].text)))


def redact(
    data: bytes,
    media_type: str,
    plan: Plan,
    charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Redacted:
    """Make the plan's cuts; without any the same bytes come back. Blanks, order and other values stay as they are.

    Raises:
        Unreadable, TooLarge: as ``read``.
        ValueError: the plan was made for another text.
    """
    found = _Json(data, charset, limits)
    if not plan.cuts:
        return Redacted(data=data, media_type=media_type, charset=mime_name(found.charset), removed=())
    changes = Changes()
    removed = cut([found.source], plan, changes)
    spread([found.source], plan, removed, changes)
    changes.make()
    new, used = encode(found.written(), found.charset)
    return Redacted(
        data=b"\xef\xbb\xbf" + new if found.marked else new,
        media_type=media_type,
        charset=mime_name(used),
        removed=removed,
    )
