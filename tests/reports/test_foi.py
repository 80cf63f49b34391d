"""A period in figures: nothing about fewer than the smallest group, nor what it could be worked out from."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from gateway.record.reading import Disclosed
from gateway.reports.foi import foi
from tests.reports.builders import REGISTERS, shared

NOT = ("not given", "not given")


def figures(disclosed: Sequence[Disclosed], group: int = 5) -> dict[tuple[str, str], tuple[str, str]]:
    (sheet,) = foi(disclosed, REGISTERS, group).sheets
    return {(by, what): (sharings, people) for by, what, sharings, people in sheet.rows}


def mails(number: int, *, party: str = "COUNCIL", people: int = 100, **also: str) -> list[Disclosed]:
    """So many mails to a party, about so many people in turn."""
    return [
        shared(f"{party}-P-{n % people}", case=f"{party}-{also.get('purpose', '')}-{n}", party=party, **also)  # type: ignore[arg-type] # words only
        for n in range(number)
    ]


def test_counts_by_party_kind_and_purpose() -> None:
    found = figures([*mails(7), *mails(6, party="ELM", purpose="attendance")])

    assert found == {
        ("party", "Borough Council"): ("7", "7"),
        ("party", "Elm Park School"): ("6", "6"),
        ("kind", "education"): ("13", "13"),
        ("kind", "name"): ("13", "13"),
        ("purpose", "attendance"): ("6", "6"),
        ("purpose", "early-help"): ("7", "7"),
        ("all", "all"): ("13", "13"),
    }


def test_at_the_smallest_group_and_one_below() -> None:
    assert figures(mails(5))["party", "Borough Council"] == ("5", "5")
    assert figures(mails(4))["party", "Borough Council"] == NOT
    assert figures(mails(4), group=1)["party", "Borough Council"] == ("4", "4")


def test_many_mails_about_few_people_are_few() -> None:
    assert figures(mails(50, people=4))["party", "Borough Council"] == NOT


def test_a_small_count_cannot_be_worked_out_from_the_rest() -> None:
    other = mails(20, party="", party_type="unknown", purpose="housing")
    found = figures([*mails(9), *other, *mails(2, party="ELM")])

    # With 2 left out alone, 31 less 9 and 20 would tell it: the next smallest goes too.
    assert found["party", "Elm Park School"] == NOT
    assert found["party", "Borough Council"] == NOT
    assert found["party", "an address that no organisation stands behind"] == ("20", "20")
    assert found["all", "all"] == ("31", "31")


def test_with_nothing_to_hide_it_among_the_whole_is_not_given_either() -> None:
    assert figures([*mails(2), *mails(1, party="ELM")])["all", "all"] == NOT


def test_a_party_that_is_a_person_is_not_named() -> None:
    said = repr(foi(mails(9, party="GRACE", party_type="person"), REGISTERS, 5))

    assert "Grace" not in said
    assert "families and those who act for them" in said


# One party stands behind an address.
RECIPIENTS = st.sampled_from(
    [
        ("COUNCIL", "partner", "a@council.example"),
        ("COUNCIL", "partner", "b@council.example"),
        ("ELM", "partner", "office@elm.example"),
        ("LADO", "protected-disclosure", "lado@council.example"),
        ("GRACE", "person", "grace@mail.example"),
        ("", "unknown", "somebody@x.example"),
    ]
)
MANY = st.lists(
    st.builds(
        lambda person, case, to, purpose: shared(
            f"P-{person}",
            case=f"GW-{case}",
            party=to[0],
            party_type=to[1],
            recipient=to[2],
            purpose=purpose,
        ),
        st.integers(0, 12),
        st.integers(0, 30),
        RECIPIENTS,
        st.sampled_from(["early-help", "housing", ""]),
    ),
    max_size=60,
)


@given(found=MANY, group=st.integers(2, 8))
def test_no_small_count_is_given_or_left_over(found: list[Disclosed], group: int) -> None:
    told = figures(found, group)

    for sharings, people in told.values():
        if sharings != "not given" and found:
            assert int(sharings) >= group
            assert int(people) >= group
    if not found or told["all", "all"] == NOT:
        return
    for by in ("party", "purpose"):
        rows = [value for (table, _), value in told.items() if table == by]
        hidden = sum(value == NOT for value in rows)
        given_out = sum(int(sharings) for sharings, _ in rows if sharings != "not given")
        left = int(told["all", "all"][0]) - given_out
        # Purposes overlap, so what is left over may be less than what is hidden; it never tells one row.
        assert hidden == 0 or (hidden > 1 and (by == "purpose" or left >= group))


@given(found=MANY)
def test_nobody_is_in_it(found: list[Disclosed]) -> None:
    said = repr(foi(found, REGISTERS, 2))

    assert not any(word in said for word in ("P-", "GW-", "@", "Okafor"))
