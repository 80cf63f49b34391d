"""Whom somebody lives with, is related to or shares a relation with: as walking over plain rows finds it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import PersonRow
from redaction.register.close_lists import MANY
from redaction.register.known import Known
from redaction.register.person_keys import streets_of
from tests.redaction.register.builders import IDS, registers
from tests.redaction.register.test_changes import changes

HOME = "3 Larch Road, London W6 0HP"


def few(rows: Iterable[PersonRow]) -> list[PersonRow]:
    found = list(rows)
    return found if len(found) <= MANY else []


def naming(person: str, register: Sequence[PersonRow]) -> list[PersonRow]:
    return few(row for row in register if person in {other for _, other in row.relations})


def met(row: PersonRow, register: Sequence[PersonRow]) -> Iterator[str]:
    for home in streets_of(row):
        yield from (other.id for other in few(one for one in register if home in streets_of(one)))
    for related in {*(other for _, other in row.relations), *(one.id for one in naming(row.id, register))}:
        yield from (one.id for one in naming(related, register))
        for one in register:
            if one.id == related:
                yield one.id
                yield from (other for _, other in one.relations if any(other == each.id for each in register))


def close(known: Known) -> dict[str, set[str]]:
    return {known.id(index): set(map(known.id, known.close(index))) for index in known.all()}


def expected(register: Iterable[PersonRow]) -> dict[str, set[str]]:
    everybody = list(register)
    return {row.id: {*met(row, everybody)} - {row.id} for row in everybody}


@settings(deadline=None, max_examples=40)
@given(registers, st.permutations(range(8)), changes)
def test_as_plain_rows_tell_it(
    register: list[PersonRow], order: list[int], steps: list[tuple[list[PersonRow], list[str]]]
) -> None:
    plain = {row.id: row for row in register}
    known = Known.of([register[at] for at in order if at < len(register)])
    assert close(known) == expected(register)

    for upserts, ended in steps:
        known = known.changed(upserts, ended)
        for person in ended:
            plain.pop(person, None)
        plain |= {row.id: row for row in upserts}
        assert close(known) == expected(plain.values())


def crowd(size: int, **values: object) -> list[PersonRow]:
    return [replace(PersonRow(id=f"P-{number:04}", name="Mia Okafor"), **values) for number in range(size)]  # type: ignore[arg-type]  # whatever a row has


@pytest.mark.parametrize("size", [MANY - 1, MANY, MANY + 1])
@pytest.mark.parametrize(
    "shared",
    [
        pytest.param({"addresses": (HOME,)}, id="home"),
        pytest.param({"relations": (("mother", "M"),)}, id="a-relation-the-register-has-not"),
        pytest.param({"relations": (("mother", "P-0003"),)}, id="a-relation-it-has"),
    ],
)
def test_what_many_share_brings_nobody_together_and_one_more_or_less_counts(
    size: int, shared: dict[str, object]
) -> None:
    register = crowd(size, **shared)
    known = Known.of(register)
    one_more, one_less = replace(register[0], id="P-9999"), known.changed([], ["P-0005"])

    assert close(known) == expected(register)
    assert close(known.changed([one_more], [])) == expected([*register, one_more])
    assert close(one_less) == expected(row for row in register if row.id != "P-0005")
    assert close(one_less.changed([one_more], ["P-0003"])) == expected(
        [*(row for row in register if row.id not in {"P-0003", "P-0005"}), one_more]
    )


def test_many_who_change_at_once_come_to_share_an_address() -> None:
    register = crowd(MANY + 20, addresses=(HOME,))
    gone = [row.id for row in register[:30]]

    assert close(Known.of(register).changed([], gone)) == expected(register[30:])
    assert close(Known.of(register).changed([replace(row, addresses=()) for row in register[:30]], [])) == expected(
        [*(replace(row, addresses=()) for row in register[:30]), *register[30:]]
    )


def test_of_one_whom_very_many_name_anybody_may_be_a_relation() -> None:
    register = crowd(1_005, relations=(("mother", IDS[0]),))
    mother = PersonRow(id=IDS[0], name="Grace Okafor", relations=(("mother", "P-0001"),))
    known = Known.of(register).changed([mother], [])

    nine = {known.id(index): index for index in known.all()}["P-0009"]
    assert set(map(known.id, known.close(nine))) == {IDS[0], "P-0001"}
