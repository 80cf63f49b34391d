"""Who is asked: never the sender about their own approval, never a person whom it names, never nobody."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.decide.answers import LANE
from gateway.hold.asked import Circle, asked_people, told_instead
from gateway.model.decision import Asked
from gateway.model.parties import StaffKind, StaffMember

TODAY = date(2026, 11, 23)


def member(name: str, *roles: str, deputy: str = "", manager: str = "", team_manager: str = "") -> StaffMember:
    return StaffMember(
        email=f"{name}@ours.example",
        name=name.title(),
        roles=roles,
        deputy=deputy,
        line_manager=manager,
        team_manager=team_manager,
    )


def circle(*members: StaffMember, sender: str = "ana@ours.example", named: frozenset[str] = frozenset()) -> Circle:
    people = {one.email: one for one in members}
    return Circle(sender=sender, staff=people, named=named, today=TODAY, postmaster="postmaster@ours.example")


ANA = member("ana", manager="mo@ours.example", team_manager="tess@ours.example")
MO = member("mo", deputy="dee@ours.example")
DEE = member("dee")
TESS = member("tess")
IG = member("ig", "ig")
SAFE = member("safe", "safeguarding")
ALL = (ANA, MO, DEE, TESS, IG, SAFE)


@pytest.mark.parametrize(
    ("role", "where", "emails"),
    [
        pytest.param(Asked.SENDER, circle(*ALL), "ana", id="sender"),
        pytest.param(Asked.LINE_MANAGER, circle(*ALL), "mo", id="line-manager"),
        pytest.param(Asked.TEAM_MANAGER, circle(*ALL), "tess", id="team-manager"),
        pytest.param(Asked.IG_LEAD, circle(*ALL), "ig", id="ig-lead"),
        pytest.param(Asked.SAFEGUARDING_LEAD, circle(*ALL), "safe", id="safeguarding-lead"),
        pytest.param(
            Asked.LINE_MANAGER,
            circle(ANA, replace(MO, away_until=TODAY), DEE, TESS, IG),
            "dee",
            id="away-today-falls-to-the-deputy",
        ),
        pytest.param(
            Asked.LINE_MANAGER,
            circle(ANA, replace(MO, away_until=date(2026, 11, 22)), DEE, TESS, IG),
            "mo",
            id="back-since-today",
        ),
        pytest.param(
            Asked.LINE_MANAGER,
            circle(ANA, replace(MO, left_on=TODAY, deputy=""), TESS, IG),
            "tess",
            id="left-without-deputy-falls-to-the-team-manager",
        ),
        pytest.param(
            Asked.LINE_MANAGER,
            circle(*ALL, named=frozenset({"mo@ours.example"})),
            "dee",
            id="named-in-it-falls-to-the-deputy",
        ),
        pytest.param(
            Asked.LINE_MANAGER,
            circle(replace(ANA, line_manager="", team_manager=""), IG),
            "ig",
            id="no-manager-falls-to-the-ig-lead",
        ),
        pytest.param(Asked.LINE_MANAGER, circle(), "postmaster", id="never-nobody"),
        pytest.param(Asked.SAFEGUARDING_LEAD, circle(ANA, IG), "ig", id="no-safeguarding-lead"),
        pytest.param(Asked.IG_LEAD, circle(IG, sender="ig@ours.example"), "postmaster", id="ig-lead-sent-it"),
        pytest.param(
            Asked.SENDER,
            circle(replace(ANA, kind=StaffKind.SHARED, members=("dee@ours.example", "tess@ours.example")), DEE, TESS),
            "dee tess",
            id="members-of-a-shared-mailbox",
        ),
        pytest.param(
            Asked.SENDER, circle(replace(ANA, kind=StaffKind.SYSTEM), MO), "mo", id="a-system-has-a-manager"
        ),
        pytest.param(Asked.SENDER, circle(IG, sender=""), "ig", id="null-sender"),
        pytest.param(
            Asked.SENDER, replace(circle(*ALL, sender=""), author=ANA.email), "ana", id="null-sender-for-somebody"
        ),
        pytest.param(
            Asked.SENDER,
            replace(circle(*ALL, sender=""), author=ANA.email, unattended=True),
            "mo",
            id="nobody-reads-what-an-absence-note-gets",
        ),
        pytest.param(
            Asked.LINE_MANAGER, replace(circle(*ALL, sender=""), author=ANA.email), "mo", id="null-senders-manager"
        ),
        pytest.param(
            Asked.SENDER,
            replace(circle(*ALL, sender="robot@ours.example"), unattended=True),
            "ig",
            id="a-program-without-a-mailbox",
        ),
        pytest.param(
            Asked.SENDER, circle(replace(ANA, left_on=TODAY), MO), "mo", id="a-leavers-mail-goes-to-the-manager"
        ),
        pytest.param(
            Asked.LINE_MANAGER,
            replace(circle(*ALL), writers=frozenset({"mo@ours.example"})),
            "dee",
            id="a-manager-who-may-have-written-it",
        ),
        pytest.param(
            Asked.SENDER,
            replace(
                circle(replace(ANA, kind=StaffKind.SHARED, members=("dee@ours.example",)), DEE),
                writers=frozenset({"dee@ours.example"}),
            ),
            "dee",
            id="members-are-asked-as-its-sender",
        ),
    ],
)
def test_asked(role: Asked, where: Circle, emails: str) -> None:
    asked = asked_people([role], where)

    assert [one.email for one in asked if one.role is role] == [f"{name}@ours.example" for name in emails.split()]
    assert {one.role for one in asked} <= {role, Asked.IG_LEAD}


LEE = member("lee", manager="mo@ours.example")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        pytest.param(
            circle(replace(ANA, line_manager="", team_manager="tess@ours.example"), TESS, IG),
            "line_manager tess, ig_lead ig",
            id="no-manager-falls-upward-and-the-ig-lead-is-told",
        ),
        pytest.param(
            circle(replace(ANA, line_manager="ana@ours.example", team_manager=""), IG),
            "line_manager ig, ig_lead ig",
            id="their-own-manager",
        ),
        pytest.param(
            circle(ANA, replace(MO, line_manager="ana@ours.example"), DEE, TESS, IG),
            "line_manager mo, ig_lead ig",
            id="a-loop-of-managers",
        ),
        pytest.param(
            circle(
                replace(ANA, team_manager=""),
                replace(MO, left_on=TODAY, deputy="", line_manager="lee@ours.example"),
                replace(LEE, away_until=TODAY, line_manager="tess@ours.example"),
                TESS,
                IG,
            ),
            "line_manager tess",
            id="the-managers-own-manager-when-both-are-gone",
        ),
        pytest.param(
            circle(replace(ANA, aliases=("a.lee@ours.example",)), MO, sender="a.lee@ours.example"),
            "line_manager mo",
            id="a-sender-by-another-of-their-addresses",
        ),
        pytest.param(
            circle(
                replace(ANA, line_manager="", team_manager=""),
                replace(IG, deputy="ana@ours.example", away_until=TODAY),
                sender="ana@ours.example",
            ),
            "line_manager postmaster",
            id="a-sender-who-stands-in-for-the-ig-lead",
        ),
    ],
)
def test_asked_of_a_line(where: Circle, expected: str) -> None:
    asked = asked_people([Asked.LINE_MANAGER], where)

    assert ", ".join(f"{one.role.value} {one.email.partition('@')[0]}" for one in asked) == expected


def in_the_lane(*members: StaffMember, on_duty: tuple[str, ...] = (), named: frozenset[str] = frozenset()) -> str:
    where = replace(circle(*members, named=named), on_duty=on_duty, urgent=True)
    asked = asked_people(LANE, where)
    return ", ".join(f"{one.role.value} {one.email.partition('@')[0]}" for one in asked)


def test_in_the_fast_lane_all_are_asked_together() -> None:
    """MIN-3: line manager, deputy, duty manager and IG lead; the deputy does not wait for the manager to be away."""
    assert in_the_lane(*ALL, LEE, on_duty=(LEE.email,)) == (
        "line_manager mo, line_manager dee, duty_manager lee, ig_lead ig, safeguarding_lead safe"
    )


def test_in_the_fast_lane_nobody_is_asked_who_may_not_be() -> None:
    named = frozenset({MO.email, SAFE.email, LEE.email})

    assert in_the_lane(*ALL, LEE, on_duty=(LEE.email, ANA.email), named=named) == (
        "line_manager dee, ig_lead ig, safeguarding_lead ig"
    )


def test_without_a_rota_the_others_are_asked() -> None:
    assert in_the_lane(*ALL) == "line_manager mo, line_manager dee, ig_lead ig, safeguarding_lead safe"


@given(
    roles=st.lists(st.sampled_from(Asked), min_size=1),
    named=st.frozensets(st.sampled_from([one.email for one in ALL])),
    away=st.frozensets(st.sampled_from(ALL)),
)
def test_somebody_is_asked_and_nobody_who_may_not_be(
    roles: list[Asked], named: frozenset[str], away: frozenset[StaffMember]
) -> None:
    members = [replace(one, away_until=TODAY) if one in away else one for one in ALL]

    asked = asked_people(roles, circle(*members, named=named))

    # The rota is the organisation's choice: with nobody on it, the others are asked, or the IG lead.
    assert {one.role for one in asked} == (set(roles) - {Asked.DUTY_MANAGER} or {Asked.IG_LEAD})
    for one in asked:
        if one.role is not Asked.SENDER:
            assert one.email != ANA.email
            assert one.email not in named


@pytest.mark.parametrize(
    ("where", "emails"),
    [
        pytest.param(circle(*ALL), "mo", id="themselves"),
        pytest.param(circle(*ALL, named=frozenset({"mo@ours.example"})), "dee", id="named-so-the-deputy"),
        pytest.param(
            circle(*ALL, named=frozenset({"mo@ours.example", "dee@ours.example"})),
            "ig",
            id="both-named-so-the-ig-lead",
        ),
        pytest.param(circle(replace(MO, deputy=""), sender="mo@ours.example"), "postmaster", id="nobody-left"),
    ],
)
def test_who_is_told_instead(where: Circle, emails: str) -> None:
    assert told_instead("mo@ours.example", where) == tuple(f"{name}@ours.example" for name in emails.split())
