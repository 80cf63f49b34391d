"""SAFE-1, CONS-6, CONS-7: what must never reach somebody, whatever anybody answers."""

from dataclasses import replace
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import Asked, Treatment
from gateway.model.found import Role
from gateway.model.parties import Kind
from tests.decide.builders import (
    ANA,
    BEN,
    CARL,
    CLEAN,
    FAX,
    FINE,
    HARM,
    MARIA,
    NOON,
    RESTRICTION,
    SAFE_LEAD,
    SECOND,
    UNCLASSIFIED,
    Person,
    Row,
    about,
    answered,
    entries,
    entry,
    release,
    row,
    stranger,
    to,
    to_person,
)

SHARE, REDACT, HOLD, REFUSE = Treatment.SHARE, Treatment.REDACT, Treatment.HOLD, Treatment.REFUSE

NO_CONTACT = replace(entry(ANA), no_contact=(CARL,))
RISK = replace(entry(CARL), risk_to=(ANA,))
HIDDEN = replace(entry(ANA), protected_addresses=("1 Quiet Lane",))
LIVES_THERE = replace(entry(MARIA), acts_for=(ANA,), protected_addresses=("1 Quiet Lane",))

CHILD = about(FINE, Person(id=ANA))
AT = about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.ADDRESS)))
TO_CARL = to_person(CHILD, CARL)
TO_MOTHER = to_person(CHILD, MARIA, ANA)
ADDRESS_TO_MOTHER = to_person(AT, MARIA, ANA)
KEPT = replace(TO_MOTHER, restrictions=(RESTRICTION,), kept_phrases=("R-1",))
LIMIT = replace(RESTRICTION, id="R-2", phrases=(), only_kinds=frozenset({"name"}))
BY_SAFEGUARDING = release(Asked.SAFEGUARDING_LEAD, HARM.id, SAFE_LEAD)
GREETED = Person(id=ANA, kinds=(Kind.NAME,), role=Role.CORRESPONDENT)


def to_somebody_called_ana(kept_phrases: tuple[str, ...]) -> Facts:
    """Nothing personal, to an address that nobody is known behind, with her name beside it."""
    facts = to(replace(CLEAN, markings=(UNCLASSIFIED,)), "new@mail.example", might_be=frozenset({ANA}))
    return replace(facts, restrictions=(RESTRICTION,), kept_phrases=kept_phrases)


