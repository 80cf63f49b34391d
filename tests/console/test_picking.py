"""Who is meant by a name that somebody wrote, and whom one may find by a part of it."""

from datetime import date

import pytest

from gateway.console.picking import MOST, person_meant
from gateway.model.parties import DataSubject, PersonId


def _person(identity: str, name: str, *aliases: str) -> DataSubject:
    return DataSubject(id=PersonId(identity), name=name, aliases=aliases, date_of_birth=date(2012, 11, 2))


EVERYBODY = (
    _person("P-1", "Mia Okafor"),
    _person("P-2", "Daniel Price", "Danny Price"),
    _person("P-3", "Daniel Price"),
    _person("P-4", "Karen Príce"),
    *(_person(f"Q-{n}", f"Common Name{n}") for n in range(MOST + 1)),
)
PEOPLE = {one.id: one for one in EVERYBODY}


@pytest.mark.parametrize(
    ("text", "identity", "several"),
    [
        pytest.param("P-1", "P-1", (), id="id"),
        pytest.param(" mia  OKAFOR ", "P-1", (), id="whole-name"),
        pytest.param("Danny Price", "P-2", (), id="another-name"),
        pytest.param("karen price", "P-4", (), id="without-accents"),
        pytest.param("Daniel Price", None, ("P-2", "P-3"), id="two-of-the-name"),
        pytest.param("price", None, ("P-2", "P-3", "P-4"), id="surname"),
        pytest.param("oka", None, ("P-1",), id="a-part-is-chosen-from-even-if-it-fits-one"),
        pytest.param("mia price", None, (), id="words-of-two-people"),
        pytest.param("", None, (), id="nothing"),
        pytest.param("common", None, (), id="too-many"),
        pytest.param("nobody", None, (), id="nobody"),
    ],
)
def test_who_is_meant(text: str, identity: str | None, several: tuple[str, ...]) -> None:
    meant = person_meant(text, PEOPLE, EVERYBODY, frozenset())

    assert meant.id == identity
    assert tuple(one.id for one in meant.several) == several
    assert bool(meant.why) == (identity is None)


def test_a_part_of_a_name_leads_only_to_those_one_may_see() -> None:
    """Need to know: the whole name of somebody else's family must be known before it leads to them."""
    own = EVERYBODY[:1]

    assert person_meant("price", PEOPLE, own, frozenset()).several == ()
    assert person_meant("Karen Price", PEOPLE, own, frozenset()).id == "P-4"


def test_those_of_ones_own_household_are_offered_nowhere() -> None:
    """SAFE-2."""
    assert [one.id for one in person_meant("price", PEOPLE, EVERYBODY, frozenset({"p-3"})).several] == ["P-2", "P-4"]
    assert person_meant("Daniel Price", PEOPLE, EVERYBODY, frozenset({"p-3"})).id == "P-2"
    assert person_meant("Mia Okafor", PEOPLE, EVERYBODY, frozenset({"p-1"})).id is None
