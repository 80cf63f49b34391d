"""The organisation's own rules: every condition by its boundary, and that none ever loosens anything."""

from dataclasses import replace
from datetime import date, time
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.decide.decide import decide
from gateway.decide.facts import ChannelFacts, Facts, MailFacts, SentFile
from gateway.decide.own_conditions import Asking, applies
from gateway.decide.own_rule import CustomRule, Unless, When
from gateway.decide.policy import Policy
from gateway.model.decision import Asked, Channel, Protection, Treatment
from gateway.model.marking import Classification
from gateway.model.message import Field
from gateway.model.parties import Kind, PartyType
from gateway.model.reasons import Reason
from tests.decide.builders import ANA, BEN, CLEAN, ELM, FAX, FINE, POLICY, SCHOOL, Person, about, stranger, to
from tests.decide.test_properties import POLICIES, no_looser, sheets, some_person

RULE: Final = CustomRule(name="ours", clause="OWN-1", treatment=Treatment.HOLD, held_for=(Asked.IG_LEAD,))
MAIL: Final = MailFacts(
    fields=(
        Field(name="Subject", value="Annual  report:\u00a0Quarter 3"),
        Field(name="X-Mailer", value="Casework 7.1"),
    ),
    files=(
        SentFile(part="2", types=("application/pdf",), endings=(".exe", ".pdf.exe")),
        SentFile(part="3", types=("image/png", "image/jpeg"), endings=(".png",)),
    ),
    size=1000,
    time_of_day=time(17, 30),
)
SENT: Final = replace(FINE, mail=MAIL)
LIST: Final = to(FINE, SCHOOL, ELM, mailing_list=True)
DOOR: Final = to(FINE, SCHOOL, ELM, front_door=True)
NEW: Final = to(FINE, "x@y.elm.example")
INSIDE: Final = to(FINE, "lee@family-support.example", internal=True)
TWO: Final = about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH)), Person(id=BEN, kinds=(Kind.HEALTH,)))
OTHER_FROM: Final = replace(FINE, sender=replace(FINE.sender, from_address="team@family-support.example"))
NO_CLOCK: Final = replace(FINE, mail=MailFacts())


def of(**names: frozenset[str]) -> CustomRule:
    """A rule with one condition on header fields."""
    return replace(RULE, headers={name.replace("_", "-"): patterns for name, patterns in names.items()})


def case(name: str, facts: Facts, rule: CustomRule, *, met: bool = True) -> object:
    """One row."""
    return pytest.param(facts, rule, met, id=name)


def words(*said: str) -> frozenset[str]:
    """A set of them."""
    return frozenset(said)


