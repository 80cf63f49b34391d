"""Every row of every table, and what must hold of a decision whatever the facts."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from gateway.decide.decide import decide
from gateway.decide.facts import ChannelFacts, Facts
from gateway.decide.needs import rule
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import AnswerKind, Channel, Finding, Protection, Treatment
from gateway.model.found import Evidence, Role
from gateway.model.parties import Kind
from gateway.model.reasons import Reason
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    APPROVAL,
    CARL,
    CLEAN,
    CONFIDENTIAL,
    ELM,
    FAX,
    FINE,
    ORDER,
    POLICY,
    SECRET,
    UNCLASSIFIED,
    Person,
    Row,
    about,
    entry,
    release,
    stranger,
    to,
    to_person,
)
from tests.decide.rows import (
    addressing,
    age,
    approval,
    automatic,
    consent,
    contradiction,
    family,
    form,
    inside,
    marking,
    onward,
    people,
    recipient,
    remembered,
    request,
    returns,
    safety,
    settled,
    statement,
    theirs,
)

ROWS = (
    *marking.ROWS,
    *recipient.ROWS,
    *addressing.ROWS,
    *automatic.ROWS,
    *consent.ROWS,
    *age.ROWS,
    *approval.ROWS,
    *people.ROWS,
    *request.ROWS,
    *returns.ROWS,
    *safety.ROWS,
    *form.ROWS,
    *contradiction.ROWS,
    *family.ROWS,
    *inside.ROWS,
    *settled.ROWS,
    *theirs.ROWS,
    *statement.ROWS,
    *onward.ROWS,
    *remembered.ROWS,
)


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in ROWS])
def test_decide(row: Row) -> None:
    decision = decide(row.facts, row.policy)

    said = [found.reason for found in decision.findings if found.reason is not Reason.IN_ORDER]
    assert said == row.reasons.split()
    assert decision.treatment is row.treatment
    if row.held_for is not None:
        assert list(decision.held_for()) == row.held_for.split()
    if row.cut is not None:
        assert decision.cut == row.cut


def test_the_tables_are_the_specification() -> None:
    assert len(ROWS) >= 120
    assert len({row.id for row in ROWS}) == len(ROWS)


def test_every_reason_is_given_by_some_row() -> None:
    given = {found.reason for row in ROWS for found in decide(row.facts, row.policy).findings}

    # system-fault is the pipeline's word for an exception, checked for a draft that goes nowhere: no rule gives them.
    assert set(Reason) - given == {Reason.SYSTEM_FAULT, Reason.CHECKED}


def test_no_rule_answering_is_an_error() -> None:
    with pytest.raises(ValueError, match="no rule answered"):
        decide(FINE, POLICY, rules=())


@pytest.mark.parametrize("row", [pytest.param(row, id=row.id) for row in ROWS])
def test_what_holds_can_be_settled_and_what_does_not_asks_nobody(row: Row) -> None:
    def settled(found: Finding) -> bool:
        if found.treatment is Treatment.HOLD:
            return bool(found.held_for) and AnswerKind.RETURN in found.answers
        return not found.held_for and not found.answers

    assert all(settled(found) for found in decide(row.facts, row.policy).findings)


@pytest.mark.parametrize(
    ("facts", "protection"),
    [
        pytest.param(replace(CLEAN, markings=(UNCLASSIFIED,)), Protection.NONE, id="unclassified"),
        pytest.param(FINE, Protection.TRANSPORT, id="internal"),
        pytest.param(replace(CLEAN, markings=()), Protection.NONE, id="unmarked-and-clean"),
        pytest.param(replace(FINE, markings=()), Protection.TRANSPORT, id="unmarked"),
        pytest.param(replace(FINE, markings=(CONFIDENTIAL,)), Protection.CONTENT, id="confidential"),
        pytest.param(
            about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH))), Protection.CONTENT, id="raised-by-health"
        ),
        pytest.param(replace(CLEAN, markings=(SECRET,)), Protection.CONTENT, id="secret"),
        pytest.param(
            to(CLEAN, "office@elm.example", replace(ELM, protection=Protection.CONTENT)),
            Protection.CONTENT,
            id="the-party-wants-more",
        ),
        pytest.param(
            replace(
                to(FINE, "lee@family-support.example", internal=True),
                markings=(CONFIDENTIAL,),
                channels=ChannelFacts(internal=True),
            ),
            Protection.TRANSPORT,
            id="confidential-inside",
        ),
    ],
)
def test_protection(facts: Facts, protection: Protection) -> None:
    assert decide(facts, POLICY).protection is protection


def test_the_hidden_version_leaves_out_all_who_are_not_mere_correspondents() -> None:
    facts = about(
        FINE,
        Person(id=ANA, kinds=(Kind.NAME, Kind.ATTENDANCE)),
        stranger("?1", Kind.NAME, evidence=Evidence.MODEL),
        stranger("?2", Kind.NAME, Kind.CONTACT, role=Role.CORRESPONDENT),
    )

    # Hit 1 tells of attendance and identifies nobody; 3 and 4 are a colleague's.
    assert decide(facts, POLICY).hidden_cut == {0, 2}


def test_the_hidden_version_leaves_out_what_is_cut_anyway() -> None:
    decision = decide(replace(FINE, agreements=(replace(AGREEMENT, kinds=frozenset({"name"})),)), POLICY)

    assert decision.cut == {1}
    assert decision.hidden_cut == {0, 1}


def test_what_is_cut_from_what_is_shared_is_redacted() -> None:
    def cuts(_facts: Facts, _policy: Policy) -> Iterator[Finding]:
        yield found(Reason.COVERED, Treatment.SHARE, cut=(0,))

    assert decide(FINE, POLICY, rules=(rule(cuts),)).treatment is Treatment.REDACT


def test_a_covered_person_is_told_with_what_covers_them() -> None:
    covered = [found for found in decide(FINE, POLICY).findings if found.reason is Reason.COVERED]

    assert [(found.clause, found.about, found.detail) for found in covered] == [
        ("CONS-2", (ANA,), "agreement:A-1+consent:C-1")
    ]


@pytest.mark.parametrize(
    ("change", "basis"),
    [
        pytest.param({"approvals": (APPROVAL,)}, "agreement:A-1+approval:AP-1", id="approval"),
        pytest.param({"ground_said": ORDER.id}, "agreement:A-1+ground:ORDER", id="order"),
        pytest.param({"answers": (release(),)}, "agreement:A-1+release:CA89-17", id="release"),
    ],
)
def test_what_stands_in_for_a_consent_is_told(change: dict[str, Any], basis: str) -> None:  # one field each
    decision = decide(replace(FINE, consents=(), **change), POLICY)

    assert [(found.clause, found.detail) for found in decision.findings if found.reason is Reason.COVERED] == [
        ("CONS-4", basis)
    ]


def test_the_channel_that_cannot_be_had_is_named() -> None:
    channels = ChannelFacts(asked=Channel.SMIME, smime_why_not=("expired",))
    decision = decide(replace(FINE, channels=channels), POLICY)

    assert [found.detail for found in decision.findings if found.reason is Reason.UNENCRYPTED_CHANNEL] == [
        "smime expired"
    ]


@pytest.mark.parametrize(
    ("facts", "text"),
    [
        pytest.param(replace(FINE, subjects={}), "register entry of P-1", id="a-candidate-without-entry"),
        pytest.param(
            replace(to_person(CLEAN, ANA), subjects={}, unread=(FAX,)),
            "register entry of P-1",
            id="a-recipient-without",
        ),
        pytest.param(
            replace(to_person(FINE, CARL), subjects={ANA: entry(ANA)}), "register entry of P-4", id="a-danger-unknown"
        ),
        pytest.param(replace(FINE, people=()), "about nobody", id="a-hit-about-nobody"),
        pytest.param(
            replace(about(FINE, stranger()), hits=()), "without the hit to cut", id="something-to-cut-with-no-hit"
        ),
    ],
)
def test_a_sheet_that_contradicts_itself_is_an_error(facts: Facts, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        decide(facts, POLICY)
