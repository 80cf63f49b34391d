"""The index of the register's people, always of the very people that a directory holds.

The file it rests on may be of an earlier or a later generation than the directory: whoever changed between the two is
laid over it as the directory has them. So what is found is never of another generation than what is decided on.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from typing import Final, NamedTuple, Protocol

from gateway.model.errors import TemporaryFailure
from gateway.model.parties import DataSubject, PersonId
from gateway.registers.directory import Directory
from gateway.registers.moved import Moved
from gateway.registers.people.change import change
from gateway.registers.people.person_row import person_row
from redaction import People
from redaction.register.memory_file import MemoryFile
from redaction.register.packer import pack

MOST_CHANGES: Final = 2_000
"""People changed since a file was packed, from which on it is packed anew."""

OLD_SECONDS: Final = 3600.0
"""After this a file is packed anew for one change too: whoever was erased must not stay in memory for good."""


class PeopleIndex(Protocol):
    """Where the index of a directory's people comes from."""

    def of(self, directory: Directory) -> People:
        """The index of exactly these people.

        Raises:
            TemporaryFailure: it cannot be had now; never an index of other people.
        """
        ...


class OwnPeople:
    """Packed in this process, for it alone."""

    def __init__(self) -> None:
        self._held: tuple[Mapping[PersonId, DataSubject], People] | None = None

    def of(self, directory: Directory) -> People:
        """The index of exactly these people; packed anew once much changed."""
        people = directory.registers.people
        if self._held is None or self._held[0] is not people:
            self._held = (people, self._made(people))
        return self._held[1]

    def _made(self, people: Mapping[PersonId, DataSubject]) -> People:
        if self._held is not None:
            changed = change(self._held[0], people)
            if len(changed) + self._held[1].changes <= min(MOST_CHANGES, len(people)):
                return _with(self._held[1], changed, people)
        return People.from_rows(map(person_row, people.values()))


class Label(NamedTuple):
    """What a file is of."""

    generation: int
    moved: dict[PersonId, PersonId]

    def written(self) -> str:
        """As it stands in the file."""
        return json.dumps([self.generation, self.moved])

    @classmethod
    def read(cls, text: str) -> "Label":
        """From a file of ours."""
        generation, moved = json.loads(text)
        return cls(int(generation), {PersonId(old): PersonId(new) for old, new in moved.items()})


def packed(directory: Directory) -> MemoryFile:
    """The people of a directory in a file that can be shared.

    Raises:
        TemporaryFailure: there is not enough memory.
    """
    label = Label(directory.registers.generation, dict(directory.moved))
    try:
        return pack(map(person_row, directory.registers.people.values()), label.written())
    except (OSError, MemoryError) as error:
        raise TemporaryFailure("people index: not enough memory to pack it") from error


class _Held(NamedTuple):
    entries: Mapping[PersonId, DataSubject]
    generation: int  # that the index is of
    moved: Moved
    people: People


class SharedPeople:
    """Rests on a file that another process packed. Safe from any thread."""

    def __init__(
        self,
        newest: Callable[[], MemoryFile],
        changed: Callable[[int], frozenset[PersonId]],
    ) -> None:
        """Take where the file comes from.

        Args:
            newest: the newest file there is; raises TemporaryFailure where there is none.
            changed: whose entry changed after a generation (`Registers.changed_people`).
        """
        self._newest: Final = newest
        self._changed: Final = changed
        self._making: Final = threading.Lock()
        self._held: _Held | None = None
        self._since = 0.0  # when the file was taken

    def of(self, directory: Directory) -> People:
        """The index of exactly these people.

        Raises:
            TemporaryFailure: no file can be had, or the database cannot be asked whom it lacks.
        """
        entries = directory.registers.people
        with self._making:
            if self._held is None or self._held.entries is not entries or self._is_old(self._held):
                self._held = self._made(directory)
            return self._held.people

    def _made(self, directory: Directory) -> _Held:
        held = self._held
        if held is None or self._is_old(held):
            try:
                people = People.from_file(self._newest())
            except TemporaryFailure:
                # What is there is right all the same, only slower with every change.
                if held is None:
                    raise
            else:
                self._since = time.monotonic()
                return self._over(people, Label.read(people.label), directory)
        return self._over(held.people, Label(held.generation, dict(held.moved)), directory)

    def _is_old(self, held: _Held) -> bool:
        changes = held.people.changes
        return changes >= MOST_CHANGES or (changes > 0 and time.monotonic() - self._since > OLD_SECONDS)

    def _over(self, people: People, label: Label, directory: Directory) -> _Held:
        """With those who changed between the index and the directory as the directory has them."""
        entries, generation = directory.registers.people, directory.registers.generation
        persons = {*self._changed(min(label.generation, generation)), *_touched(label.moved, directory)}
        # Whose entries became one with these.
        persons |= {moved[one] for moved in (label.moved, directory.moved) for one in persons if one in moved}
        found = {one: (None, entries.get(one)) for one in persons}
        return _Held(entries, generation, directory.moved, _with(people, found, entries))


def _touched(moved: Moved, directory: Directory) -> Iterator[PersonId]:
    """Whose entry says something else where other ids have moved: both entries of a person, and who names them."""
    differing = set(moved.items()) ^ set(directory.moved.items())
    if not differing:
        return
    both = {one for pair in differing for one in pair}
    yield from both
    for entry in directory.written.people.values():
        if any(other in both for _, other in entry.relations):
            yield entry.id


def _with(
    people: People,
    changed: Mapping[PersonId, tuple[DataSubject | None, DataSubject | None]],
    entries: Mapping[PersonId, DataSubject],
) -> People:
    rows = [person_row(entries[one]) for one in changed if one in entries]
    return people.changed(rows, [one for one in changed if one not in entries])
