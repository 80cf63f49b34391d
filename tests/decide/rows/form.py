"""FACT-1, AWARE-1, CLASS-4, SEC-1 and the organisation's own rules: how it is shared."""

from dataclasses import replace
from datetime import date
from typing import Final

from gateway.decide.facts import ChannelFacts
from gateway.decide.own_rule import CustomRule
from gateway.decide.policy import StatementRule
from gateway.model.decision import Asked, Channel, Protection, Treatment
from gateway.model.marking import Classification
from gateway.model.message import Unread, UnreadReason
from gateway.model.parties import Kind, PartyType, StaffKind
from gateway.model.statement import Statement
from tests.decide.builders import (
    ANA,
    CLEAN,
    CONFIDENTIAL,
    ELM,
    FINE,
    IG_LEAD,
    ONE_OFF,
    POLICY,
    STAFF,
    UNCLASSIFIED,
    Person,
    Row,
    about,
    answered,
    release,
    row,
    stranger,
    to,
)

SHARE, REDACT, ANONYMISE, HOLD, REFUSE = (
    Treatment.SHARE,
    Treatment.REDACT,
    Treatment.ANONYMISE,
    Treatment.HOLD,
    Treatment.REFUSE,
)

UNSAID = replace(FINE, statement=None)
ADD_NOTE = replace(POLICY, statement={**POLICY.statement, Classification.INTERNAL: StatementRule.ADD_NOTE})
SECRETLY = replace(FINE, markings=(CONFIDENTIAL,))
UNTRAINED = replace(SECRETLY, sender=replace(FINE.sender, staff=replace(STAFF, trained_on=None)))
HELD_IF_UNTRAINED = replace(POLICY, training_overdue=HOLD)
IN_CLEAR = ChannelFacts()
TLS = ChannelFacts(transport=True)
OURS = to(FINE, "lee@family-support.example", internal=True)

RULE = CustomRule(
    name="to-schools",
    clause="OWN-1",
    to_party=frozenset(),
    to_type=frozenset(),
    to_domain=frozenset({"elm.example"}),
    from_team=frozenset(),
    kinds=frozenset(),
    marked=frozenset(),
    unread=False,
    people_at_least=0,
    treatment=HOLD,
    protection=Protection.NONE,
    held_for=(Asked.SENDER, Asked.IG_LEAD),
)
ONLY = replace(RULE, to_domain=frozenset())


def trained(day: date) -> Row:
    """Confidential, and trained that day; twelve months and held by policy."""
    staff = replace(STAFF, trained_on=day)
    overdue = day < date(2025, 11, 18)
    return row(
        f"trained-on-{day}",
        replace(SECRETLY, sender=replace(FINE.sender, staff=staff)),
        HOLD if overdue else SHARE,
        "covered training-overdue" if overdue else "covered",
        policy=HELD_IF_UNTRAINED,
    )


def own(name: str, rule: CustomRule, treatment: Treatment, *, applies: bool = True, cut: tuple[int, ...] = ()) -> Row:
    """FINE under one rule of the organisation's own."""
    reasons = "covered custom-rule" if applies else "covered"
    return row(name, FINE, treatment, reasons, policy=replace(POLICY, rules=(rule,)), cut=cut)


