"""What a message may cost to read; over a limit it is held."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLimits:
    """Limits that are checked before anything is handed to a slower parser. Defaults as in gateway.yaml."""

    header_bytes: int = 256 * 1024  # one header block
    field_bytes: int = 64 * 1024  # one header field with its folded lines
    parts: int = 1000  # in all, nested messages included
    depth: int = 50  # multiparts and messages within one another
    text_chars: int = 20_000_000  # of all units together

    def __post_init__(self) -> None:
        if min(self.header_bytes, self.field_bytes, self.parts, self.depth, self.text_chars) < 1:
            raise ValueError("limits of a reading are above zero")
