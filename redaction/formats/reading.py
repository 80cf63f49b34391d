"""What an opened package offers, whatever its kind."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from redaction.formats.office.package import Budget
from redaction.formats.pieces import Source
from redaction.limits import Limits


class Reading(Protocol):
    """A package as read; ``write`` builds it anew from the parts that an allow-list names."""

    media_type: str
    written_type: str  # after writing: the kind without macros
    sources: list[Source]
    unread: list[str]  # what was not looked into and is lost on writing
    dropped: list[str]  # filled by ``write``

    def write(self) -> bytes:
        """The package with all changes made so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """With what a package is opened, and how packages within it are."""

    limits: Limits
    budget: Budget
    depth: int
    nested: "Callable[[bytes, Opening], Reading]" = field(repr=False)
    told: bool = False  # whether what letters its pictures have was told for sure before; boxes were painted since
    ahead: bool = False  # whether its pictures have been read with those of the package that it stands in

    def deeper(self) -> "Opening":
        """For a package within this one."""
        return replace(self, depth=self.depth + 1)