ROWS: Final[tuple[Row, ...]] = (
    # SAFE-1: nobody hears of whom they are a danger to
    row(
        "no-contact",
        entries(TO_CARL, NO_CONTACT),
        HOLD,
        "consent-other-partner no-contact",
        held_for="line_manager safeguarding_lead",
    ),
    row("a-recorded-risk", entries(TO_CARL, RISK), HOLD, "consent-other-partner no-contact"),
    row(
        "no-contact-though-they-act-for-the-child",
        entries(to_person(CHILD, CARL, ANA), NO_CONTACT),
        HOLD,
        "covered no-contact",
        held_for="safeguarding_lead",
    ),
    row(
        "no-contact-by-their-representative",
        entries(to_person(CHILD, BEN, CARL), NO_CONTACT),
        HOLD,
        "consent-other-partner no-contact",
    ),
    row(
        "no-contact-by-their-household",
        entries(to_person(CHILD, BEN, household=(CARL,)), NO_CONTACT),
        HOLD,
        "consent-other-partner no-contact",
    ),
    row(
        "a-risk-in-the-household",
        entries(to_person(CHILD, BEN, household=(CARL,)), RISK),
        HOLD,
        "consent-other-partner no-contact",
    ),
    row(
        "a-relative-whose-entry-was-ended",
        replace(to_person(CHILD, ANA, household=(CARL,)), subjects={ANA: entry(ANA)}),
        SHARE,
        "covered",
    ),
    row(
        "their-own-though-the-danger-shared-their-home",
        entries(to_person(CHILD, ANA, household=(CARL,)), NO_CONTACT),
        SHARE,
        "covered",
    ),
    row(
        "a-mailbox-shared-with-the-danger",
        entries(
            replace(to_person(CHILD, ANA), recipient=replace(to_person(CHILD, ANA).recipient, people=(ANA, CARL))),
            NO_CONTACT,
            entry(CARL),
        ),
        HOLD,
        "covered no-contact",
    ),
    row("the-mother-without-danger", entries(TO_MOTHER, NO_CONTACT), SHARE, "covered"),
    row("a-greeting-is-enough", entries(to_person(about(FINE, GREETED), CARL), NO_CONTACT), HOLD, "no-contact"),
    row(
        "one-of-two-namesakes-is-enough",
        entries(to_person(about(FINE, Person(id="x", candidates=(ANA, BEN))), CARL), NO_CONTACT),
        HOLD,
        "which-person consent-other-partner no-consent no-contact",
    ),
    row(
        "the-sender-cannot-say-it-is-the-other-one",
        replace(
            entries(to_person(about(FINE, Person(id="x", candidates=(ANA, BEN))), CARL), NO_CONTACT),
            about_said=(BEN,),
        ),
        HOLD,
        "no-consent no-contact",
    ),
    row(
        "a-danger-and-a-part-unread",
        entries(replace(to_person(CLEAN, CARL), unread=(FAX,)), RISK),
        HOLD,
        "unreadable-attachment no-contact",
    ),
    row(
        "a-danger-in-the-household-and-a-part-unread",
        entries(replace(to_person(CLEAN, BEN, household=(CARL,)), unread=(FAX,)), RISK),
        HOLD,
        "unreadable-attachment no-contact",
    ),
    row(
        "a-danger-to-the-recipient-alone-and-a-part-unread",
        entries(replace(to_person(CLEAN, ANA, household=(CARL,)), unread=(FAX,)), RISK),
        HOLD,
        "unreadable-attachment",
    ),
    row("a-danger-and-everything-read", entries(to_person(CLEAN, CARL), RISK), SHARE, ""),
    row(
        "no-release-by-the-safeguarding-lead-either",
        answered(entries(to_person(CHILD, CARL, ANA), NO_CONTACT), BY_SAFEGUARDING),
        HOLD,
        "covered no-contact",
    ),
    row(
        "no-release-by-the-manager",
        answered(entries(TO_CARL, NO_CONTACT), release()),
        HOLD,
        "covered no-contact",
        held_for="safeguarding_lead",
    ),
    # SAFE-1: protected addresses
    row(
        "a-protected-address-to-a-representative",
        entries(ADDRESS_TO_MOTHER, HIDDEN),
        HOLD,
        "under-marked raised covered protected-address",
        held_for="safeguarding_lead",
    ),
    row(
        "a-protected-address-to-who-lives-there",
        entries(ADDRESS_TO_MOTHER, HIDDEN, LIVES_THERE),
        SHARE,
        "under-marked raised covered",
    ),
    row(
        "a-protected-address-to-themselves", entries(to_person(AT, ANA), HIDDEN), SHARE, "under-marked raised covered"
    ),
    row(
        "a-protected-address-to-a-danger",
        entries(to_person(AT, CARL, ANA), replace(HIDDEN, no_contact=(CARL,))),
        HOLD,
        "under-marked raised covered no-contact protected-address",
    ),
    row(
        "an-address-not-protected-to-a-danger",
        entries(to_person(AT, CARL, ANA), NO_CONTACT),
        HOLD,
        "covered no-contact protected-address",
    ),
    row(
        "a-protected-address-to-an-unknown-recipient",
        entries(to(AT, "new@unknown.example"), HIDDEN),
        HOLD,
        "under-marked unknown-recipient purpose-unknown consent-other-partner protected-address",
    ),
    row(
        "a-protected-address-to-a-list",
        entries(replace(AT, recipient=replace(FINE.recipient, mailing_list=True)), HIDDEN),
        HOLD,
        "under-marked raised unknown-recipient covered protected-address",
    ),
    row("a-protected-address-to-a-partner", entries(AT, HIDDEN), SHARE, "under-marked raised covered"),
    row("another-kind-of-somebody-with-a-protected-address", entries(TO_MOTHER, HIDDEN), SHARE, "covered"),
    # CONS-7
    row(
        "kept-from-the-person",
        replace(to_person(CHILD, ANA), restrictions=(RESTRICTION,), kept_phrases=("R-1",)),
        HOLD,
        "covered kept-from-subject",
        held_for="line_manager",
    ),
    row("kept-from-who-acts-for-them", KEPT, HOLD, "covered kept-from-subject"),
    row(
        "kept-from-somebody-named",
        replace(KEPT, restrictions=(replace(RESTRICTION, kept_from=(MARIA,)),)),
        HOLD,
        "covered kept-from-subject",
    ),
    row(
        "kept-from-somebody-else",
        replace(KEPT, restrictions=(replace(RESTRICTION, kept_from=(CARL,)),)),
        SHARE,
        "covered",
    ),
    row(
        "kept-from-the-person-not-from-a-partner",
        replace(CHILD, restrictions=(RESTRICTION,), kept_phrases=("R-1",)),
        SHARE,
        "covered",
    ),
    row("the-phrases-do-not-stand-there", replace(KEPT, kept_phrases=()), SHARE, "covered"),
    row(
        "kept-though-nobody-is-named",
        replace(to_person(CLEAN, ANA), restrictions=(RESTRICTION,), kept_phrases=("R-1",)),
        HOLD,
        "kept-from-subject",
    ),
    row(
        "kept-with-no-phrases-to-look-for",
        replace(KEPT, restrictions=(replace(RESTRICTION, phrases=()),), kept_phrases=()),
        HOLD,
        "covered kept-from-subject",
    ),
    row(
        "kept-and-a-part-unread",
        replace(KEPT, kept_phrases=(), unread=(FAX,)),
        HOLD,
        "unreadable-attachment covered kept-from-subject",
    ),
    row("kept-document", replace(KEPT, kept_phrases=(), kept_documents=("R-1",)), HOLD, "covered kept-from-subject"),
    row("another-document", replace(KEPT, kept_phrases=(), kept_documents=("R-9",)), SHARE, "covered"),
    row(
        "kept-document-not-from-a-partner",
        replace(CHILD, restrictions=(RESTRICTION,), kept_documents=("R-1",)),
        SHARE,
        "covered",
    ),
    row(
        "kept-from-who-lives-with-them",
        replace(to_person(CLEAN, BEN, household=[ANA]), restrictions=(RESTRICTION,), kept_phrases=("R-1",)),
        HOLD,
        "kept-from-subject",
        held_for="line_manager",
    ),
    row(
        "unread-to-who-lives-with-them",
        replace(to_person(CLEAN, BEN, household=[ANA]), restrictions=(RESTRICTION,)),
        SHARE,
        "",
    ),
    row(
        "about-them-and-kept-from-who-lives-with-them",
        replace(
            to_person(CLEAN, ANA, household=[CARL]),
            restrictions=(replace(RESTRICTION, kept_from=(CARL,)),),
            kept_phrases=("R-1",),
        ),
        SHARE,
        "",
    ),
    row(
        "kept-from-whose-name-stands-beside-the-address",
        to_somebody_called_ana(("R-1",)),
        HOLD,
        "kept-from-subject",
    ),
    row("the-name-alone", to_somebody_called_ana(()), SHARE, ""),
    row("kept-until-this-instant", replace(KEPT, restrictions=(replace(RESTRICTION, until=NOON),)), SHARE, "covered"),
    row(
        "kept-until-a-second-later",
        replace(KEPT, restrictions=(replace(RESTRICTION, until=NOON + SECOND),)),
        HOLD,
        "covered kept-from-subject",
    ),
    row(
        "kept-while-its-approval-is-waited-for",
        replace(KEPT, restrictions=(replace(RESTRICTION, approved_by="", approved_at=None),)),
        HOLD,
        "covered kept-from-subject",
    ),
    row("kept-whatever-the-manager-answers", answered(KEPT, release()), HOLD, "covered kept-from-subject"),
    # CONS-6
    row(
        "beyond-the-kinds-a-parent-allows",
        replace(CHILD, restrictions=(LIMIT,)),
        HOLD,
        "covered restricted-by-parent",
        held_for="line_manager",
        cut=(1,),
    ),
    row(
        "within-the-kinds-a-parent-allows",
        replace(CHILD, restrictions=(replace(LIMIT, only_kinds=frozenset({"name", "attendance"})),)),
        SHARE,
        "covered",
    ),
    row("a-limit-does-not-keep-it-from-the-family", replace(TO_MOTHER, restrictions=(LIMIT,)), SHARE, "covered"),
    row("a-limit-for-another-child", replace(CHILD, restrictions=(replace(LIMIT, person=BEN),)), SHARE, "covered"),
    row(
        "a-limit-released-by-the-manager",
        answered(replace(CHILD, restrictions=(LIMIT,)), release()),
        SHARE,
        "covered",
    ),
    row(
        "a-third-party-beside-a-limit",
        replace(about(CHILD, Person(id=ANA, kinds=(Kind.NAME,)), stranger()), restrictions=(LIMIT,)),
        REDACT,
        "covered third-party-data",
    ),
    row(
        "a-second-protected-address-they-may-not-know",
        entries(
            ADDRESS_TO_MOTHER, replace(HIDDEN, protected_addresses=("1 Quiet Lane", "7 Still Court")), LIVES_THERE
        ),
        HOLD,
        "under-marked raised covered protected-address",
    ),
)
