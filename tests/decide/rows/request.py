"""REC-2: subject access and freedom of information replies."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.found import Evidence, Role
from gateway.model.parties import Kind, PersonId, Request, RequestType
from tests.decide.builders import (
    ANA,
    BEN,
    CARL,
    CONFIDENTIAL,
    ELM,
    FINE,
    IG_LEAD,
    MARIA,
    ONE_OFF,
    RESTRICTION,
    TODAY,
    UNCLASSIFIED,
    Person,
    Row,
    about,
    answer,
    answered,
    entries,
    entry,
    release,
    row,
    stranger,
    to,
    to_person,
)

SHARE, REDACT, ANONYMISE, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.ANONYMISE, Treatment.HOLD
DAY = timedelta(days=1)
TWELVE, ALMOST_TWELVE = date(2014, 11, 18), date(2014, 11, 19)

SAR = Request(
    id="S-4",
    type=RequestType.SAR,
    requester="Person P-3",
    person=ANA,
    identity_checked_on=TODAY,
    opened=TODAY,
    closes=TODAY,
)
FOI = replace(SAR, id="F-12", type=RequestType.FOI, requester="a newspaper", person="", identity_checked_on=None)
BY_IG = release(Asked.IG_LEAD, ONE_OFF.id, IG_LEAD)

CHILD = about(FINE, Person(id=ANA))
SIBLING = Person(id=BEN)
BROTHER = replace(entry(BEN), relations=(("mother", MARIA),))


def reply(facts: Facts, request: Request = SAR, *, to_whom: PersonId = MARIA, born: date = ALMOST_TWELVE) -> Facts:
    """The sheet as a reply to Ana's mother, who acts for her."""
    acts_for = (ANA,) if to_whom == MARIA else ()
    sent = replace(to_person(facts, to_whom, *acts_for), requests=(request,), authority_said="sar:S-4")
    return entries(
        sent,
        replace(sent.subjects.get(ANA, entry(ANA)), date_of_birth=born),
        replace(entry(to_whom), acts_for=acts_for) if to_whom != ANA else replace(entry(ANA), date_of_birth=born),
    )


def public(facts: Facts, request: Request = FOI) -> Facts:
    """The sheet as a reply to whoever asked, from nowhere known, unclassified."""
    sent = to(facts, "new@unknown.example")
    return replace(sent, requests=(request,), authority_said="foi:F-12", markings=(UNCLASSIFIED,), statement=None)


HERSELF = replace(SAR, requester=ANA)
MIXED_UP = about(FINE, Person(id=ANA), SIBLING)

