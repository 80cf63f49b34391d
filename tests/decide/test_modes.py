"""Modes lower what a clause asks for, until they end; some things stop in every mode."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide
from gateway.decide.facts import ChannelFacts, Facts
from gateway.decide.modes import ALWAYS, LOWERED, in_mode, shown_to_sender, weighed
from gateway.decide.reasons import TABLE, found
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Decision, Treatment
from gateway.model.modes import Mode, ModeEntry, mode_of, of_team
from gateway.model.reasons import Reason
from tests.decide.builders import (
    ANA,
    CONSENT,
    FAX,
    FINE,
    HASH,
    IG_LEAD,
    MANAGER,
    NOON,
    POLICY,
    SECOND,
    SECRET,
    SENDER,
    about,
    answer,
)
from tests.decide.test_properties import sheets, some_person

OBSERVE = ModeEntry(
    id="M-1",
    mode=Mode.OBSERVE,
    team="*",
    clause="*",
    starts=NOON - timedelta(days=7),
    ends=NOON + timedelta(days=7),
    signed_by=IG_LEAD,
    reason="new",
)
COACH = replace(OBSERVE, id="M-2", mode=Mode.COACH)
NO_CONSENT = replace(FINE, consents=())
REFUSED = replace(FINE, consents=(replace(CONSENT, refused_at=NOON, given_at=None),))


def carried_out(facts: Facts, *modes: ModeEntry) -> Decision:
    sheet = replace(facts, modes=modes)
    return in_mode(decide(sheet, POLICY), sheet, POLICY)


@pytest.mark.parametrize(
    ("modes", "treatment"),
    [
        pytest.param((), Treatment.HOLD, id="none"),
        pytest.param((OBSERVE,), Treatment.SHARE, id="observe"),
        pytest.param((replace(OBSERVE, clause="CONS-1"),), Treatment.SHARE, id="observe-this-clause"),
        pytest.param((replace(OBSERVE, clause="CONS-2"),), Treatment.HOLD, id="observe-another-clause"),
        pytest.param((replace(OBSERVE, starts=NOON),), Treatment.SHARE, id="begins-this-instant"),
        pytest.param((replace(OBSERVE, starts=NOON + SECOND),), Treatment.HOLD, id="begins-in-a-second"),
        pytest.param((replace(OBSERVE, ends=NOON + SECOND),), Treatment.SHARE, id="ends-in-a-second"),
        pytest.param((replace(OBSERVE, ends=NOON),), Treatment.HOLD, id="ended-this-instant"),
        pytest.param((OBSERVE, COACH), Treatment.HOLD, id="the-strictest-counts"),
        pytest.param((OBSERVE, replace(OBSERVE, id="M-3", mode=Mode.ENFORCE)), Treatment.HOLD, id="all-but-one-team"),
    ],
)
def test_no_consent(modes: tuple[ModeEntry, ...], treatment: Treatment) -> None:
    assert carried_out(NO_CONSENT, *modes).treatment is treatment


@pytest.mark.parametrize(
    ("team", "of", "counts"),
    [
        pytest.param("*", "Early Help", True, id="every-team"),
        pytest.param("*", "", True, id="every-team-and-a-sender-of-none"),
        pytest.param("early  help", "Early Help", True, id="its-team-in-other-letters"),
        pytest.param("Schools", "Early Help", False, id="another-team"),
        pytest.param("Schools", "", False, id="a-sender-of-none"),
    ],
)
def test_of_team(team: str, of: str, counts: bool) -> None:
    assert bool(of_team((replace(OBSERVE, team=team),), of)) is counts


def test_observe_tells_what_would_have_been() -> None:
    decision = carried_out(NO_CONSENT, OBSERVE)
    found = next(one for one in decision.findings if one.reason is Reason.NO_CONSENT)

    assert (found.would, found.mode) == (Treatment.HOLD, "M-1")
    assert decision.held_for() == ()
    assert decision.cut == frozenset()
    assert weighed(decision) == ((), ("CONS-1/no-consent hold",))


def test_coach_asks_the_sender_alone() -> None:
    decision = carried_out(NO_CONSENT, COACH)
    found = next(one for one in decision.findings if one.reason is Reason.NO_CONSENT)

    assert decision.treatment is Treatment.HOLD
    assert decision.held_for() == (Asked.SENDER,)
    assert found.answers == (AnswerKind.HIDE, AnswerKind.GO_ON, AnswerKind.RETURN)
    assert found.would is Treatment.HOLD
    assert weighed(decision) == (("CONS-1/no-consent hold",), ())


def test_a_reason_that_is_not_told_is_not_the_senders_to_pass() -> None:
    assert carried_out(REFUSED, COACH).held_for() == (Asked.LINE_MANAGER,)


def go_on(**changed: object) -> Answer:
    """The sender goes on past what `NO_CONSENT` shows in coach."""
    shown = shown_to_sender([carried_out(NO_CONSENT, COACH)])
    said = answer(AnswerKind.GO_ON, by=SENDER, role=Asked.SENDER, value=shown)
    return replace(said, **changed)  # type: ignore[arg-type]  # fields by name, each with a value of its type


@pytest.mark.parametrize(
    ("said", "treatment"),
    [
        pytest.param(go_on(), Treatment.SHARE, id="goes-on"),
        pytest.param(go_on(at=NOON + SECOND), Treatment.HOLD, id="later-than-now"),
        pytest.param(go_on(content_hash="cd" * 32), Treatment.HOLD, id="of-another-mail"),
        pytest.param(go_on(policy="older"), Treatment.HOLD, id="under-another-policy"),
        pytest.param(go_on(recipients=("other@elm.example",)), Treatment.HOLD, id="for-another-recipient"),
        pytest.param(go_on(role=Asked.LINE_MANAGER, by=MANAGER), Treatment.HOLD, id="not-the-sender"),
        pytest.param(go_on(value="CONS-1/consent-expired/P-1 to x"), Treatment.HOLD, id="past-something-else"),
        pytest.param(go_on(value=""), Treatment.HOLD, id="past-nothing"),
    ],
)
def test_going_on(said: Answer, treatment: Treatment) -> None:
    assert said.content_hash in {HASH, "cd" * 32}
    assert carried_out(replace(NO_CONSENT, answers=(said,)), COACH).treatment is treatment


def test_what_turns_up_after_going_on_is_asked_anew() -> None:
    expired = replace(FINE, consents=(replace(CONSENT, expires_at=NOON),), answers=(go_on(),))

    assert carried_out(expired, COACH).treatment is Treatment.HOLD


def test_going_on_counts_for_nothing_when_the_trial_is_over() -> None:
    over = replace(COACH, ends=NOON)

    assert carried_out(replace(NO_CONSENT, answers=(go_on(),)), over).treatment is Treatment.HOLD


def test_a_return_counts_in_every_mode() -> None:
    back = answer(AnswerKind.RETURN, by=SENDER, role=Asked.SENDER)

    assert carried_out(replace(NO_CONSENT, answers=(back,)), OBSERVE).treatment is Treatment.REFUSE


def test_a_secret_marking_stops_in_every_mode() -> None:
    assert carried_out(replace(FINE, markings=(SECRET,)), OBSERVE).treatment is Treatment.HOLD


def test_without_a_safe_channel_it_is_held_in_every_mode() -> None:
    assert carried_out(replace(FINE, channels=ChannelFacts()), OBSERVE).treatment is Treatment.HOLD


ENTRIES = st.lists(
    st.builds(
        lambda name, mode, clause, begins, ends: replace(
            OBSERVE,
            id=f"M-{name}",
            mode=mode,
            clause=clause,
            starts=NOON + begins * SECOND,
            ends=NOON + ends * SECOND,
        ),
        st.integers(1, 99),
        st.sampled_from(Mode),
        st.sampled_from(["*", "CONS-1", "MIN-1", "AGREE-2", "CLASS-2", "FACT-1"]),
        st.integers(-2, 1),
        st.integers(-1, 2),
    ),
    max_size=4,
)


@settings(deadline=None)
@given(sheets(), ENTRIES)
def test_what_stops_in_every_mode_stops(facts: Facts, modes: list[ModeEntry]) -> None:
    before, after = decide(facts, POLICY), carried_out(facts, *modes)

    assert after.protection == before.protection
    assert [one for one in after.findings if one.reason in ALWAYS] == [
        one for one in before.findings if one.reason in ALWAYS
    ]
    assert [(one.clause, one.reason, one.about, one.protection) for one in after.findings] == [
        (one.clause, one.reason, one.about, one.protection) for one in before.findings
    ]


@settings(deadline=None)
@given(sheets(), ENTRIES)
def test_a_mode_only_touches_its_own_clause_and_says_so(facts: Facts, modes: list[ModeEntry]) -> None:
    before, after = decide(facts, POLICY), carried_out(facts, *modes)

    for old, new in zip(before.findings, after.findings, strict=True):
        if old == new:
            continue
        assert new.would is not None
        assert new.mode in {one.id for one in modes}
        if old.reason is not Reason.ALREADY_SIGNED:
            entry = mode_of(modes, old.clause, facts.at)
            assert entry is not None
            assert entry.mode < Mode.ENFORCE


@settings(deadline=None)
@given(sheets(), ENTRIES, ENTRIES)
def test_a_further_entry_beside_others_never_loosens(
    facts: Facts, modes: list[ModeEntry], more: list[ModeEntry]
) -> None:
    # Every clause has an entry already: what is not on trial is loosened by the first entry alone.
    every = [replace(OBSERVE, id="M-0"), *modes]

    for one in decide(facts, POLICY).findings:
        first, second = mode_of(every, one.clause, facts.at), mode_of([*every, *more], one.clause, facts.at)
        assert first is not None
        assert second is not None
        assert second.mode >= first.mode


@settings(deadline=None)
@given(sheets())
def test_without_a_mode_in_force_nothing_changes(facts: Facts) -> None:
    assert carried_out(facts, replace(OBSERVE, ends=facts.at)) == decide(facts, POLICY)


@settings(max_examples=300, deadline=None)
@given(sheets(), ENTRIES, st.data())
def test_one_more_person_never_loosens_in_any_mode(facts: Facts, modes: list[ModeEntry], data: st.DataObject) -> None:
    extra = about(facts, data.draw(some_person("x9")))
    shifted = tuple(replace(hit, id=len(facts.hits) + number) for number, hit in enumerate(extra.hits))
    grown = replace(facts, hits=facts.hits + shifted, people=facts.people + extra.people, subjects=extra.subjects)
    before, after = carried_out(facts, *modes), carried_out(grown, *modes)

    assert after.treatment >= before.treatment
    assert after.protection >= before.protection


@settings(max_examples=300, deadline=None)
@given(sheets(), ENTRIES)
def test_one_more_unread_part_never_loosens_in_any_mode(facts: Facts, modes: list[ModeEntry]) -> None:
    grown = replace(facts, unread=(*facts.unread, replace(FAX, part="9")))

    assert carried_out(grown, *modes).treatment >= carried_out(facts, *modes).treatment


def test_of_every_reason_it_is_said_whether_a_mode_may_loosen_it() -> None:
    """Whoever adds a reason says so in modes.py: what nobody has thought about must not be let go."""
    assert not ALWAYS & LOWERED
    assert set(Reason) - ALWAYS - LOWERED == set()


@pytest.mark.parametrize("reason", sorted(Reason))
@pytest.mark.parametrize("mode", [OBSERVE, COACH], ids=["observe", "coach"])
def test_a_mode_lowers_what_is_said_to_be_lowered_and_nothing_else(reason: Reason, mode: ModeEntry) -> None:
    holds = found(reason, Treatment.HOLD, about=(ANA,))
    decision = replace(decide(FINE, POLICY), treatment=Treatment.HOLD, findings=(holds,))
    sheet = replace(FINE, modes=(mode,))
    (carried,) = in_mode(decision, sheet, POLICY).findings

    # A coach tells the sender nothing of what is sensitive, and so lets nobody go on past it.
    untold = mode is COACH and TABLE[reason].sensitive
    # What a signed part stands in the way of is a cut: with none made, it stands in the way of nothing.
    lowered = reason in LOWERED and reason is not Reason.ALREADY_SIGNED and not untold
    assert (carried.would is Treatment.HOLD) is lowered
    assert (carried == holds) is not lowered