@pytest.mark.parametrize(
    ("facts", "rule", "met"),
    [
        case("sender", FINE, replace(RULE, sender=words("jo.field@*"))),
        case("sender-in-from-only", OTHER_FROM, replace(RULE, sender=words("team@family-support.example"))),
        case("another-sender", FINE, replace(RULE, sender=words("jo@*")), met=False),
        case("a-pattern-is-the-whole-address", FINE, replace(RULE, sender=words("jo.field")), met=False),
        case("to-address", FINE, replace(RULE, to_address=words("*@elm.example"))),
        case("to-address-in-capitals", to(FINE, "Office@Elm.Example", ELM), replace(RULE, to_address=words(SCHOOL))),
        case("to-address-with-a-tag", to(FINE, "office+x@elm.example", ELM), replace(RULE, to_address=words(SCHOOL))),
        case("to-another-address", FINE, replace(RULE, to_address=words("head@elm.example")), met=False),
        case("to-a-list", LIST, replace(RULE, to_list=True)),
        case("to-no-list", FINE, replace(RULE, to_list=True), met=False),
        case("to-a-front-door", DOOR, replace(RULE, to_front_door=True)),
        case("to-no-front-door", FINE, replace(RULE, to_front_door=True), met=False),
        case("inside", INSIDE, replace(RULE, to_inside=True)),
        case("inside-is-not-outside", INSIDE, replace(RULE, to_inside=False), met=False),
        case("outside", FINE, replace(RULE, to_inside=False)),
        case("two-finds-of-health", TWO, replace(RULE, hits_at_least={Kind.HEALTH: 2})),
        case("two-are-not-three", TWO, replace(RULE, hits_at_least={Kind.HEALTH: 3}), met=False),
        case("any-kind-of-the-counts", TWO, replace(RULE, hits_at_least={Kind.SEN: 1, Kind.HEALTH: 2})),
        case("two-people", TWO, replace(RULE, people_at_least=2)),
        case("two-people-are-not-three", TWO, replace(RULE, people_at_least=3), met=False),
        case("purpose", FINE, replace(RULE, purposes=words("early-help"))),
        case("another-purpose", FINE, replace(RULE, purposes=words("housing")), met=False),
        case("file-by-its-type", SENT, replace(RULE, file_types=words("application/pdf"))),
        case("file-by-what-was-found", SENT, replace(RULE, file_types=words("image/jpeg"))),
        case("file-by-any-image", SENT, replace(RULE, file_types=words("image/*"))),
        case("file-by-its-last-ending", SENT, replace(RULE, file_types=words(".exe"))),
        case("file-by-both-endings", SENT, replace(RULE, file_types=words(".pdf.exe"))),
        case("no-such-file", SENT, replace(RULE, file_types=words("video/*", ".pdf")), met=False),
        case(
            "a-file-that-was-not-read",
            replace(FINE, unread=(FAX,)),
            replace(RULE, file_types=words("application/octet-stream")),
        ),
        case("larger", SENT, replace(RULE, larger_than_bytes=999)),
        case("just-as-large", SENT, replace(RULE, larger_than_bytes=1000), met=False),
        case("subject", SENT, replace(RULE, subject=words("annual report"))),
        case("subject-over-a-star", SENT, replace(RULE, subject=words("ANNUAL * quarter"))),
        case("subject-by-half-a-word", SENT, replace(RULE, subject=words("nnual report")), met=False),
        case("subject-by-a-word-begun", SENT, replace(RULE, subject=words("annu*"))),
        case("no-subject", FINE, replace(RULE, subject=words("annual")), met=False),
        case("header", SENT, of(x_mailer=words("casework"))),
        case("another-header", SENT, of(x_other=words("casework")), met=False),
        case("any-of-the-headers", SENT, of(x_other=words("casework"), x_mailer=words("7.1"))),
        case("weekday", FINE, replace(RULE, time=When(weekdays=frozenset({2})))),  # 18 November 2026
        case("another-weekday", FINE, replace(RULE, time=When(weekdays=frozenset({1, 3}))), met=False),
        case("first-minute", SENT, replace(RULE, time=When(minutes=(17 * 60 + 30, 18 * 60)))),
        case("minute-after-the-last", SENT, replace(RULE, time=When(minutes=(9 * 60, 17 * 60 + 30))), met=False),
        case("over-midnight", SENT, replace(RULE, time=When(minutes=(17 * 60, 8 * 60)))),
        case("over-midnight-in-the-day", SENT, replace(RULE, time=When(minutes=(18 * 60, 8 * 60))), met=False),
        case("no-clock-on-the-sheet", NO_CLOCK, replace(RULE, time=When(minutes=(1, 2)))),
        case("from-that-day", FINE, replace(RULE, time=When(starts=date(2026, 11, 18)))),
        case("from-the-day-after", FINE, replace(RULE, time=When(starts=date(2026, 11, 19))), met=False),
        case("until-that-day", FINE, replace(RULE, time=When(ends=date(2026, 11, 18)))),
        case("until-the-day-before", FINE, replace(RULE, time=When(ends=date(2026, 11, 17))), met=False),
        case("exempt-party", FINE, replace(RULE, unless=Unless(to_party=words("ELM"))), met=False),
        case("another-party-is-exempt", FINE, replace(RULE, unless=Unless(to_party=words("OAK")))),
        case("nobody-is-no-exempt-party", NEW, replace(RULE, unless=Unless(to_party=words("ELM")))),
        case("exempt-type", FINE, replace(RULE, unless=Unless(to_type=frozenset({PartyType.PARTNER}))), met=False),
        case("exempt-domain", FINE, replace(RULE, unless=Unless(to_domain=words("elm.example"))), met=False),
        case("no-exempt-sub-domain", NEW, replace(RULE, unless=Unless(to_domain=words("elm.example")))),
        case("exempt-sender", FINE, replace(RULE, unless=Unless(sender=words("jo.field@*"))), met=False),
        case("both-senders-must-be-exempt", OTHER_FROM, replace(RULE, unless=Unless(sender=words("jo.field@*")))),
        case("exempt-team", FINE, replace(RULE, unless=Unless(from_team=words("Early Help"))), met=False),
        case("all-conditions", SENT, replace(RULE, to_party=words("ELM"), subject=words("annual"))),
        case("all-but-one", SENT, replace(RULE, to_party=words("ELM"), subject=words("minutes")), met=False),
    ],
)  # fmt: skip
def test_conditions(facts: Facts, rule: CustomRule, met: bool) -> None:
    assert applies(rule, Asking.of(facts, POLICY)) is met


