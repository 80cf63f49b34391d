"""The indexes of people follow changes as if they were made anew; a file is handed to whoever asks."""

import os
import threading
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.model.errors import TemporaryFailure
from gateway.model.parties import DataSubject, PersonId
from gateway.registers.directory import Directory
from gateway.registers.people.change import change
from gateway.registers.people.handed_over import hand_out, listening, newest
from gateway.registers.people.index import MOST_CHANGES, OwnPeople, SharedPeople, packed
from gateway.registers.snapshot import snapshot
from redaction import People
from redaction.register.memory_file import MemoryFile

IDS = tuple(PersonId(f"P-{number}") for number in range(6))
GONE = PersonId("gone")
NAMES = ("Mia Okafor", "Tom Okafor", "Grace Smith", "Ada Bello", "Thomas Smith")
TEXT = "; ".join(NAMES) + ". Mia came. The Okafor family. 999 000 0018, 3 Larch Road, ada@mail.example, born 9/3/2014"
people = st.builds(
    DataSubject,
    id=st.sampled_from(IDS),
    name=st.sampled_from(NAMES),
    aliases=st.lists(st.sampled_from(NAMES), max_size=1).map(tuple),
    date_of_birth=st.sampled_from((None, date(2014, 3, 9), date(2012, 2, 29))),
    nhs_number=st.sampled_from(("", "9990000018")),
    addresses=st.lists(st.sampled_from(("3 Larch Road, London W6 0HP", "Dove Court, Hull")), max_size=2).map(tuple),
    emails=st.lists(st.sampled_from(("ada@mail.example", "tom@mail.example")), max_size=2, unique=True).map(tuple),
    relations=st.lists(st.tuples(st.just("mother"), st.sampled_from((*IDS, PersonId("gone")))), max_size=2).map(
        tuple
    ),
    acts_for=st.lists(st.sampled_from(IDS), max_size=1).map(tuple),
    merged_into=st.sampled_from((None, None, None, *IDS)),
)
registers = st.lists(people, max_size=6, unique_by=lambda person: person.id)
histories = st.lists(registers, min_size=2, max_size=4)
CALM = settings(deadline=None, max_examples=60)


def directories(history: list[list[DataSubject]]) -> list[Directory]:
    """One for each generation, from 1 on, each made from the one before."""
    found: list[Directory] = []
    for generation, entries in enumerate(history, start=1):
        before = found[-1] if found else None
        same = before.written.people if before is not None else {}
        # Who did not change is the very same, as the store has it.
        kept = [same[one.id] if same.get(one.id) == one else one for one in entries]
        found.append(Directory.of(snapshot(generation, kept), before))
    return found


def changed_since(history: list[Directory], since: int) -> frozenset[PersonId]:
    """As the store tells from its rows: by what was written, at whatever generation."""
    entries = [{}, *(directory.written.people for directory in history)]
    return frozenset(
        one
        for before, after in zip(entries[since:], entries[since + 1 :], strict=False)
        for one in change(before, after)
    )


def found(index: People) -> object:
    """All that can be seen of an index here."""
    return index.lookup(TEXT), list(index.rows), [index.household([person]) for person in IDS]


@CALM
@given(histories)
def test_a_directory_that_follows_a_change_is_one_made_anew(history: list[list[DataSubject]]) -> None:
    last = directories(history)[-1]
    anew = Directory.of(last.written)

    assert dict(last.registers.people) == dict(anew.registers.people)
    assert last.people_by_email == anew.people_by_email
    assert last.related == anew.related
    assert last.living_at == anew.living_at
    assert last.groups == anew.groups


@CALM
@given(histories, st.integers(0, 3), st.data())
def test_an_index_is_of_the_very_people_of_the_directory(
    history: list[list[DataSubject]], at: int, data: st.DataObject
) -> None:
    """Whatever generation its file is of, before or after the directory's."""
    every = directories(history)
    file = packed(every[min(at, len(every) - 1)])
    shared = SharedPeople(lambda: MemoryFile(os.dup(file.descriptor)), lambda since: changed_since(every, since))
    own = OwnPeople()
    for directory in data.draw(st.lists(st.sampled_from(every), min_size=1, max_size=4)):
        expected = found(OwnPeople().of(directory))
        assert found(shared.of(directory)) == expected
        assert found(own.of(directory)) == expected
        assert shared.of(directory) is shared.of(directory)


def _many(count: int) -> dict[PersonId, DataSubject]:
    return {
        PersonId(f"Q-{number}"): DataSubject(id=PersonId(f"Q-{number}"), name=f"Ada Q{number}")
        for number in range(count)
    }


def _directory(generation: int, entries: Mapping[PersonId, DataSubject]) -> Directory:
    return Directory.of(snapshot(generation, entries.values()))


def test_another_file_is_asked_for_once_much_has_changed() -> None:
    first, second = _directory(1, {}), _directory(2, _many(MOST_CHANGES))
    third = _directory(3, _many(MOST_CHANGES + 1))
    files = [packed(third), packed(first)]
    shared = SharedPeople(files.pop, lambda since: frozenset(third.registers.people))

    assert shared.of(first).changes == 0
    assert shared.of(second).changes == MOST_CHANGES
    assert shared.of(third).changes == 2 * (MOST_CHANGES + 1)  # the new file, and who is laid over it


def test_without_a_new_file_the_old_one_serves_on() -> None:
    first, second = _directory(1, {}), _directory(2, _many(MOST_CHANGES))
    files = [packed(first)]

    def one() -> MemoryFile:
        if not files:
            raise TemporaryFailure("none")
        return files.pop()

    shared = SharedPeople(one, lambda since: frozenset(second.registers.people))
    shared.of(first)
    shared.of(second)

    assert len(shared.of(second)) == MOST_CHANGES


def test_without_any_file_nothing_is_found_for_nobody() -> None:
    def none() -> MemoryFile:
        raise TemporaryFailure("none")

    with pytest.raises(TemporaryFailure):
        SharedPeople(none, lambda _: frozenset()).of(_directory(1, {}))


def test_a_file_is_handed_to_who_asks(tmp_path: Path) -> None:
    folder = tmp_path / ("long" * 30)  # longer than a socket's path may be
    entry = DataSubject(id=IDS[0], name="Mia Okafor")
    directory = _directory(4, {IDS[0]: entry})
    file = packed(directory)
    done = threading.Event()

    def serve() -> None:
        with listening(folder) as listener:
            hand_out(listener, None)
            while not done.is_set():
                hand_out(listener, file)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        other = SharedPeople(lambda: newest(folder), lambda _: frozenset()).of(directory)
    finally:
        done.set()
        thread.join()

    assert [hit.persons for hit in other.lookup("Mia Okafor came")] == [("P-0",)]
    assert (folder / "people").stat().st_mode & 0o777 == 0o600


def test_where_nobody_hands_it_out_it_is_a_temporary_failure(tmp_path: Path) -> None:
    with pytest.raises(TemporaryFailure, match="role index"):
        newest(tmp_path, seconds=0.0)


def test_a_socket_left_by_a_killed_process_is_replaced(tmp_path: Path) -> None:
    for _ in range(2):
        with listening(tmp_path) as listener:
            hand_out(listener, None)
    assert (tmp_path / "people").exists()
