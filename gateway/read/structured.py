"""Which grammar of values a part is in: calendar, card or table, by its type, its beginning or its name."""

from collections.abc import Callable
from typing import Final

from gateway.read import contents
from gateway.read.content_lines import CALENDAR_TYPES, CARD_TYPES, content_lines, is_content_lines
from gateway.read.delimited import TABLE_TYPES, delimited
from gateway.read.values import Values
from gateway.read.walk import Part

_NAMES: Final = frozenset({"name", "filename"})
_TABLE_NAMES: Final = (".csv", ".tsv")
_LOOKED_AT: Final = 200  # bytes

Grammar = Callable[[str], Values]


def grammar(part: Part, content: bytes) -> Grammar | None:
    """How the values of a part are read; None: it is in none of these grammars.

    Mail programs send such files under types that say nothing. A name only chooses how a text is taken apart: all of
    it is read either way.
    """
    begins = content[:_LOOKED_AT].decode("latin-1").removeprefix("\u00ef\u00bb\u00bf")
    if part.media_type in CALENDAR_TYPES | CARD_TYPES or (is_attached(part) and is_content_lines(begins)):
        return content_lines
    if part.media_type in TABLE_TYPES:
        return delimited
    if part.media_type in contents.HTML_TYPES or part.media_type in contents.TEXT_TYPES - {"text/plain"}:
        return None
    if is_content_lines(begins):
        return content_lines
    named = part.media_type != "text/plain" and any(name.endswith(_TABLE_NAMES) for name in file_names(part))
    return delimited if named and contents.is_text(contents.found_type(content)) else None


def is_attached(part: Part) -> bool:
    """Whether its header says that it is a file."""
    names = {parameter.name for parameter in (*part.type_parameters.parameters, *part.disposition.parameters)}
    return part.disposition.value == "attachment" or bool(names & _NAMES)


def file_names(part: Part) -> list[str]:
    """What the file is called, in lower case."""
    return [
        whole.value.text.strip().lower()
        for structured in (part.type_parameters, part.disposition)
        for whole in structured.wholes()
        if whole.label.removesuffix("*") in _NAMES
    ]
