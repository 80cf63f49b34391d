"""A stored fact sheet reads back as what was stored, and anything else is refused."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide
from gateway.decide.facts import Facts, MailFacts
from gateway.decide.own_rule import CustomRule
from gateway.explain.as_json import plain
from gateway.model.decision import Asked, Decision, Treatment
from gateway.model.message import Field
from gateway.past.from_json import OtherShape, from_json
from gateway.past.stored_sheet import pasts, rule_of, under
from gateway.past.tried_policy import Tried
from tests.decide.builders import FINE, POLICY, answered, release
from tests.decide.test_properties import sheets

INSTANTS = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- the zone is drawn


def of_type(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a model's type: every field drawn, those with a default too."""
    if isinstance(hint, NewType):
        return of_type(hint.__supertype__)
    origin, kinds = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return st.one_of(*(st.none() if kind is NoneType else of_type(kind) for kind in kinds))
    if origin is tuple and kinds[-1] is Ellipsis:
        return st.lists(of_type(kinds[0]), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*map(of_type, kinds))
    if origin is frozenset:
        return st.frozensets(of_type(kinds[0]), max_size=2)
    if origin in (dict, Mapping):
        return st.dictionaries(of_type(kinds[0]), of_type(kinds[1]), max_size=2)
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        return st.builds(hint, **{one.name: of_type(hints[one.name]) for one in fields(hint)})
    known: dict[Any, st.SearchStrategy[Any]] = {
        str: st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
        int: st.integers(-5, 5),
        bool: st.booleans(),
        datetime: INSTANTS,
        date: st.dates(),
        time: st.times(),
    }
    return known[hint] if hint in known else st.sampled_from(list(hint))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(of_type(Facts))
def test_any_facts_read_back(facts: Facts) -> None:
    assert from_json(Facts, json.loads(json.dumps(plain(facts)))) == facts


@settings(max_examples=100, deadline=None)
@given(sheets())
def test_what_was_decided_reads_back_and_is_decided_alike(facts: Facts) -> None:
    decision = decide(facts, POLICY)
    document = json.dumps({"version": 2, "facts": [plain(facts)], "decisions": [plain(decision)]}).encode()

    (past,) = pasts(document)

    assert past.facts == facts
    assert (past.treatment, past.protection, past.findings) == (
        decision.treatment,
        decision.protection,
        decision.findings,
    )
    assert decide(past.facts, POLICY) == decision
    assert from_json(Decision, json.loads(json.dumps(plain(decision)))) == decision


def test_a_sheet_of_the_first_version_is_read() -> None:
    raw = plain(FINE)
    assert isinstance(raw, dict)
    del raw["mail"]
    finding = {
        "clause": "CONS-1", "reason": "no-consent", "treatment": "hold", "protection": "none", "about": ["P-1"],
        "held_for": ["line_manager"], "answers": ["release"],
    }  # fmt: skip
    told = {"recipients": [{"treatment": "hold", "protection": "transport", "findings": [finding]}]}

    (past,) = pasts(json.dumps({"version": 1, "explanation": told, "facts": [raw]}).encode())

    assert past.facts == FINE
    assert past.treatment is Treatment.HOLD
    assert [rule_of(found) for found in past.findings] == ["no-consent"]


def test_a_look_at_which_nothing_waited_has_nobody() -> None:
    assert pasts(b"{}") == ()


def changed(**values: object) -> bytes:
    """A sheet with something else in its facts."""
    raw = plain(FINE)
    assert isinstance(raw, dict)
    document = {"version": 2, "facts": [{**raw, **values}], "decisions": [plain(decide(FINE, POLICY))]}
    return json.dumps(document).encode()


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"[]", id="no-object"),
        pytest.param(b'{"version": 3, "facts": []}', id="a-later-version"),
        pytest.param(b'{"version": 1, "facts": []}', id="no-decisions"),
        pytest.param(b'{"version": 2, "facts": {}, "decisions": []}', id="facts-of-another-type"),
        pytest.param(changed(another="x"), id="a-key-that-is-not-known"),
        pytest.param(changed(at="2026-11-18T12:00:00"), id="an-instant-without-an-offset"),
        pytest.param(changed(at="yesterday"), id="no-instant"),
        pytest.param(changed(statement="hearsay"), id="a-word-that-is-not-known"),
        pytest.param(changed(outside="3"), id="a-number-as-text"),
        pytest.param(changed(encrypted=0), id="a-truth-as-a-number"),
        pytest.param(changed(hits={}), id="an-object-for-a-list"),
        pytest.param(changed(subjects=[]), id="a-list-for-an-object"),
        pytest.param(changed(case=None), id="nothing-where-something-is-needed"),
    ],
)
def test_what_is_not_understood_is_refused(document: bytes) -> None:
    with pytest.raises(OtherShape):
        pasts(document)


def test_a_key_that_is_missing_is_refused() -> None:
    raw = plain(FINE)
    assert isinstance(raw, dict)
    del raw["hits"]

    with pytest.raises(OtherShape, match="Facts: hits is missing"):
        from_json(Facts, raw)


RULE = CustomRule(name="ours", clause="OWN-1", subject=frozenset({"tender"}), treatment=Treatment.HOLD,
                  held_for=(Asked.IG_LEAD,))  # fmt: skip
TENDER = replace(FINE, mail=MailFacts(fields=(Field(name="Subject", value="Tender"),)))


def test_trying_tells_what_would_change_and_by_which_rule() -> None:
    candidate = replace(POLICY, version="next", rules=(RULE,))
    tried = Tried()
    for number, facts in enumerate((FINE, TENDER), start=1):
        document = {"version": 2, "facts": [plain(facts)], "decisions": [plain(decide(facts, POLICY))]}
        (past,) = pasts(json.dumps(document).encode())
        tried.add("GW-00000001", number, past, POLICY.version, candidate)

    assert tried.decisions == 2
    assert [(one.recipient, one.before, one.after, one.stricter) for one in tried.changes] == [
        (2, "share", "hold", ("rule ours",))
    ]
    assert tried.stricter == {"rule ours": 1}
    assert tried.milder == {}


def test_an_answer_counts_under_the_policy_that_is_tried() -> None:
    ruled = replace(POLICY, rules=(replace(RULE, held_for=(Asked.LINE_MANAGER,)),))
    released = answered(TENDER, release())
    candidate = replace(ruled, version="next")

    assert decide(released, ruled).treatment is Treatment.SHARE
    assert decide(released, candidate).treatment is Treatment.HOLD
    assert decide(under(released, "next", POLICY.version), candidate).treatment is Treatment.SHARE
    assert decide(under(released, "next", "another"), candidate).treatment is Treatment.HOLD