ROWS: Final[tuple[Row, ...]] = (
    # the request
    row("sar-to-the-mother-of-a-child-of-eleven", reply(CHILD), SHARE, "covered"),
    row(
        "sar-of-no-request", replace(reply(CHILD), requests=()), HOLD, "covered request-not-open", held_for="ig_lead"
    ),
    row("sar-closed-yesterday", reply(CHILD, replace(SAR, closes=TODAY - DAY)), HOLD, "covered request-not-open"),
    row("sar-that-never-closes", reply(CHILD, replace(SAR, closes=None)), SHARE, "covered"),
    row(
        "sar-opened-tomorrow",
        reply(CHILD, replace(SAR, opened=TODAY + DAY, closes=None)),
        HOLD,
        "covered request-not-open",
    ),
    row("sar-that-is-an-foi", reply(CHILD, replace(SAR, type=RequestType.FOI)), HOLD, "covered request-not-open"),
    row("sar-not-open-released", answered(replace(reply(CHILD), requests=()), BY_IG), SHARE, "covered"),
    row("an-approval-is-no-request", replace(reply(CHILD), authority_said="approval:A-3"), SHARE, "covered"),
    row(
        "sar-inside-is-not-asked-about",
        replace(to(CHILD, "lee@family-support.example", internal=True), requests=(), authority_said="sar:S-4"),
        SHARE,
        "covered",
    ),
    # who asked
    row(
        "sar-identity-never-checked",
        reply(CHILD, replace(SAR, identity_checked_on=None)),
        HOLD,
        "covered identity-not-checked",
        held_for="ig_lead",
    ),
    row(
        "sar-identity-checked-tomorrow",
        reply(CHILD, replace(SAR, identity_checked_on=TODAY + DAY)),
        HOLD,
        "covered identity-not-checked",
    ),
    row(
        "sar-identity-released",
        answered(reply(CHILD, replace(SAR, identity_checked_on=None)), BY_IG),
        SHARE,
        "covered",
    ),
    row(
        "sar-parent-on-the-twelfth-birthday",
        reply(CHILD, born=TWELVE),
        HOLD,
        "covered requester-not-entitled",
        held_for="ig_lead",
    ),
    row(
        "sar-parent-of-a-child-assessed",
        entries(reply(CHILD), replace(entry(ANA), date_of_birth=ALMOST_TWELVE, competence="competent 2026-10-01")),
        HOLD,
        "covered requester-not-entitled",
    ),
    row("sar-parent-released", answered(reply(CHILD, born=TWELVE), BY_IG), SHARE, "covered"),
    row(
        "sar-parent-of-a-child-of-no-known-age",
        entries(reply(CHILD), entry(ANA)),
        HOLD,
        "covered requester-not-entitled",
    ),
    row("sar-herself-on-the-twelfth-birthday", reply(CHILD, HERSELF, to_whom=ANA, born=TWELVE), SHARE, "covered"),
    row("sar-herself-at-eleven", reply(CHILD, HERSELF, to_whom=ANA), HOLD, "covered requester-not-entitled"),
    row("sar-somebody-else-than-asked", reply(CHILD, HERSELF), HOLD, "covered requester-not-entitled"),
    row("sar-by-address", reply(CHILD, replace(SAR, requester=" P-3@Mail.example ")), SHARE, "covered"),
    row(
        "sar-a-representative-of-an-adult",
        entries(
            reply(CHILD, born=date(1990, 1, 1)), replace(entry(ANA), relations=(), date_of_birth=date(1990, 1, 1))
        ),
        SHARE,
        "covered",
    ),
    row(
        "sar-who-acts-for-nobody",
        reply(CHILD, replace(SAR, requester=CARL), to_whom=CARL),
        HOLD,
        "consent-other-partner requester-not-entitled",
    ),
    row(
        "sar-to-a-partner",
        replace(CHILD, requests=(SAR,), authority_said="sar:S-4"),
        HOLD,
        "covered requester-not-entitled",
    ),
    # what is in it
    row(
        "sar-with-a-brother-in-it", entries(reply(MIXED_UP), BROTHER), REDACT, "covered third-party-data", cut=(2, 3)
    ),
    row("sar-with-another-file-in-it", reply(MIXED_UP), HOLD, "covered wrong-person", held_for="ig_lead", cut=(2, 3)),
    row(
        "sar-with-another-file-released",
        answered(reply(MIXED_UP), BY_IG),
        REDACT,
        "covered third-party-data",
        cut=(2, 3),
    ),
    row("sar-about-another-file-alone", reply(about(FINE, SIBLING)), HOLD, "wrong-person"),
    row(
        "sar-with-the-requesters-own", reply(about(FINE, Person(id=ANA), Person(id=MARIA))), SHARE, "covered covered"
    ),
    row(
        "sar-another-child-she-acts-for-is-not-asked-about",
        entries(
            replace(
                reply(MIXED_UP),
                recipient=replace(reply(MIXED_UP).recipient, represents=frozenset({MARIA, ANA, BEN})),
            ),
            BROTHER,
        ),
        REDACT,
        "covered third-party-data",
        cut=(2, 3),
    ),
    row(
        "sar-with-a-neighbour-in-it",
        reply(about(FINE, Person(id=ANA), stranger())),
        REDACT,
        "covered third-party-data",
        cut=(2, 3),
    ),
    row(
        "sar-what-is-kept-from-her",
        replace(reply(CHILD), restrictions=(RESTRICTION,), kept_phrases=("R-1",)),
        HOLD,
        "covered kept-from-subject",
    ),
    row(
        "sar-to-a-danger",
        entries(reply(CHILD), replace(entry(ANA), date_of_birth=ALMOST_TWELVE, no_contact=(MARIA,))),
        HOLD,
        "covered no-contact",
        held_for="safeguarding_lead",
    ),
    row(
        "sar-with-the-signature-of-another-mother",
        reply(about(FINE, Person(id=ANA), Person(id=BEN, kinds=(Kind.NAME,), role=Role.CORRESPONDENT))),
        REDACT,
        "covered third-party-data",
        cut=(2,),
    ),
    row(
        "sar-that-greets-the-requester",
        reply(about(FINE, Person(id=ANA), Person(id=MARIA, kinds=(Kind.NAME,), role=Role.CORRESPONDENT))),
        SHARE,
        "covered",
    ),
    # freedom of information
    row(
        "foi-with-the-signature-of-a-mother",
        public(about(FINE, Person(id=MARIA, kinds=(Kind.NAME,), role=Role.CORRESPONDENT))),
        ANONYMISE,
        "foi-personal-data",
        cut=(0,),
    ),
    row(
        "foi-that-greets-who-asked",
        public(about(FINE, stranger("?1", Kind.NAME, role=Role.CORRESPONDENT))),
        SHARE,
        "",
    ),
    row("foi-with-somebody-of-the-register", public(CHILD), ANONYMISE, "foi-personal-data", cut=(0, 1)),
    row("foi-with-nobody-in-it", public(about(FINE)), SHARE, ""),
    row("foi-with-a-stranger", public(about(FINE, stranger())), ANONYMISE, "third-party-data foi-personal-data"),
    row(
        "foi-with-a-name-by-model-alone",
        public(about(FINE, stranger("?1", Kind.NAME, evidence=Evidence.MODEL))),
        ANONYMISE,
        "foi-personal-data model-only",
        cut=(0,),
    ),
    row(
        "foi-with-health",
        replace(public(about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH)))), markings=(CONFIDENTIAL,)),
        HOLD,
        "unknown-recipient foi-personal-data",
        held_for="ig_lead",
    ),
    row(
        "foi-with-health-and-unclassified",
        public(about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH)))),
        HOLD,
        "foi-personal-data",
        held_for="ig_lead",
        cut=(0, 1),
    ),
    row(
        "foi-with-health-unclassified-and-hidden",
        answered(
            public(about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH)))),
            answer(AnswerKind.HIDE, by=IG_LEAD, role=Asked.IG_LEAD),
        ),
        REDACT,
        "foi-personal-data hidden",
        cut=(0, 1),
    ),
    row(
        "foi-with-a-colleagues-health",
        replace(
            to(
                about(FINE, Person(id="?1", kinds=(Kind.NAME, Kind.HEALTH), role=Role.CORRESPONDENT, candidates=())),
                "office@elm.example",
                ELM,
            ),
            requests=(FOI,),
            authority_said="foi:F-12",
            markings=(CONFIDENTIAL,),
        ),
        HOLD,
        "foi-personal-data",
        held_for="ig_lead",
    ),
    row(
        "foi-no-release-takes-anybody-in", answered(public(CHILD), BY_IG), ANONYMISE, "foi-personal-data", cut=(0, 1)
    ),
    row(
        "foi-with-health-sent-with-everything-hidden",
        answered(
            replace(
                to(about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH))), "office@elm.example", ELM),
                requests=(FOI,),
                authority_said="foi:F-12",
                markings=(CONFIDENTIAL,),
            ),
            answer(AnswerKind.HIDE, by=IG_LEAD, role=Asked.IG_LEAD),
        ),
        REDACT,
        "foi-personal-data hidden",
        cut=(0, 1),
    ),
    row("foi-of-no-request", replace(public(about(FINE)), requests=()), HOLD, "request-not-open", held_for="ig_lead"),
    row(
        "foi-closed-yesterday",
        public(CHILD, replace(FOI, closes=TODAY - DAY)),
        HOLD,
        "under-marked unknown-recipient purpose-unknown consent-other-partner request-not-open no-fact-opinion",
    ),
    row(
        "foi-to-a-partner",
        replace(to(CHILD, "office@elm.example", ELM), requests=(FOI,), authority_said="foi:F-12", agreements=()),
        ANONYMISE,
        "foi-personal-data",
        cut=(0, 1),
    ),
)
