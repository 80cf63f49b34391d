"""The packed register holds what it was given, and only a sealed file is taken for one."""

import os
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import PersonRow
from redaction.register.known import Known
from redaction.register.memory_file import MemoryFile
from redaction.register.packed import HEAD_BYTES, MAGIC, Packed
from redaction.register.packer import pack
from redaction.register.rows import names_of, packed, relations_of, unpacked
from tests.redaction.register.builders import registers, rows

ANY_TEXT = st.text(st.characters(codec=None), max_size=6) | st.text("\x1d\x1e\x1f|", max_size=4)


@given(
    st.builds(
        PersonRow,
        id=ANY_TEXT,
        name=ANY_TEXT,
        aliases=st.lists(ANY_TEXT, max_size=3).map(tuple),
        upn=ANY_TEXT,
        relations=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=3).map(tuple),
    )
)
def test_a_row_comes_back_whatever_it_holds(row: PersonRow) -> None:
    data = packed(row)

    assert unpacked(row.id, data) == row
    assert relations_of(data) == tuple(other for _, other in row.relations)
    assert names_of(data) == (row.name, *row.aliases)


@given(rows)
def test_a_row_comes_back(row: PersonRow) -> None:
    assert unpacked(row.id, packed(row)) == row


@given(st.lists(ANY_TEXT, max_size=4, unique=True))
def test_ids_come_back_whatever_they_hold(ids: list[str]) -> None:
    known = Known.of(PersonRow(id=one, name="Mia Okafor") for one in ids)

    assert list(map(known.id, known.all())) == known.ids(known.all()) == sorted(ids)


@settings(deadline=None, max_examples=50)
@given(registers)
def test_everybody_is_under_each_of_their_keys_and_nobody_else(register: list[PersonRow]) -> None:
    known = Known.of(register)
    expected: defaultdict[int, set[str]] = defaultdict(set)
    for row in register:
        for key in known.keys.of(row).keys:
            expected[key].add(row.id)

    assert [known.row(index) for index in known.all()] == sorted(register, key=lambda row: row.id)
    for key, people in expected.items():
        assert list(map(known.id, known.rows(key))) == sorted(people)
        assert known.count(key) == len(people)
        assert {known.id(index) for index in known.all() if known.has(key, index)} == people
    assert known.rows(12345) == ()
    assert all(known.leads(lead) for row in register for lead in known.keys.of(row).leads)


def test_one_id_given_twice_is_two_people_under_it() -> None:
    known = Known.of([PersonRow(id="P", name="Mia Okafor"), PersonRow(id="P", name="Mia Bello")])

    assert [known.row(index).name for index in known.at("P")] == ["Mia Okafor", "Mia Bello"]
    assert len(known.changed([PersonRow(id="P", name="Mia Smith")], ())) == 1


def test_a_file_is_shared_by_its_descriptor() -> None:
    file = pack([PersonRow(id="P-1", name="Mia Okafor")], "generation 7")

    other = Packed(MemoryFile(os.dup(file.descriptor)))

    assert (other.label, other.people, other.row(0).name) == ("generation 7", 1, "Mia Okafor")
    with pytest.raises(OSError, match="Operation not permitted"):
        os.pwrite(file.descriptor, b"x", 0)
    with pytest.raises(OSError, match="Operation not permitted"):
        os.ftruncate(file.descriptor, 0)


def test_a_file_that_others_can_change_is_refused() -> None:
    descriptor = os.memfd_create("people", os.MFD_ALLOW_SEALING)
    os.write(descriptor, MAGIC)

    with pytest.raises(ValueError, match="not a sealed memory file"):
        MemoryFile(descriptor)


def test_no_memory_file_at_all_is_refused() -> None:
    reading, writing = os.pipe()
    os.close(writing)

    with pytest.raises(ValueError, match="not a sealed memory file"):
        MemoryFile(reading)


def test_another_version_is_refused() -> None:
    def write(descriptor: int) -> None:
        os.pwrite(descriptor, b"people-0" + bytes(HEAD_BYTES), 0)

    file = MemoryFile.made("people", write)

    with pytest.raises(ValueError, match="not a packed register of this version"):
        Packed(file)


def test_what_fails_while_a_file_is_made_leaves_none_open() -> None:
    before = len(os.listdir("/proc/self/fd"))

    def write(descriptor: int) -> None:
        raise OSError(28, "no space")

    with pytest.raises(OSError, match="no space"):
        MemoryFile.made("people", write)
    assert len(os.listdir("/proc/self/fd")) == before