def under(*rules: CustomRule, policy: Policy = POLICY) -> Policy:
    """The policy with these rules."""
    return replace(policy, rules=rules)


def test_redacts_the_kinds_it_names_and_no_others() -> None:
    rule = replace(RULE, treatment=Treatment.REDACT, held_for=(), cut_kinds=frozenset({Kind.HEALTH}))

    decision = decide(TWO, under(rule))

    finding = next(found for found in decision.findings if found.reason is Reason.CUSTOM_RULE)
    assert {TWO.hits[index].kind for index in finding.cut} == {Kind.HEALTH}
    assert len(finding.cut) == 2


@pytest.mark.parametrize(
    ("channels", "channel", "treatment"),
    [
        pytest.param(ChannelFacts(transport=True, smime=True), Channel.SMIME, Treatment.SHARE, id="smime-can-be-had"),
        pytest.param(ChannelFacts(transport=True), Channel.SMIME, Treatment.HOLD, id="tls-is-no-smime"),
        pytest.param(ChannelFacts(transport=True, smime=True), Channel.PORTAL, Treatment.HOLD, id="no-portal"),
        pytest.param(ChannelFacts(transport=True), Channel.TLS, Treatment.SHARE, id="tls"),
        pytest.param(ChannelFacts(), Channel.TLS, Treatment.HOLD, id="no-tls"),
    ],
)
def test_a_channel_is_had_or_waited_for(channels: ChannelFacts, channel: Channel, treatment: Treatment) -> None:
    rule = replace(RULE, treatment=Treatment.SHARE, held_for=(), channel=channel)

    decision = decide(replace(FINE, channels=channels), under(rule))

    assert decision.treatment is treatment
    assert decision.protection >= (Protection.TRANSPORT if channel is Channel.TLS else Protection.CONTENT)


def test_two_channels_at_once_cannot_be_had() -> None:
    rules = [replace(RULE, name=one.value, treatment=Treatment.SHARE, held_for=(), channel=one) for one in
             (Channel.SMIME, Channel.PORTAL)]  # fmt: skip

    decision = decide(FINE, under(*rules))

    assert decision.treatment is Treatment.HOLD
    assert "smime portal" in {found.detail for found in decision.findings}


def test_what_is_tried_out_is_told_and_changes_nothing() -> None:
    shadow = replace(RULE, treatment=Treatment.REFUSE, held_for=(), shadow=True, protection=Protection.CONTENT)

    decision, without = decide(FINE, under(shadow)), decide(FINE, POLICY)

    assert replace(decision, would=()) == without
    assert [(found.detail, found.treatment) for found in decision.would] == [("ours", Treatment.REFUSE)]


