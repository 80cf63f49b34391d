"""A group of rich text while it is read."""

from dataclasses import dataclass, field
from typing import Final

from redaction.formats.pieces import Source
from redaction.formats.rtf.words import OTHER_PICTURES, PICTURES

_METAFILES: Final = frozenset({"emfblip", "wmetafile"})


@dataclass(slots=True, kw_only=True)
class Group:
    """A group that is open, and what is in force in it."""

    name: str = ""  # of its destination; inherited where it has none
    kept: bool = True
    fresh: bool = True  # nothing but "\\*" was in it
    begins: int = 0  # its place in what is written
    after_unicode: int = 1
    font: int | None = None
    hidden: frozenset[str] = frozenset()
    source: Source | None = None
    data: bytearray = field(default_factory=bytearray)  # of a picture
    picture: str | None = None  # its media type; empty: a drawing; None: of no kind that is read
    size: tuple[int, int] = (0, 0)  # of a picture, in twips
    words: list[str] = field(default_factory=list)  # of the texts directly in it

    def within(self, begins: int) -> "Group":
        """One that opens in it."""
        return Group(
            name=self.name, kept=self.kept, begins=begins, after_unicode=self.after_unicode, font=self.font,
            hidden=self.hidden, source=self.source,
        )  # fmt: skip


def describe(group: Group, name: str, number: int) -> None:
    """What a word says of the picture in whose group it stands."""
    if name in PICTURES:
        group.picture = PICTURES[name]
    elif name in _METAFILES:
        group.picture = ""
    elif name in OTHER_PICTURES:
        group.picture = None
    elif name == "picwgoal":
        group.size = (number, group.size[1])
    elif name == "pichgoal":
        group.size = (group.size[0], number)
