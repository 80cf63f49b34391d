"""What a partner's copy says beside the sender's own words: the marking in their scheme, fact or opinion."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gateway.model.marking import Classification
from gateway.model.statement import Statement

NOT_SAID = "not-said"  # in place of a statement, in the header field


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """How one class is written in a partner's scheme; empty strings and no fields: it is left as it is."""

    subject: str = ""  # put in front of the subject line
    fields: tuple[tuple[str, str], ...] = ()  # header fields, name and value


@dataclass(frozen=True, slots=True, kw_only=True)
class Outward:
    """What the organisation has chosen to say in what leaves it."""

    dialects: Mapping[str, Mapping[Classification, Dialect]] = field(default_factory=lambda: MappingProxyType({}))
    lines: Mapping[Statement, str] = field(default_factory=lambda: MappingProxyType({}))  # absent: no line
    not_said: str = ""  # the line of `add-note`
    left_out: str = ""  # in place of an attachment that its sender left out; empty: nothing

    def dialect(self, name: str, level: Classification) -> Dialect:
        """How a party reads a class; one that nobody has described reads ours."""
        return self.dialects.get(name, {}).get(level, Dialect())