PATTERNS = st.sampled_from(["annual", "an*l", "*", "q* 3", "minutes", "x" * 50])
RULES = st.builds(
    lambda **given: CustomRule(name="ours", clause="OWN-1", **given),
    sender=st.frozensets(st.sampled_from(["*@family-support.example", "x@*"]), max_size=1),
    to_party=st.frozensets(st.sampled_from(["ELM", "OAK"]), max_size=1),
    to_type=st.frozensets(st.sampled_from(list(PartyType)), max_size=2),
    to_inside=st.sampled_from([None, None, True, False]),
    kinds=st.frozensets(st.sampled_from(list(Kind)), max_size=3),
    hits_at_least=st.dictionaries(st.sampled_from(list(Kind)), st.integers(1, 2), max_size=2),
    people_at_least=st.integers(0, 2),
    marked=st.frozensets(st.sampled_from(list(Classification)), max_size=1),
    unread=st.booleans(),
    subject=st.frozensets(PATTERNS, max_size=1),
    time=st.sampled_from([When(), When(minutes=(60, 600)), When(weekdays=frozenset({2}))]),
    unless=st.sampled_from([Unless(), Unless(to_party=words("ELM")), Unless(to_type=frozenset({PartyType.PERSON}))]),
    treatment=st.sampled_from(list(Treatment)),
    protection=st.sampled_from(list(Protection)),
    held_for=st.sampled_from([(Asked.IG_LEAD,), (Asked.SENDER, Asked.LINE_MANAGER)]),
    channel=st.sampled_from([None, None, Channel.TLS, Channel.SMIME, Channel.PORTAL]),
    cut_kinds=st.frozensets(st.sampled_from(list(Kind)), max_size=3),
    note=st.sampled_from(["", "Use the portal."]),
    notify_roles=st.sampled_from([(), (Asked.IG_LEAD,)]),
    shadow=st.booleans(),
)


@settings(max_examples=400, deadline=None)
@given(sheets(), POLICIES, st.lists(RULES, max_size=3))
def test_an_own_rule_never_loosens(facts: Facts, policy: Policy, rules: list[CustomRule]) -> None:
    no_looser(decide(facts, policy), decide(facts, under(*rules, policy=policy)))


@settings(max_examples=300, deadline=None)
@given(sheets(), RULES, RULES)
def test_own_rules_commute(facts: Facts, one: CustomRule, other: CustomRule) -> None:
    there, back = decide(facts, under(one, other)), decide(facts, under(other, one))

    assert (there.treatment, there.protection, there.cut) == (back.treatment, back.protection, back.cut)
    assert set(there.held_for()) == set(back.held_for())
    assert set(there.findings) == set(back.findings)


@settings(max_examples=300, deadline=None)
@given(sheets(), st.lists(RULES, min_size=1, max_size=2), st.data())
def test_one_more_person_never_gets_a_mail_past_an_own_rule(
    facts: Facts, rules: list[CustomRule], data: st.DataObject
) -> None:
    more = about(facts, data.draw(some_person("x9")))
    both = replace(
        facts,
        people=(*facts.people, *more.people),
        hits=(*facts.hits, *(replace(hit, id=len(facts.hits) + n) for n, hit in enumerate(more.hits))),
        subjects={**facts.subjects, **more.subjects},
    )
    before, after = Asking.of(facts, POLICY), Asking.of(both, POLICY)

    assert all(applies(rule, after) for rule in rules if applies(rule, before))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40), PATTERNS)
def test_more_words_in_a_subject_line_never_get_past_a_rule(said: str, left: str, right: str, pattern: str) -> None:
    def asked(value: str) -> bool:
        mail = MailFacts(fields=(Field(name="Subject", value=value),))
        return applies(replace(RULE, subject=words(pattern)), Asking.of(replace(CLEAN, mail=mail), POLICY))

    assert not asked(said) or asked(f"{left} {said} {right}")


def test_a_stranger_counts_as_somebody() -> None:
    rule = replace(RULE, people_at_least=1)

    assert applies(rule, Asking.of(about(FINE, stranger()), POLICY))
    assert not applies(rule, Asking.of(CLEAN, POLICY))
