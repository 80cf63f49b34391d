"""Who of many strangers is meant by a name: the first that fits, however they are looked up."""

from hypothesis import given
from hypothesis import strategies as st

from redaction.people.names import NameParts
from redaction.strangers import Stranger, Strangers, alike

_FIRST = st.sampled_from(["thomas", "tom", "t", "tamsin", "mia", "m", "william", "bill"])
_LAST = st.sampled_from(["okafor", "o", "osei", "tom", "mia", "hart"])
_NAMES = st.builds(
    NameParts, st.lists(_FIRST, max_size=2).map(tuple), st.lists(_LAST, max_size=2).map(tuple), st.booleans()
).filter(lambda parts: bool(parts.words))


@given(st.lists(_NAMES, max_size=30))
def test_it_is_the_one_whom_a_walk_over_all_would_find_first(names: list[NameParts]) -> None:
    strangers, walked = Strangers(), list[Stranger]()
    for name in names:
        first = next((one for one in walked if one.fits(name)), None)
        if first is None:
            walked.append(first := Stranger(name))
        assert strangers.met(name).parts == first.parts


def test_forms_of_a_name_are_alike_from_either_side() -> None:
    # The look-up asks for the forms of the one name only.
    assert alike("thomas", "tom")
    assert alike("tom", "thomas")


def test_people_of_a_long_list_are_told_apart() -> None:
    strangers = Strangers()
    letters = "abcdefghijklmnopqrst"
    names = [NameParts(("sarah",), (a + b + c + "ley",), False) for a in letters for b in letters for c in letters]
    assert len({id(strangers.met(name)) for name in names * 2}) == len(names)
