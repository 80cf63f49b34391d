"""AGREE-1 to AGREE-6, PURP-1, SEC-2: who sends, who receives, under which agreement, for what."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import Asked, Treatment
from gateway.model.found import Evidence
from gateway.model.marking import Classification
from gateway.model.parties import AgreementStatus, Capacity, Kind, Party, PartyId, PartyType
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    APPROVAL,
    BEN,
    CLEAN,
    CONFIDENTIAL,
    CONSENT,
    ELM,
    FAX,
    FINE,
    IG_LEAD,
    NOON,
    POLICY,
    SECOND,
    SECRET,
    STAFF,
    TODAY,
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

UNKNOWN = to(FINE, "new@unknown.example")
UNKNOWN_CLEAN = to(CLEAN, "new@unknown.example")
FACE = to(FINE, "help@facebook.com")
FACE_CLEAN = to(CLEAN, "help@facebook.com")
GMAIL = Party(id=PartyId("ELM"), name="Elm", type=PartyType.PARTNER, domains=("gmail.com",))
OURS = to(FINE, "lee@family-support.example", internal=True)
LADO = Party(id=PartyId("LADO"), name="Designated officer", type=PartyType.PROTECTED_DISCLOSURE)
TWO_PURPOSES = (replace(AGREEMENT, purposes=frozenset({"early-help", "housing"})),)
BOTH = replace(CONSENT, purposes=frozenset({"early-help", "housing"}))
HOUSING = replace(CONSENT, purposes=frozenset({"housing"}))
BENS = replace(CONSENT, id="C-2", person=BEN, given_by=BEN, capacity=Capacity.SELF)
RETURNS = (replace(AGREEMENT, identifiable=False),)

DAY = timedelta(days=1)


def left(on: date, *, address: str = STAFF.email, signed_in: str = "") -> Facts:
    """A mail of somebody who left on a day."""
    return replace(
        FINE,
        sender=replace(FINE.sender, address=address, staff=replace(STAFF, left_on=on), signed_in=signed_in),
    )


ROWS: Final[tuple[Row, ...]] = (
    # the sender
    row(
        "not-who-it-says-it-is-from",
        replace(FINE, sender=replace(FINE.sender, may_send=False)),
        HOLD,
        "sender-mismatch covered",
        held_for="ig_lead",
    ),
    # who has left, at the day's boundary
    row("left-tomorrow", left(TODAY + DAY), SHARE, "covered"),
    row("left-today", left(TODAY), HOLD, "sender-left covered", held_for="line_manager ig_lead"),
    row(
        "left-and-signed-in",
        left(TODAY, signed_in=STAFF.email),
        HOLD,
        "sender-left covered",
        held_for="line_manager ig_lead",
    ),
    row(
        "left-and-a-colleague-writes-for-them", left(TODAY, signed_in="lee@family-support.example"), SHARE, "covered"
    ),
    row("left-and-the-mail-service-says-so", left(TODAY, address=""), SHARE, "covered"),
    row(
        "left-and-released-by-the-manager",
        answered(left(TODAY), release()),
        SHARE,
        "covered",
    ),
    # AGREE-2: unknown recipients
    row(
        "unknown-recipient",
        UNKNOWN,
        HOLD,
        "unknown-recipient purpose-unknown consent-other-partner",
        held_for="ig_lead sender line_manager",
    ),
    row(
        "unknown-recipient-with-a-third-party",
        about(UNKNOWN, stranger()),
        HOLD,
        "unknown-recipient purpose-unknown third-party-data",
    ),
    row("unknown-recipient-unclassified-and-clean", replace(UNKNOWN_CLEAN, markings=(UNCLASSIFIED,)), SHARE, ""),
    row("unknown-recipient-internal-and-clean", UNKNOWN_CLEAN, HOLD, "unknown-recipient", held_for="ig_lead"),
    row("unknown-recipient-unmarked-and-clean", replace(UNKNOWN_CLEAN, markings=()), SHARE, "no-marking"),
    row(
        "unknown-recipient-internal-allowed-by-policy",
        UNKNOWN_CLEAN,
        SHARE,
        "",
        policy=replace(POLICY, unknown_recipient_highest=Classification.INTERNAL),
    ),
    row(
        "unknown-recipient-weak-name",
        replace(about(UNKNOWN, stranger("?1", Kind.NAME, evidence=Evidence.MODEL)), markings=(UNCLASSIFIED,)),
        SHARE,
        "model-only",
    ),
    row(
        "unknown-recipient-unread",
        replace(UNKNOWN_CLEAN, markings=(UNCLASSIFIED,), unread=(FAX,)),
        HOLD,
        "unreadable-attachment",
    ),
    row(
        "a-free-mail-domain-speaks-for-nobody",
        to(FINE, "elm.office@gmail.com", GMAIL),
        HOLD,
        "unknown-recipient covered",
    ),
    row(
        "a-free-mail-address-that-is-listed",
        to(FINE, "elm.office@gmail.com", replace(GMAIL, addresses=("Elm.Office@gmail.com",))),
        SHARE,
        "covered",
    ),
    # AGREE-1, AGREE-2: agreements
    row(
        "no-agreement",
        replace(FINE, agreements=()),
        HOLD,
        "no-agreement purpose-unknown covered",
        held_for="ig_lead sender",
    ),
    row("no-agreement-and-nobody-in-it", replace(CLEAN, agreements=()), SHARE, ""),
    row(
        "no-agreement-for-a-third-party-either",
        about(replace(FINE, agreements=()), stranger()),
        HOLD,
        "no-agreement purpose-unknown third-party-data",
    ),
    row(
        "no-agreement-anonymised-by-policy",
        replace(FINE, agreements=(), purpose_said="early-help"),
        ANONYMISE,
        "no-agreement covered",
        policy=replace(POLICY, no_agreement=ANONYMISE),
        cut=(0,),
    ),
    row(
        "agreement-begins-this-instant",
        replace(FINE, agreements=(replace(AGREEMENT, starts=NOON),)),
        SHARE,
        "covered",
    ),
    row(
        "agreement-begins-a-second-later",
        replace(FINE, agreements=(replace(AGREEMENT, starts=NOON + SECOND),)),
        HOLD,
        "agreement-not-yet covered",
        held_for="ig_lead",
    ),
    row(
        "agreement-ends-this-instant",
        replace(FINE, agreements=(replace(AGREEMENT, ends=NOON),)),
        HOLD,
        "agreement-expired covered",
    ),
    row(
        "agreement-ends-a-second-later",
        replace(FINE, agreements=(replace(AGREEMENT, ends=NOON + SECOND),)),
        SHARE,
        "covered",
    ),
    row("agreement-without-end", replace(FINE, agreements=(replace(AGREEMENT, ends=None),)), SHARE, "covered"),
    row(
        "agreement-suspended",
        replace(FINE, agreements=(replace(AGREEMENT, status=AgreementStatus.SUSPENDED),)),
        HOLD,
        "agreement-suspended covered",
    ),
    row(
        "agreement-ended",
        replace(FINE, agreements=(replace(AGREEMENT, status=AgreementStatus.ENDED),)),
        HOLD,
        "agreement-expired covered",
    ),
    row(
        "one-expired-one-in-force",
        replace(FINE, agreements=(replace(AGREEMENT, id="A-0", ends=NOON), AGREEMENT)),
        SHARE,
        "covered",
    ),
    row(
        "suspended-says-more-than-expired",
        replace(
            FINE,
            agreements=(
                replace(AGREEMENT, ends=NOON),
                replace(AGREEMENT, id="A-2", status=AgreementStatus.SUSPENDED),
            ),
        ),
        HOLD,
        "agreement-suspended covered",
    ),
    # AGREE-3: assurance
    row(
        "assurance-due-today",
        replace(FINE, agreements=(replace(AGREEMENT, assurance_review=TODAY),)),
        SHARE,
        "covered",
    ),
    row(
        "assurance-due-yesterday",
        replace(FINE, agreements=(replace(AGREEMENT, assurance_review=TODAY - timedelta(days=1)),)),
        SHARE,
        "assurance-overdue covered",
    ),
    row(
        "assurance-never-recorded",
        replace(FINE, agreements=(replace(AGREEMENT, assurance_review=None),)),
        SHARE,
        "assurance-overdue covered",
    ),
    row(
        "assurance-overdue-held-by-policy",
        replace(FINE, agreements=(replace(AGREEMENT, assurance_review=None),)),
        HOLD,
        "assurance-overdue covered",
        policy=replace(POLICY, assurance_overdue=HOLD),
        held_for="ig_lead",
    ),
    # PURP-1: purposes
    row("the-one-purpose-of-agreement-and-consent", replace(FINE, agreements=TWO_PURPOSES), SHARE, "covered"),
    row(
        "two-purposes-of-agreement-and-consent",
        replace(FINE, agreements=TWO_PURPOSES, consents=(BOTH,)),
        HOLD,
        "purpose-unknown covered",
        held_for="sender",
    ),
    row(
        "two-purposes-and-one-said",
        replace(FINE, agreements=TWO_PURPOSES, consents=(BOTH,), purpose_said="Housing support"),
        SHARE,
        "covered",
    ),
    row("a-purpose-nobody-knows", replace(FINE, purpose_said="gardening"), HOLD, "purpose-unknown covered"),
    row(
        "a-purpose-only-the-agreement-knows",
        replace(
            FINE,
            agreements=(replace(AGREEMENT, purposes=frozenset({"elm-pilot"})),),
            consents=(replace(CONSENT, purposes=frozenset({"*"})),),
            purpose_said="Elm-Pilot",
        ),
        SHARE,
        "covered",
    ),
    row(
        "a-purpose-the-agreement-does-not-cover",
        replace(FINE, purpose_said="housing", consents=(HOUSING,)),
        HOLD,
        "purpose-not-covered covered",
        held_for="ig_lead",
    ),
    row(
        "an-agreement-for-all-purposes",
        replace(FINE, agreements=(replace(AGREEMENT, purposes=frozenset({"*"})),)),
        SHARE,
        "covered",
    ),
    row(
        "two-people-for-two-purposes",
        replace(
            about(FINE, Person(id=ANA), Person(id=BEN)),
            agreements=TWO_PURPOSES,
            consents=(CONSENT, replace(HOUSING, id="C-2", person=BEN, given_by=BEN)),
        ),
        HOLD,
        "purpose-unknown covered covered",
    ),
    row(
        "two-people-for-one-purpose",
        replace(about(FINE, Person(id=ANA), Person(id=BEN)), consents=(CONSENT, BENS)),
        SHARE,
        "covered covered",
    ),
    # AGREE-4: inside
    row(
        "inside-nobody-is-asked-for-consent",
        replace(OURS, consents=(), statement=None),
        SHARE,
        "covered",
        held_for="",
    ),
    # AGREE-5: anonymised returns
    row(
        "anonymised-returns",
        replace(FINE, agreements=RETURNS),
        ANONYMISE,
        "covered not-anonymised",
        cut=(0,),
        held_for="",
    ),
    row(
        "anonymised-returns-ask-no-consent",
        replace(FINE, agreements=RETURNS, consents=(), statement=None),
        ANONYMISE,
        "not-anonymised",
        cut=(0,),
    ),
    row(
        "one-identifiable-agreement-beside",
        replace(FINE, agreements=(*RETURNS, replace(AGREEMENT, id="A-2"))),
        HOLD,
        "covered register-contradiction",
        held_for="ig_lead",
    ),
    row("anonymised-returns-of-nobody", replace(CLEAN, agreements=RETURNS), SHARE, ""),
    # AGREE-6: social media
    row("social-media-with-a-person", FACE, REFUSE, "social-media consent-other-partner"),
    row("social-media-marked-internal", FACE_CLEAN, REFUSE, "social-media"),
    row(
        "social-media-unread",
        replace(FACE_CLEAN, markings=(UNCLASSIFIED,), unread=(FAX,)),
        REFUSE,
        "unreadable-attachment social-media",
    ),
    row(
        "social-media-weak-name",
        replace(about(FACE, stranger("?1", Kind.NAME, evidence=Evidence.MODEL)), markings=(UNCLASSIFIED,)),
        REFUSE,
        "social-media model-only",
    ),
    row("social-media-unclassified-and-clean", replace(FACE_CLEAN, markings=(UNCLASSIFIED,)), SHARE, ""),
    row("social-media-sub-domain", to(FINE, "x@mail.facebook.com"), REFUSE, "social-media consent-other-partner"),
    row("a-domain-that-only-ends-alike", to(CLEAN, "x@notfacebook.com"), HOLD, "unknown-recipient"),
    row(
        "social-media-by-the-register",
        to(CLEAN, "x@forum.example", replace(ELM, type=PartyType.SOCIAL_MEDIA)),
        REFUSE,
        "social-media",
    ),
    row("social-media-by-the-fact-sheet", to(CLEAN, "x@forum.example", social_media=True), REFUSE, "social-media"),
    # SAFE-2: protected disclosure
    row(
        "protected-disclosure-asks-the-safeguarding-lead",
        to(replace(FINE, consents=()), "lado@council.example", LADO),
        HOLD,
        "no-agreement purpose-unknown no-consent",
        held_for="safeguarding_lead sender",
    ),
    row(
        "social-media-by-the-register-in-our-own-domain",
        to(CLEAN, "x@family-support.example", replace(ELM, type=PartyType.SOCIAL_MEDIA), internal=True),
        REFUSE,
        "social-media",
    ),
    row("social-media-secret", replace(FACE_CLEAN, markings=(SECRET,)), REFUSE, "secret-marking social-media"),
    row(
        "unknown-recipient-unclassified-with-a-person",
        replace(UNKNOWN, markings=(UNCLASSIFIED,)),
        HOLD,
        "under-marked unknown-recipient purpose-unknown consent-other-partner",
    ),
    row(
        "two-agreements-and-one-goes-only-so-high",
        replace(
            FINE,
            markings=(CONFIDENTIAL,),
            agreements=(AGREEMENT, replace(AGREEMENT, id="A-2", highest=Classification.INTERNAL)),
        ),
        HOLD,
        "covered register-contradiction",
        held_for="ig_lead",
    ),
    row(
        "two-agreements-that-differ-above-what-is-sent",
        replace(FINE, agreements=(AGREEMENT, replace(AGREEMENT, id="A-2", highest=Classification.INTERNAL))),
        SHARE,
        "covered",
    ),
    row(
        "two-agreements-for-different-purposes",
        replace(
            FINE,
            purpose_said="early-help",
            markings=(CONFIDENTIAL,),
            agreements=(
                AGREEMENT,
                replace(AGREEMENT, id="A-2", purposes=frozenset({"housing"}), highest=Classification.INTERNAL),
            ),
        ),
        SHARE,
        "covered",
    ),
    row(
        "two-agreements-one-for-every-purpose",
        replace(
            FINE,
            purpose_said="early-help",
            markings=(CONFIDENTIAL,),
            agreements=(
                AGREEMENT,
                replace(AGREEMENT, id="A-2", purposes=frozenset({"*"}), highest=Classification.INTERNAL),
            ),
        ),
        HOLD,
        "covered register-contradiction",
    ),
    row(
        "two-agreements-that-differ-and-one-has-ended",
        replace(
            FINE,
            markings=(CONFIDENTIAL,),
            agreements=(AGREEMENT, replace(AGREEMENT, id="A-2", highest=Classification.INTERNAL, ends=NOON)),
        ),
        SHARE,
        "covered",
    ),
    row(
        "two-agreements-that-differ-released-by-the-ig-lead",
        answered(
            replace(
                FINE,
                markings=(CONFIDENTIAL,),
                agreements=(AGREEMENT, replace(AGREEMENT, id="A-2", highest=Classification.INTERNAL)),
            ),
            release(Asked.IG_LEAD, by=IG_LEAD),
        ),
        SHARE,
        "covered",
    ),
    row(
        "an-approval-tells-which-of-two-purposes",
        replace(FINE, consents=(), agreements=TWO_PURPOSES, approvals=(replace(APPROVAL, purpose="housing"),)),
        SHARE,
        "covered",
    ),
    row(
        "a-consent-for-another-partner-tells-no-purpose",
        replace(FINE, agreements=TWO_PURPOSES, consents=(CONSENT, replace(HOUSING, id="C-2", party="GP"))),
        SHARE,
        "covered",
    ),
    row(
        "a-register-entry-makes-nothing-internal",
        to(FINE, "lee@else.example", replace(ELM, type=PartyType.INTERNAL)),
        HOLD,
        "unknown-recipient covered",
    ),
)
