"""The fast lane: what puts a message in it, what may still hold there, and what it never loosens."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gateway.decide.answers import LANE, LANE_NEVER
from gateway.decide.decide import decide
from gateway.decide.facts import ChannelFacts, Facts
from gateway.decide.lane import ASKED_OF_OTHERS, ASKED_OF_SENDER
from gateway.decide.policy import Policy
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Protection, Treatment
from gateway.model.marking import Classification
from gateway.model.parties import PartyType
from gateway.model.reasons import Reason
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    APPROVAL,
    BEN,
    ELM,
    FAX,
    FINE,
    HARM,
    NOON,
    ONE_OFF,
    POLICY,
    POWER,
    SECOND,
    SECRET,
    SENDER,
    Person,
    about,
    answer,
    release,
    stranger,
    to,
    to_person,
)
from tests.decide.test_properties import POLICIES, no_looser, sheets, some_person

DOOR = replace(FINE, recipient=replace(FINE.recipient, front_door=True))
NAMED = replace(FINE, ground_said=HARM.id)
SAID = replace(FINE, answers=(answer(AnswerKind.URGENT),))
YES = replace(APPROVAL, ground=HARM.id)
LAPSED = (replace(AGREEMENT, ends=NOON),)
HOLD, SHARE, REDACT = Treatment.HOLD, Treatment.SHARE, Treatment.REDACT


def in_lane(given: Answer) -> Answer:
    """An answer that was given while the case was in the fast lane."""
    return replace(given, urgent=True)


def said(facts: Facts, policy: Policy = POLICY) -> list[str]:
    """What holds, hides or refuses."""
    return [one.reason.value for one in decide(facts, policy).findings if one.treatment is not SHARE]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        pytest.param(FINE, None, id="in-order"),
        pytest.param(NAMED, f"ground:{HARM.id}", id="a-safeguarding-ground-named"),
        pytest.param(replace(FINE, ground_said=POWER.id), None, id="another-ground"),
        pytest.param(replace(FINE, ground_said="URGENT"), None, id="a-word-that-is-no-ground"),
        pytest.param(
            replace(NAMED, grounds={HARM.id: replace(HARM, active=False)}), None, id="a-ground-no-longer-active"
        ),
        pytest.param(
            replace(NAMED, grounds={HARM.id: replace(HARM, effective_from=NOON.date() + timedelta(days=1))}),
            None,
            id="a-ground-from-tomorrow",
        ),
        pytest.param(
            replace(NAMED, grounds={HARM.id: replace(HARM, effective_from=NOON.date())}),
            f"ground:{HARM.id}",
            id="a-ground-from-today",
        ),
        pytest.param(DOOR, "front-door", id="a-front-door"),
        pytest.param(SAID, "answer:sender", id="said-by-the-sender"),
        pytest.param(
            replace(FINE, answers=(answer(AnswerKind.URGENT, role=Asked.IG_LEAD),)), "answer:ig_lead", id="said-by-ig"
        ),
        pytest.param(
            replace(FINE, answers=(replace(answer(AnswerKind.URGENT), at=NOON + SECOND),)), None, id="said-later"
        ),
        pytest.param(
            replace(FINE, answers=(replace(answer(AnswerKind.URGENT), content_hash="cd" * 32),)),
            None,
            id="said-of-another-mail",
        ),
        pytest.param(replace(FINE, approvals=(YES,)), "approval", id="approved-about-everybody"),
        pytest.param(
            replace(FINE, approvals=(replace(YES, approved_at=NOON + SECOND),)), None, id="approved-a-second-later"
        ),
        pytest.param(
            replace(FINE, approvals=(replace(YES, until=NOON),)), None, id="the-approval-ended-this-instant"
        ),
        pytest.param(replace(FINE, approvals=(replace(YES, approved_by=SENDER),)), None, id="approved-by-the-sender"),
        pytest.param(
            about(replace(FINE, approvals=(YES,)), Person(id=ANA), Person(id=BEN)),
            None,
            id="approved-about-one-of-two",
        ),
        pytest.param(
            about(replace(FINE, approvals=(YES,)), Person(id=ANA), stranger()), None, id="approved-beside-a-stranger"
        ),
        pytest.param(replace(FINE, approvals=(replace(YES, person="*"),)), None, id="a-whole-caseload-is-not-urgent"),
        pytest.param(to_person(NAMED, ANA), None, id="never-to-a-family"),
        pytest.param(to(NAMED, "new@unknown.example", social_media=True), None, id="never-to-social-media"),
        pytest.param(to(NAMED, "new@unknown.example"), f"ground:{HARM.id}", id="to-an-address-nobody-knows"),
    ],
)
def test_what_is_urgent(facts: Facts, why: str | None) -> None:
    found = [one.detail for one in decide(facts, POLICY).findings if one.reason is Reason.URGENT]

    assert found == ([] if why is None else [why])


@pytest.mark.parametrize(
    ("facts", "treatment", "holding"),
    [
        pytest.param(replace(DOOR, statement=None), SHARE, "", id="no-statement"),
        pytest.param(replace(DOOR, purpose_said="holidays"), SHARE, "", id="a-purpose-nobody-knows"),
        pytest.param(replace(DOOR, agreements=()), SHARE, "", id="no-agreement"),
        pytest.param(replace(DOOR, agreements=LAPSED), SHARE, "", id="an-agreement-that-ended-this-instant"),
        pytest.param(replace(DOOR, markings=()), SHARE, "", id="unmarked"),
        pytest.param(replace(DOOR, consents=()), HOLD, "no-consent", id="no-consent"),
        pytest.param(replace(DOOR, unread=(FAX,)), HOLD, "unreadable-attachment", id="an-unread-part"),
        pytest.param(replace(DOOR, markings=(SECRET,)), HOLD, "secret-marking", id="secret"),
        pytest.param(
            replace(DOOR, sender=replace(DOOR.sender, may_send=False)), HOLD, "sender-mismatch", id="another-sender"
        ),
        pytest.param(replace(DOOR, channels=ChannelFacts()), HOLD, "unencrypted-channel", id="no-safe-way"),
        # The sender's word alone does away with their own questions, and with nobody else's.
        pytest.param(replace(NAMED, statement=None), SHARE, "", id="named-and-no-statement"),
        pytest.param(replace(NAMED, agreements=LAPSED), HOLD, "approval-missing", id="named-and-no-agreement"),
        pytest.param(replace(SAID, agreements=LAPSED), HOLD, "approval-missing", id="said-and-no-agreement"),
        pytest.param(replace(NAMED, agreements=LAPSED, approvals=(YES,)), SHARE, "", id="approved-and-no-agreement"),
        pytest.param(
            replace(NAMED, agreements=LAPSED, approvals=(replace(YES, until=NOON),)),
            HOLD,
            "approval-missing",
            id="approved-until-this-instant",
        ),
        pytest.param(
            replace(NAMED, agreements=LAPSED, approvals=(replace(YES, until=NOON + SECOND),)),
            SHARE,
            "",
            id="approved-for-a-second-more",
        ),
        pytest.param(
            about(NAMED, stranger()), HOLD, "third-party-data approval-missing", id="nobody-is-hidden-from-a-referral"
        ),
        pytest.param(about(DOOR, stranger()), REDACT, "third-party-data", id="a-front-door-without-a-ground"),
    ],
)
def test_what_may_hold(facts: Facts, treatment: Treatment, holding: str) -> None:
    assert decide(facts, POLICY).treatment is treatment
    assert said(facts) == holding.split()


def test_unmarked_counts_as_confidential() -> None:
    decision = decide(replace(DOOR, markings=()), POLICY)

    assert decision.effective is Classification.CONFIDENTIAL
    assert decision.protection is Protection.CONTENT


def test_what_is_asked_afterwards_says_of_whom() -> None:
    decision = decide(replace(DOOR, statement=None, agreements=()), POLICY)

    later = {one.reason: one.afterwards for one in decision.findings if one.afterwards}
    assert later == {
        Reason.NO_AGREEMENT: (Asked.IG_LEAD,),
        Reason.PURPOSE_UNKNOWN: (Asked.SENDER,),
        Reason.NO_FACT_OPINION: (Asked.SENDER,),
    }
    assert decision.held_for() == ()


UNCOVERED = replace(DOOR, consents=(), agreements=(), unread=(FAX,))


@pytest.mark.parametrize("role", LANE)
def test_whoever_answers_first_releases_all_of_it(role: Asked) -> None:
    facts = replace(UNCOVERED, answers=(in_lane(release(role, HARM.id)),))

    assert decide(facts, POLICY).treatment is SHARE


@pytest.mark.parametrize(
    ("facts", "given", "holding"),
    [
        pytest.param(
            UNCOVERED, release(Asked.IG_LEAD, HARM.id), "unreadable-attachment no-consent", id="outside-the-lane"
        ),
        pytest.param(
            UNCOVERED,
            in_lane(release(Asked.TEAM_MANAGER, HARM.id)),
            "unreadable-attachment no-consent",
            id="another-role",
        ),
        pytest.param(
            UNCOVERED,
            in_lane(release(Asked.LINE_MANAGER, HARM.id, SENDER)),
            "unreadable-attachment no-consent sender-not-approver",
            id="by-the-sender",
        ),
        pytest.param(
            replace(UNCOVERED, unread=()),
            in_lane(release(Asked.IG_LEAD, ONE_OFF.id)),
            "no-consent",
            id="no-statutory-ground",
        ),
        pytest.param(
            replace(UNCOVERED, markings=(SECRET,)),
            in_lane(release(Asked.IG_LEAD, HARM.id)),
            "secret-marking",
            id="secret",
        ),
        pytest.param(
            replace(UNCOVERED, channels=ChannelFacts()),
            in_lane(release(Asked.IG_LEAD, HARM.id)),
            "unencrypted-channel",
            id="no-safe-way",
        ),
        pytest.param(
            to(replace(NAMED, unread=(FAX,)), "lado@elm.example", replace(ELM, type=PartyType.PROTECTED_DISCLOSURE)),
            in_lane(release(Asked.LINE_MANAGER, POWER.id)),
            "unreadable-attachment",
            id="protected-disclosure-is-for-the-safeguarding-lead",
        ),
    ],
)
def test_what_a_release_does_not_settle(facts: Facts, given: Answer, holding: str) -> None:
    assert said(replace(facts, answers=(given,))) == holding.split()


def test_all_are_asked_together_and_those_who_stop_it_alone() -> None:
    decision = decide(replace(UNCOVERED, markings=(SECRET,)), POLICY)
    asked = {one.reason: one.held_for for one in decision.findings if one.treatment is HOLD}

    assert asked[Reason.SECRET_MARKING] == (Asked.IG_LEAD,)
    assert set(asked[Reason.NO_CONSENT]) == set(LANE)
    assert set(asked[Reason.UNREADABLE_ATTACHMENT]) == {Asked.SENDER, *LANE}


def test_the_tables_are_apart() -> None:
    assert not ASKED_OF_SENDER & ASKED_OF_OTHERS
    assert not (ASKED_OF_SENDER | ASKED_OF_OTHERS) & LANE_NEVER


URGENCIES = st.sampled_from(["front-door", "named", "said", "approved"])
NEVER_LOOSENED = frozenset(Reason) - ASKED_OF_SENDER - ASKED_OF_OTHERS


def urgent(facts: Facts, how: str) -> Facts:
    match how:
        case "front-door":
            return replace(facts, recipient=replace(facts.recipient, front_door=True))
        case "named":
            return replace(facts, ground_said=HARM.id)
        case "said":
            return replace(facts, answers=(*facts.answers, answer(AnswerKind.URGENT)))
        case _:
            return replace(facts, approvals=(*facts.approvals, YES))


@settings(max_examples=400, deadline=None)
@given(sheets(), POLICIES, st.sampled_from(["front-door", "said"]))
def test_urgency_loosens_nothing_but_what_its_tables_name(facts: Facts, policy: Policy, how: str) -> None:
    """SAFE-1, CONS-7, AGREE-6, secret, channel, approval: whatever no table names is as strict as before.

    A named ground and an approval loosen by themselves, in the lane or out of it (MIN-1, CONS-4).
    """
    before, after = decide(facts, policy), decide(urgent(facts, how), policy)
    assume(all(one.reason is not Reason.URGENT for one in before.findings))

    assert after.effective >= before.effective
    assert after.protection >= before.protection
    for found in before.findings:
        if found.reason in NEVER_LOOSENED and found.reason is not Reason.ALREADY_SIGNED:
            same = [one for one in after.findings if one.reason is found.reason and one.about == found.about]
            assert max(one.treatment for one in same) >= found.treatment


@settings(max_examples=300, deadline=None)
@given(sheets(), POLICIES, URGENCIES, st.data())
def test_in_the_lane_one_more_person_never_loosens(
    facts: Facts, policy: Policy, how: str, data: st.DataObject
) -> None:
    here = urgent(facts, how)
    extra = about(here, data.draw(some_person("x9")))
    shifted = tuple(replace(hit, id=len(here.hits) + number) for number, hit in enumerate(extra.hits))
    grown = replace(here, hits=here.hits + shifted, people=here.people + extra.people, subjects=extra.subjects)
    before, after = decide(here, policy), decide(grown, policy)

    assert after.treatment >= before.treatment
    assert after.protection >= before.protection


@settings(max_examples=200, deadline=None)
@given(sheets(), POLICIES, URGENCIES)
def test_in_the_lane_an_unread_part_never_loosens(facts: Facts, policy: Policy, how: str) -> None:
    here = urgent(facts, how)

    no_looser(decide(here, policy), decide(replace(here, unread=(*here.unread, FAX)), policy))
