"""What always holds: more people, hits, unread parts or recipients never loosen; no answer lowers the protection."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide
from gateway.decide.facts import ChannelFacts, Facts
from gateway.decide.policy import Policy
from gateway.decide.rules import RULES
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked, Decision, Finding, Treatment
from gateway.model.found import Evidence, Role
from gateway.model.marking import Classification
from gateway.model.parties import Agreement, AgreementStatus, Consent, Kind, Restriction
from gateway.model.reasons import Reason
from gateway.model.received import Received
from gateway.model.statement import Statement
from gateway.model.theirs import Theirs
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    APPROVAL,
    BEN,
    CARL,
    CLEAN,
    CONFIDENTIAL,
    CONSENT,
    ELM,
    FAX,
    GROUNDS,
    INTERNAL,
    MARIA,
    NOON,
    POLICY,
    QUOTED_CONFIDENTIAL,
    RESTRICTION,
    SECRET,
    SENDER,
    STAFF,
    UNCLASSIFIED,
    Person,
    about,
    answer,
    entries,
    entry,
    release,
    to,
    to_person,
)

PEOPLE = (ANA, BEN, MARIA, CARL)
COLLEAGUES = tuple(
    replace(STAFF, email=f"{name}@family-support.example", team=team, line_manager="")
    for name, team in (("lee", "Schools"), ("una", "Early Help"), ("ed", ""))
)
SECONDS = st.integers(-2, 2).map(lambda seconds: NOON + timedelta(seconds=seconds))
INSTANTS = st.one_of(st.none(), SECONDS)
RECEIVED = Received(party="GP", purposes=frozenset({"housing"}), agreements=(), hits=(0, 1, 2))
PURPOSES = st.frozensets(st.sampled_from(["early-help", "housing", "*"]), max_size=2)
KINDS = st.frozensets(st.sampled_from(["name", "attendance", "health", "*"]), min_size=1)


@st.composite
def some_person(draw: st.DrawFn, name: str) -> Person:
    candidates = draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))
    return Person(
        id=name,
        candidates=tuple(candidates),
        kinds=tuple(draw(st.lists(st.sampled_from(list(Kind)), min_size=1, max_size=3, unique=True))),
        role=draw(st.sampled_from(list(Role))),
        evidence=draw(st.sampled_from(list(Evidence))),
    )


@st.composite
def consents(draw: st.DrawFn) -> Consent:
    return replace(
        CONSENT,
        id=draw(st.sampled_from(["C-1", "C-2", "C-3"])),
        person=draw(st.sampled_from(PEOPLE)),
        given_by=draw(st.sampled_from(PEOPLE)),
        party=draw(st.sampled_from(["ELM", "GP", "*"])),
        purposes=draw(PURPOSES),
        kinds=draw(KINDS),
        given_at=draw(INSTANTS),
        expires_at=draw(INSTANTS),
        refused_at=draw(INSTANTS),
        withdrawn_at=draw(INSTANTS),
        explicit=draw(st.booleans()),
    )


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    return replace(
        AGREEMENT,
        purposes=draw(PURPOSES),
        kinds=draw(KINDS),
        highest=draw(st.sampled_from(list(Classification))),
        identifiable=draw(st.booleans()),
        starts=draw(SECONDS),
        ends=draw(INSTANTS),
        status=draw(st.sampled_from(list(AgreementStatus))),
    )


@st.composite
def restrictions(draw: st.DrawFn) -> Restriction:
    return replace(
        RESTRICTION,
        person=draw(st.sampled_from(PEOPLE)),
        kept_from=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=1))),
        phrases=draw(st.sampled_from([(), ("the caller",)])),
        only_kinds=draw(st.one_of(st.just(frozenset[str]()), KINDS)),
        until=draw(INSTANTS),
    )


@st.composite
def theirs(draw: st.DrawFn) -> Theirs:
    return Theirs(person=draw(st.sampled_from(["x0", "x1", "more"])), since=draw(SECONDS), cases=("GW-1",))


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    kind = draw(st.sampled_from(list(AnswerKind)))
    role = draw(st.sampled_from(list(Asked)))
    value = {
        AnswerKind.MARKING: "confidential",
        AnswerKind.PURPOSE: "early-help",
        AnswerKind.STATEMENT: "fact",
        AnswerKind.PERSON: str(ANA),
    }.get(kind, "")
    if kind is AnswerKind.RELEASE:
        return release(role, draw(st.sampled_from(sorted(GROUNDS))), draw(st.sampled_from([SENDER, "mo@x.example"])))
    return answer(kind, value, role=role)


@st.composite
def recipients(draw: st.DrawFn, facts: Facts) -> Facts:
    which = draw(st.sampled_from(["partner", "unknown", "social", "inside", "person"]))
    if which == "partner":
        return to(facts, "office@elm.example", ELM, mailing_list=draw(st.booleans()))
    if which == "unknown":
        return to(facts, "new@unknown.example", resembles=draw(st.sampled_from(["", "ELM"])))
    if which == "social":
        return to(facts, "new@unknown.example", social_media=True)
    if which == "inside":
        readers = tuple(draw(st.lists(st.sampled_from(COLLEAGUES), max_size=2, unique=True)))
        workers = draw(st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(COLLEAGUES), max_size=2))
        return to(replace(facts, workers=workers), "lee@family-support.example", internal=True, readers=readers)
    them = draw(st.sampled_from(PEOPLE))
    acts_for = draw(st.lists(st.sampled_from(PEOPLE), max_size=1))
    return to_person(facts, them, *acts_for, household=draw(st.lists(st.sampled_from(PEOPLE), max_size=1)))


@st.composite
def sheets(draw: st.DrawFn) -> Facts:
    some = [
        replace(
            entry(person),
            no_contact=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=1))),
            risk_to=tuple(draw(st.lists(st.sampled_from(PEOPLE), max_size=1))),
            protected_addresses=draw(st.sampled_from([(), ("1 Quiet Lane",)])),
            date_of_birth=draw(st.sampled_from([None, date(2026, 11, 1), date(2008, 11, 18)])),
            contact_preference=draw(st.sampled_from(["", "post", "easy read"])),
        )
        for person in PEOPLE
    ]
    facts = replace(
        entries(CLEAN, *some),
        agreements=tuple(draw(st.lists(agreements(), max_size=2))),
        consents=tuple(draw(st.lists(consents(), max_size=4))),
        approvals=draw(st.sampled_from([(), (APPROVAL,), (replace(APPROVAL, person="*"),)])),
        restrictions=tuple(draw(st.lists(restrictions(), max_size=1))),
        received=draw(st.sampled_from([(), (RECEIVED,)])),
        theirs=tuple(draw(st.lists(theirs(), max_size=2))),
        kept_documents=draw(st.sampled_from([(), ("R-1",)])),
        kept_phrases=draw(st.sampled_from([(), ("R-1",)])),
        markings=tuple(
            draw(
                st.lists(
                    st.sampled_from([UNCLASSIFIED, INTERNAL, CONFIDENTIAL, QUOTED_CONFIDENTIAL, SECRET]), max_size=2
                )
            )
        ),
        unread=draw(st.sampled_from([(), (FAX,)])),
        signed=draw(st.sampled_from([(), ("1",)])),
        linked=draw(st.sampled_from([(), ("1:1drv.ms",)])),
        visible_households=draw(st.integers(0, 3)),
        visible_unknown=draw(st.integers(8, 11)),
        outside=draw(st.integers(19, 22)),
        sender=replace(CLEAN.sender, household=draw(st.frozensets(st.sampled_from(PEOPLE), max_size=1))),
        ground_said=draw(st.sampled_from([None, *sorted(GROUNDS)])),
        purpose_said=draw(st.sampled_from([None, "early-help", "gardening"])),
        statement=draw(st.sampled_from([None, Statement.FACT])),
        channels=draw(st.builds(ChannelFacts, internal=st.booleans(), transport=st.booleans(), smime=st.booleans())),
        answers=tuple(draw(st.lists(answers(), max_size=2))),
    )
    facts = draw(recipients(facts))
    facts = replace(facts, recipient=replace(facts.recipient, first_time=draw(st.booleans())))
    return about(facts, *(draw(some_person(f"x{number}")) for number in range(draw(st.integers(0, 2)))))


POLICIES = st.builds(
    lambda uncovered, without, none, kinds, third, conflict, inside: replace(
        POLICY,
        inside=replace(POLICY.inside, outside_team=inside, unknown_address=inside, floor=Classification.INTERNAL),
        uncovered_person=uncovered,
        without_consent=without,
        no_agreement=none,
        category_not_covered=kinds,
        third_parties=third,
        marking_conflict=conflict,
    ),
    st.sampled_from([Treatment.HOLD, Treatment.REDACT]),
    st.sampled_from([Treatment.HOLD, Treatment.ANONYMISE]),
    st.sampled_from([Treatment.HOLD, Treatment.ANONYMISE]),
    st.sampled_from([Treatment.HOLD, Treatment.REDACT]),
    st.sampled_from([Treatment.HOLD, Treatment.REDACT]),
    st.sampled_from([Treatment.HOLD, Treatment.SHARE]),
    st.sampled_from([Treatment.HOLD, Treatment.SHARE]),
)


# A signed part stands in the way of cutting, which is not done where all of it is held.
_INSTEAD = {Reason.ALREADY_SIGNED: set(Reason)}


def _forbidden_by_both(found: Finding, after: Decision) -> bool:
    """Whether two agreements that differed over a class both forbid the higher. The fast lane asks that later."""
    if found.reason is not Reason.REGISTER_CONTRADICTION or found.about:
        return False
    return any(other.reason is Reason.CLASS_NOT_COVERED for other in after.findings)


def no_looser(before: Decision, after: Decision) -> None:
    """Nothing of *before* is milder, cut less or held by fewer in *after*."""
    assert after.treatment >= before.treatment
    assert after.effective >= before.effective
    assert after.protection >= before.protection
    assert after.cut >= before.cut
    assert after.hidden_cut >= before.hidden_cut
    assert set(after.held_for()) >= set(before.held_for())
    for found in before.findings:
        if _forbidden_by_both(found, after):
            continue
        for one in found.about or ("",):
            alike = [
                other.treatment
                for other in after.findings
                if (one in other.about or not one)
                and (one or other.reason in _INSTEAD.get(found.reason, {found.reason}))
            ]
            assert found.treatment is Treatment.SHARE or max(alike) >= found.treatment


@settings(max_examples=400, deadline=None)
@given(sheets(), POLICIES)
def test_a_decision_is_never_empty_and_always_the_same(facts: Facts, policy: Policy) -> None:
    decision = decide(facts, policy)

    assert decision.findings
    assert decide(facts, policy) == decision
    assert decision.cut <= decision.hidden_cut <= set(range(len(facts.hits)))
    assert decision.treatment >= max(found.treatment for found in decision.findings)
    assert all(found.held_for for found in decision.findings if found.treatment is Treatment.HOLD)


@settings(max_examples=400, deadline=None)
@given(sheets(), POLICIES, st.data())
def test_one_more_person_never_loosens(facts: Facts, policy: Policy, data: st.DataObject) -> None:
    more = data.draw(some_person("x9"))
    extra = about(facts, more)
    shifted = tuple(replace(hit, id=len(facts.hits) + number) for number, hit in enumerate(extra.hits))
    grown = replace(facts, hits=facts.hits + shifted, people=facts.people + extra.people, subjects=extra.subjects)

    no_looser(decide(facts, policy), decide(grown, policy))


@settings(max_examples=400, deadline=None)
@given(sheets().filter(lambda facts: bool(facts.people)), POLICIES, st.data())
def test_one_more_hit_never_loosens(facts: Facts, policy: Policy, data: st.DataObject) -> None:
    person = data.draw(st.sampled_from(facts.people))
    kind = data.draw(st.sampled_from(list(Kind)))
    evidence = data.draw(st.sampled_from(list(Evidence)))
    more = replace(facts.hits[0], id=len(facts.hits), about=person.id, kind=kind, evidence=evidence)

    no_looser(decide(facts, policy), decide(replace(facts, hits=(*facts.hits, more)), policy))


@settings(max_examples=300, deadline=None)
@given(sheets(), POLICIES)
def test_one_more_unread_part_never_loosens(facts: Facts, policy: Policy) -> None:
    grown = replace(facts, unread=(*facts.unread, replace(FAX, part="9")))

    no_looser(decide(facts, policy), decide(grown, policy))


@settings(max_examples=200, deadline=None)
@given(sheets(), POLICIES)
def test_one_more_recipient_changes_nothing_for_the_others(facts: Facts, policy: Policy) -> None:
    grown = replace(facts, others=(*facts.others, "someone@else.example"))

    assert decide(grown, policy) == decide(facts, policy)


@settings(max_examples=200, deadline=None)
@given(sheets(), POLICIES)
def test_one_more_reader_or_link_never_loosens(facts: Facts, policy: Policy) -> None:
    grown = replace(
        facts,
        linked=(*facts.linked, "9:1drv.ms"),
        visible_households=facts.visible_households + 1,
        visible_unknown=facts.visible_unknown + 1,
        outside=facts.outside + 1,
    )

    no_looser(decide(facts, policy), decide(grown, policy))


@settings(max_examples=200, deadline=None)
@given(sheets(), POLICIES)
def test_to_confirm_settles_nothing_but_the_address_and_the_route(facts: Facts, policy: Policy) -> None:
    before = decide(facts, policy)
    after = decide(replace(facts, answers=(*facts.answers, answer(AnswerKind.CONFIRM))), policy)

    settled = {Reason.LOOK_ALIKE_RECIPIENT, Reason.FIRST_TIME_RECIPIENT, Reason.CONTACT_PREFERENCE}
    kept = tuple(found for found in before.findings if found.reason not in settled)
    assert tuple(found for found in after.findings if found.reason not in settled) == kept


@settings(max_examples=300, deadline=None)
@given(sheets(), POLICIES, st.data())
def test_no_release_lowers_the_protection_or_touches_what_nobody_may_release(
    facts: Facts, policy: Policy, data: st.DataObject
) -> None:
    never = {
        Reason.SECRET_MARKING,
        Reason.SOCIAL_MEDIA,
        Reason.NO_CONTACT,
        Reason.PROTECTED_ADDRESS,
        Reason.KEPT_FROM_SUBJECT,
        Reason.UNENCRYPTED_CHANNEL,
        Reason.SENDER_MISMATCH,
        Reason.LOOK_ALIKE_RECIPIENT,
        Reason.VISIBLE_RECIPIENTS,
    }
    before = decide(facts, policy)
    given = tuple(
        release(role, ground, "mo@x.example")
        for role in data.draw(st.sets(st.sampled_from(list(Asked)), min_size=1))
        for ground in sorted(GROUNDS)
    )
    after = decide(replace(facts, answers=(*facts.answers, *given)), policy)

    assert after.protection >= before.protection
    assert after.effective >= before.effective
    assert {found.reason for found in before.findings} & never == {found.reason for found in after.findings} & never


@settings(max_examples=300, deadline=None)
@given(sheets(), POLICIES)
def test_every_rule_may_only_add(facts: Facts, policy: Policy) -> None:
    whole = decide(facts, policy)
    for left_out in range(1, len(RULES)):
        fewer = decide(facts, policy, rules=(*RULES[:left_out], *RULES[left_out + 1 :]))
        assert fewer.treatment <= whole.treatment
        assert fewer.protection <= whole.protection
        assert fewer.cut <= whole.cut