ROWS: Final[tuple[Row, ...]] = (
    # FACT-1
    row("no-statement", UNSAID, HOLD, "covered no-fact-opinion", held_for="sender"),
    row("no-statement-noted-by-policy", UNSAID, SHARE, "covered no-fact-opinion", policy=ADD_NOTE, held_for=""),
    row("opinion", replace(FINE, statement=Statement.OPINION), SHARE, "covered"),
    row("no-statement-about-nobody", replace(CLEAN, statement=None), SHARE, ""),
    row(
        "no-statement-about-third-parties",
        replace(about(FINE, stranger()), statement=None),
        REDACT,
        "third-party-data",
    ),
    row("no-statement-inside", replace(OURS, statement=None), SHARE, "covered"),
    # AWARE-1
    row("never-trained-is-reminded", UNTRAINED, SHARE, "covered training-overdue", held_for=""),
    row(
        "never-trained-held-by-policy",
        UNTRAINED,
        HOLD,
        "covered training-overdue",
        policy=HELD_IF_UNTRAINED,
        held_for="line_manager",
    ),
    row("never-trained-and-internal", replace(UNTRAINED, markings=FINE.markings), SHARE, "covered"),
    row(
        "never-trained-and-raised",
        about(replace(UNTRAINED, markings=FINE.markings), Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH))),
        SHARE,
        "under-marked raised covered training-overdue",
    ),
    row(
        "a-sender-nobody-knows",
        replace(SECRETLY, sender=replace(FINE.sender, staff=None)),
        SHARE,
        "covered training-overdue",
    ),
    row(
        "a-shared-mailbox-takes-no-training",
        replace(SECRETLY, sender=replace(FINE.sender, staff=replace(STAFF, trained_on=None, kind=StaffKind.SHARED))),
        SHARE,
        "covered",
    ),
    trained(date(2025, 11, 17)),
    trained(date(2025, 11, 18)),
    trained(date(2025, 11, 19)),
    # CLASS-4, SEC-1
    row(
        "internal-in-clear", replace(FINE, channels=IN_CLEAR), HOLD, "covered unencrypted-channel", held_for="sender"
    ),
    row("internal-over-tls", replace(FINE, channels=TLS), SHARE, "covered"),
    row("internal-by-smime-alone", replace(FINE, channels=ChannelFacts(smime=True)), SHARE, "covered"),
    row("confidential-over-tls", replace(SECRETLY, channels=TLS), HOLD, "covered unencrypted-channel"),
    row(
        "raised-over-tls",
        replace(about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH))), channels=TLS),
        HOLD,
        "under-marked raised covered unencrypted-channel",
    ),
    row("confidential-by-smime", replace(SECRETLY, channels=ChannelFacts(smime=True)), SHARE, "covered"),
    row("unclassified-in-clear", replace(CLEAN, markings=(UNCLASSIFIED,), channels=IN_CLEAR), SHARE, ""),
    row(
        "unmarked-and-clean-in-clear",
        replace(CLEAN, markings=(), channels=IN_CLEAR),
        SHARE,
        "no-marking",
    ),
    row(
        "the-party-wants-content",
        to(replace(FINE, channels=TLS), "office@elm.example", replace(ELM, protection=Protection.CONTENT)),
        HOLD,
        "covered unencrypted-channel",
    ),
    row(
        "the-register-asks-for-what-is-not-built",
        replace(FINE, channels=ChannelFacts(transport=True, asked=Channel.OPENPGP)),
        SHARE,
        "covered other-channel",
    ),
    row(
        "the-register-asks-and-nothing-meets-it",
        replace(SECRETLY, channels=ChannelFacts(transport=True, asked=Channel.PORTAL)),
        HOLD,
        "covered unencrypted-channel",
    ),
    row(
        "the-register-asks-for-smime-without-a-key",
        replace(FINE, channels=ChannelFacts(transport=True, asked=Channel.SMIME)),
        SHARE,
        "covered other-channel",
    ),
    row(
        "the-register-asks-for-smime-with-a-key",
        replace(FINE, channels=ChannelFacts(smime=True, asked=Channel.SMIME)),
        SHARE,
        "covered",
    ),
    row(
        "what-the-register-asks-for-matters-not-in-clear",
        replace(CLEAN, markings=(UNCLASSIFIED,), channels=ChannelFacts(asked=Channel.OPENPGP)),
        SHARE,
        "",
    ),
    row(
        "confidential-inside",
        replace(OURS, markings=(CONFIDENTIAL,), channels=ChannelFacts(internal=True)),
        SHARE,
        "covered",
    ),
    row("inside-by-no-internal-channel", replace(OURS, channels=IN_CLEAR), HOLD, "covered unencrypted-channel"),
    # signed
    row("a-signed-part-with-nothing-to-cut", replace(FINE, signed=("1",)), SHARE, "covered"),
    row(
        "a-signed-part-and-a-third-party",
        replace(about(FINE, stranger()), signed=("1",)),
        HOLD,
        "third-party-data already-signed",
        held_for="sender",
    ),
    row(
        "readable-but-signed-and-a-third-party",
        replace(
            about(FINE, stranger()), unread=(Unread(part="1", why=UnreadReason.SIGNED, media_type="text/plain"),)
        ),
        HOLD,
        "third-party-data already-signed",
    ),
    # the organisation's own rules
    own("own-rule-by-domain", RULE, HOLD, cut=()),
    own("own-rule-for-another-domain", replace(RULE, to_domain=frozenset({"oak.example"})), SHARE, applies=False),
    own("own-rule-by-party", replace(ONLY, to_party=frozenset({"ELM"})), HOLD),
    own("own-rule-for-another-party", replace(ONLY, to_party=frozenset({"GP"})), SHARE, applies=False),
    own("own-rule-by-type", replace(ONLY, to_type=frozenset({PartyType.PARTNER})), HOLD),
    own("own-rule-for-another-type", replace(ONLY, to_type=frozenset({PartyType.PERSON})), SHARE, applies=False),
    own("own-rule-by-team", replace(ONLY, from_team=frozenset({"Early Help"})), HOLD),
    own("own-rule-for-another-team", replace(ONLY, from_team=frozenset({"Housing"})), SHARE, applies=False),
    own("own-rule-by-kind", replace(ONLY, kinds=frozenset({Kind.ATTENDANCE})), HOLD),
    own("own-rule-for-another-kind", replace(ONLY, kinds=frozenset({Kind.HEALTH})), SHARE, applies=False),
    own("own-rule-by-class", replace(ONLY, marked=frozenset({Classification.INTERNAL})), HOLD),
    own(
        "own-rule-for-a-lower-class-holds-for-the-higher",
        replace(ONLY, marked=frozenset({Classification.UNCLASSIFIED})),
        HOLD,
    ),
    own(
        "own-rule-for-a-higher-class",
        replace(ONLY, marked=frozenset({Classification.CONFIDENTIAL})),
        SHARE,
        applies=False,
    ),
    own("own-rule-for-unread", replace(RULE, unread=True), SHARE, applies=False),
    own("own-rule-by-number-of-people", replace(ONLY, people_at_least=1), HOLD),
    own("own-rule-for-more-people", replace(ONLY, people_at_least=2), SHARE, applies=False),
    own(
        "own-rule-that-redacts-a-kind",
        replace(RULE, treatment=REDACT, kinds=frozenset({Kind.ATTENDANCE})),
        REDACT,
        cut=(1,),
    ),
    own("own-rule-that-redacts-identity", replace(RULE, treatment=REDACT), REDACT, cut=(0,)),
    own("own-rule-that-anonymises", replace(RULE, treatment=ANONYMISE), ANONYMISE, cut=(0,)),
    own("own-rule-that-refuses", replace(RULE, treatment=REFUSE, held_for=()), REFUSE),
    own("own-rule-that-shares-loosens-nothing", replace(RULE, treatment=SHARE, held_for=()), SHARE),
    row(
        "own-rule-that-wants-content",
        replace(FINE, channels=TLS),
        HOLD,
        "covered custom-rule unencrypted-channel",
        policy=replace(POLICY, rules=(replace(RULE, treatment=SHARE, protection=Protection.CONTENT, held_for=()),)),
    ),
    row(
        "own-rule-released-by-whom-it-names",
        answered(FINE, release(Asked.IG_LEAD, ONE_OFF.id, IG_LEAD)),
        SHARE,
        "covered custom-rule",
        policy=replace(POLICY, rules=(RULE,)),
        held_for="",
    ),
    row(
        "own-rule-released-by-somebody-else",
        answered(FINE, release()),
        HOLD,
        "covered custom-rule",
        policy=replace(POLICY, rules=(RULE,)),
        held_for="sender ig_lead",
    ),
    row(
        "own-rule-released-in-the-senders-role",
        answered(FINE, release(Asked.SENDER)),
        HOLD,
        "covered custom-rule",
        policy=replace(POLICY, rules=(RULE,)),
    ),
)
