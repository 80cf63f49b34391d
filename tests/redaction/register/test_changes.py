"""What changed since the register was packed is found as if it had been packed anew."""

from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import People, PersonRow
from redaction.normal import Folded
from tests.redaction.register.builders import IDS, registers, rows, texts

changes = st.lists(
    st.tuples(st.lists(rows, max_size=3), st.lists(st.sampled_from(IDS), max_size=2)), min_size=1, max_size=4
)


@settings(deadline=None, max_examples=60)
@given(registers, changes, st.lists(texts, min_size=1, max_size=2), st.sets(st.sampled_from(IDS), max_size=2))
def test_changes_over_a_packed_register_are_a_register_packed_with_them(
    register: list[PersonRow], steps: list[tuple[list[PersonRow], list[str]]], written: list[str], near: set[str]
) -> None:
    people = People.from_rows(register)
    expected = {row.id: row for row in register}
    for upserts, ended in steps:
        before, was = people, list(people.rows)
        people = people.changed(upserts, ended)
        for person in ended:
            expected.pop(person, None)
        expected |= {row.id: row for row in upserts}
        assert list(before.rows) == was
    whole = People.from_rows(expected.values())

    assert list(people.rows) == list(whole.rows) == sorted(expected.values(), key=lambda row: row.id)
    assert len(people) == len(whole)
    assert people.household(near) == whole.household(near)
    assert people.lookup_all(written) == whole.lookup_all(written)
    folded = [Folded(text) for text in written if text.isascii()]
    assert people.lookup_folded(folded, near) == whole.lookup_folded(folded, near)


@settings(deadline=None, max_examples=60)
@given(registers, st.permutations(IDS))
def test_the_order_of_changes_is_nothing_to_those_who_look(register: list[PersonRow], order: list[str]) -> None:
    empty = People.from_rows(())
    for row in sorted(register, key=lambda row: order.index(row.id)):
        empty = empty.changed([row])
    text = "\n".join([*(row.name for row in register), "Mia Okafor, Tom Smith, the Okafor family, 999 000 0018"])

    assert empty.lookup(text) == People.from_rows(register).lookup(text)
    assert empty.changes == len(register)
