"""The people of a register: who may be meant by a text, in time that grows with the text."""

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Final, overload

from redaction.hit import Evidence, Hit
from redaction.normal import Folded, fold
from redaction.parted import parted
from redaction.people.person import PersonRow, read_csv
from redaction.people.search import PersonSearch
from redaction.people.values import Find
from redaction.register.known import Known
from redaction.register.memory_file import MemoryFile
from redaction.register.packed import Packed, Rows
from redaction.register.word_hash import Space
from redaction.set_apart import drawn_together
from redaction.tokens import Prepared


class People:
    """Everything known of the register's people, packed in one sealed file of memory, and what changed since.

    Read only. Its size grows with the register, ``lookup`` with the text.
    """

    def __init__(self, known: Known) -> None:
        """Use ``from_rows``, ``from_csv`` or ``from_file``."""
        self._known: Final = known
        self._search: Final = PersonSearch(known)

    @classmethod
    def from_rows(cls, rows: Iterable[PersonRow]) -> "People":
        """The index of these people."""
        return cls(Known.of(rows))

    @classmethod
    def from_csv(cls, path: Path | str) -> "People":
        """Read a register file of people: UTF-8, a header row, ``|`` between values in a cell.

        Columns that are not known are left; only ``id`` and ``name`` must be there.

        Raises:
            OSError: the file cannot be opened.
            ValueError: a column is missing or a value is wrong; says the line, not the value.
        """
        return cls.from_rows(read_csv(Path(path)))

    @classmethod
    def from_file(cls, file: MemoryFile) -> "People":
        """The people that another process packed (``redaction.register.packer.pack``).

        Raises:
            ValueError: it is something else, or of another version.
        """
        return cls(Known(Packed(file)))

    def changed(self, rows: Iterable[PersonRow], ended: Iterable[str] = ()) -> "People":
        """With these people as given here, and without those whose ids are *ended*.

        The file stays as it is and is shared. What this costs grows with all that changed since the file was packed,
        so from some thousands on it is to be packed anew (``changes``).
        """
        return People(self._known.changed(rows, ended))

    @property
    def label(self) -> str:
        """What the packed file is of, as whoever packed it wrote."""
        return self._known.label

    @property
    def changes(self) -> int:
        """How much changed since the file was packed."""
        return self._known.changes

    @property
    def rows(self) -> Sequence[PersonRow]:
        """Everybody, by id; each is read from the file as it is asked for."""
        return _Rows(self._known)

    def __len__(self) -> int:
        return len(self._known)

    def household(self, persons: Collection[str]) -> tuple[PersonRow, ...]:
        """The rows of these people, of those they are related to and of those related to them.

        The given people's rows by id, then their relations; unknown ids are left.
        """
        known = self._known
        mine = known.ordered(row for person in persons for row in known.at(person))
        near: dict[int, None] = dict.fromkeys(mine)
        for index in mine:
            row = known.row(index)
            near.update((one, None) for _, other in row.relations for one in known.at(other))
            near.update((whose, None) for whose in known.rows(known.keys.named(Space.RELATED, row.id)))
        return tuple(map(known.row, near))

    def lookup(self, text: str) -> list[Hit]:
        """Who of the register may be meant in *text*, evidence ``register``, in rising order."""
        return self.lookup_all((text,))[0]

    def lookup_all(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The same for several texts of one message: a sign in one counts for all."""
        folded = [drawn_together(parted(fold(text))) for text in texts]
        found = self.lookup_folded(folded)
        return [
            hits if one.starts is None else [hit.at(one.span(hit.start, hit.end)) for hit in hits]
            for one, hits in zip(folded, found, strict=True)
        ]

    def lookup_folded(self, folded: Sequence[Folded], near: Collection[str] = ()) -> list[list[Hit]]:
        """The same for texts already folded; spans are in the folded texts.

        First the strong signs (full names, identifiers, streets, families), then what counts
        only beside one: first names, surnames, postcodes, dates of birth.

        Args:
            near: Ids of people whom who reads it knows, so that a first name is sign enough of them.
        """
        if not len(self._known):
            return [[] for _ in folded]
        known = self._known.ordered(row for person in near for row in self._known.at(person))
        texts = [one.text if isinstance(one.text, Prepared) else Prepared(one.text) for one in folded]
        told = _Told(self._known)
        return [told.hits(finds) for finds in self._search.all(texts, known)]


class _Told:
    """Finds as hits; each id is read once for all of them."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._ids: dict[int, str] = {}
        self._persons: dict[Rows, tuple[str, ...]] = {}

    def hits(self, finds: Iterable[Find]) -> list[Hit]:
        """Each find once, in rising order: told apart and sorted as tuples, a tenth of what it costs with hits."""
        told = {(find.start, find.end, find.detector, self._of(find.rows), find.how) for find in finds}
        return [
            Hit(start=start, end=end, detector=detector, evidence=Evidence.REGISTER, persons=persons, how=how)
            for start, end, detector, persons, how in sorted(told)
        ]

    def _of(self, rows: Rows) -> tuple[str, ...]:
        persons = self._persons.get(rows)
        if persons is None:
            ids = self._ids
            new = [row for row in rows if row not in ids]
            ids.update(zip(new, self._known.ids(new), strict=True))
            persons = self._persons[rows] = tuple(dict.fromkeys(map(ids.__getitem__, rows)))
        return persons


class _Rows(Sequence[PersonRow]):
    def __init__(self, known: Known) -> None:
        self._known = known
        self._all = known.all()

    def __len__(self) -> int:
        return len(self._all)

    @overload
    def __getitem__(self, at: int) -> PersonRow: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[PersonRow, ...]: ...
    def __getitem__(self, at: int | slice) -> PersonRow | tuple[PersonRow, ...]:
        if isinstance(at, slice):
            return tuple(map(self._known.row, self._all[at]))
        return self._known.row(self._all[at])
