"""AGREE-2, AGREE-4, MIN-1, SAFE-2, NOTICE-1: to which address, to how many, from whom, and what a link hides."""

from dataclasses import replace
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.found import Role
from gateway.model.parties import Kind, PartyType, StaffKind
from tests.decide.builders import (
    ANA,
    BEN,
    CARL,
    CLEAN,
    CONSENT,
    ELM,
    FINE,
    HARM,
    IG_LEAD,
    MANAGER,
    MARIA,
    NOON,
    POLICY,
    POWER,
    SAFE_LEAD,
    SCHOOL,
    SECOND,
    SENDER,
    STAFF,
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

SHARE, REDACT, HOLD = Treatment.SHARE, Treatment.REDACT, Treatment.HOLD

NEW = "new@unknown.example"
NEWS = replace(CLEAN, markings=(UNCLASSIFIED,))
MISTYPED = to(NEWS, NEW, resembles="ELM")
CONFIRMED = answer(AnswerKind.CONFIRM)
LISTING = replace(ELM, addresses=(SCHOOL,))
FIRST_HELD = replace(POLICY, first_time_recipient=HOLD)
PRIVATE = "jo.field81@gmail.com"
HOME = to(FINE, PRIVATE)
HOME_REASONS = "unknown-recipient private-address purpose-unknown consent-other-partner"
AWAY_REASONS = "unknown-recipient purpose-unknown consent-other-partner"
LIST = to(FINE, SCHOOL, ELM, mailing_list=True)
SHARED = replace(STAFF, kind=StaffKind.SHARED, email="info@family-support.example", name="Jo Field")
OUTSIDE = replace(FINE, outside=21)
SEEN = entries(replace(NEWS, shown=frozenset({MARIA}), consents=()), entry(MARIA))
LINK = "1:familysupport.sharepoint.com"
LINKED = replace(FINE, linked=(LINK,))
CLOSE = replace(FINE, sender=replace(FINE.sender, people=(CARL,), household=frozenset({ANA})))
BY_SAFEGUARDING = release(Asked.SAFEGUARDING_LEAD, POWER.id, SAFE_LEAD)
BY_IG = release(Asked.IG_LEAD, POWER.id, IG_LEAD)
UNTOLD = entries(FINE, replace(entry(ANA), notice_version=""))
PARTNERS_ONLY = {"2026": frozenset({PartyType.PARTNER})}
HELD_FOR_NOTICE = replace(POLICY, notice_not_given=HOLD)


def first(facts: Facts) -> Facts:
    """The same sheet for an address at the school to which nobody has written before."""
    return to(facts, SCHOOL, ELM, first_time=True)


FIRST = first(FINE)

ROWS: Final[tuple[Row, ...]] = (
    # AGREE-2, REC-3: look-alikes
    row("an-address-like-a-partners", MISTYPED, HOLD, "look-alike-recipient", held_for="sender"),
    row("an-address-like-ours", to(NEWS, NEW, resembles="own"), HOLD, "look-alike-recipient", held_for="sender"),
    row(
        "an-address-like-a-partners-noted-by-policy",
        MISTYPED,
        SHARE,
        "look-alike-recipient",
        policy=replace(POLICY, look_alike_recipient=SHARE),
    ),
    # AGREE-2, REC-3: the first time
    row("a-partners-address-for-the-first-time", FIRST, SHARE, "first-time-recipient covered"),
    row("held-by-policy", FIRST, HOLD, "first-time-recipient covered", held_for="sender", policy=FIRST_HELD),
    row("confirmed", answered(FIRST, CONFIRMED), SHARE, "covered", policy=FIRST_HELD),
    row("nothing-personal-and-unclassified", first(NEWS), SHARE, "", policy=FIRST_HELD),
    row("nothing-personal-and-internal", first(CLEAN), HOLD, "first-time-recipient", policy=FIRST_HELD),
    row(
        "an-address-of-the-register-itself",
        to(FINE, SCHOOL, LISTING, first_time=True),
        SHARE,
        "covered",
        policy=FIRST_HELD,
    ),
    row(
        "a-look-alike-for-the-first-time",
        to(CLEAN, NEW, resembles="ELM", first_time=True),
        HOLD,
        "unknown-recipient look-alike-recipient first-time-recipient",
    ),
    row("a-known-address-like-another", to(NEWS, SCHOOL, ELM, resembles="GP"), SHARE, ""),
    row("a-look-alike-confirmed", answered(MISTYPED, CONFIRMED), SHARE, ""),
    row(
        "a-look-alike-confirmed-is-still-unknown",
        answered(to(FINE, NEW, resembles="ELM"), CONFIRMED),
        HOLD,
        AWAY_REASONS,
        held_for="ig_lead sender line_manager",
    ),
    row(
        "a-look-alike-allowed-as-a-one-off-case",
        answered(to(CLEAN, NEW, resembles="ELM"), BY_IG),
        HOLD,
        "look-alike-recipient",
        held_for="sender",
    ),
    row(
        "a-look-alike-confirmed-by-the-manager",
        answered(MISTYPED, answer(AnswerKind.CONFIRM, by=MANAGER, role=Asked.LINE_MANAGER)),
        HOLD,
        "look-alike-recipient",
    ),
    row(
        "a-look-alike-confirmed-for-other-content",
        answered(MISTYPED, replace(CONFIRMED, content_hash="cd" * 32)),
        HOLD,
        "look-alike-recipient",
    ),
    row(
        "a-look-alike-confirmed-for-another-recipient",
        answered(MISTYPED, replace(CONFIRMED, recipients=(SCHOOL,))),
        HOLD,
        "look-alike-recipient",
    ),
    row(
        "a-look-alike-confirmed-this-instant",
        answered(MISTYPED, replace(CONFIRMED, at=NOON)),
        SHARE,
        "",
    ),
    row(
        "a-look-alike-confirmed-a-second-later",
        answered(MISTYPED, replace(CONFIRMED, at=NOON + SECOND)),
        HOLD,
        "look-alike-recipient",
    ),
    # AGREE-2, SEC-1: the sender's own private address
    row("to-the-senders-own-address", HOME, HOLD, HOME_REASONS, held_for="ig_lead line_manager sender"),
    row("to-the-senders-own-address-surname-first", to(FINE, "fieldjo@gmail.com"), HOLD, HOME_REASONS),
    row("to-the-senders-own-address-by-initial", to(FINE, "j.field@hotmail.co.uk"), HOLD, HOME_REASONS),
    row(
        "to-the-senders-own-address-by-the-work-one",
        to(replace(FINE, sender=replace(FINE.sender, staff=replace(STAFF, name="Joanne Smith"))), PRIVATE),
        HOLD,
        HOME_REASONS,
    ),
    row("to-the-senders-own-address-and-only-marked", to(CLEAN, PRIVATE), HOLD, "unknown-recipient private-address"),
    row("to-the-senders-own-address-with-nothing-in-it", to(NEWS, PRIVATE), SHARE, ""),
    row("to-somebody-elses-free-mail", to(FINE, "lee.wood@gmail.com"), HOLD, AWAY_REASONS),
    row("to-a-name-that-holds-the-senders", to(FINE, "jos.bloomfieldsandsons@gmail.com"), HOLD, AWAY_REASONS),
    row("the-senders-name-at-no-free-mail", to(FINE, "jo.field@unknown.example"), HOLD, AWAY_REASONS),
    row(
        "a-shared-mailbox-has-no-home",
        to(
            replace(FINE, sender=replace(FINE.sender, address=SHARED.email, from_address=SHARED.email, staff=SHARED)),
            PRIVATE,
        ),
        HOLD,
        AWAY_REASONS,
    ),
    row(
        "to-the-senders-own-address-released-by-the-manager",
        answered(HOME, replace(release(), recipients=(PRIVATE,))),
        HOLD,
        "unknown-recipient covered",
        held_for="ig_lead",
    ),
    # AGREE-2: lists
    row("to-a-list", LIST, HOLD, "unknown-recipient covered", held_for="ig_lead"),
    row("to-a-list-with-nobody-in-it", to(CLEAN, SCHOOL, ELM, mailing_list=True), SHARE, ""),
    row(
        "to-a-list-noted-by-policy",
        LIST,
        SHARE,
        "unknown-recipient covered",
        policy=replace(POLICY, mailing_list=SHARE),
    ),
    row("to-a-list-released-by-the-ig-lead", answered(LIST, BY_IG), SHARE, "covered"),
    row("to-a-list-released-by-the-manager", answered(LIST, release()), HOLD, "unknown-recipient covered"),
    # MIN-1: who sees whom
    row("one-family-in-to", replace(NEWS, visible_households=1), SHARE, ""),
    row("two-families-in-to", replace(NEWS, visible_households=2), HOLD, "visible-recipients", held_for="sender"),
    row(
        "two-families-in-to-whatever-is-answered",
        answered(replace(NEWS, visible_households=2), CONFIRMED, release(), BY_IG, BY_SAFEGUARDING),
        HOLD,
        "visible-recipients",
    ),
    row(
        "two-families-in-to-and-policy-says-three",
        replace(NEWS, visible_households=2),
        SHARE,
        "",
        policy=replace(POLICY, visible_people=3),
    ),
    row("nine-of-the-public-in-to", replace(NEWS, visible_unknown=9), SHARE, ""),
    row(
        "two-families-each-in-a-mail-of-their-own",
        answered(replace(NEWS, visible_households=2), answer(AnswerKind.SEPARATE)),
        SHARE,
        "separated",
    ),
    row(
        "ten-of-the-public-each-in-a-mail-of-their-own",
        answered(replace(NEWS, visible_unknown=10), answer(AnswerKind.SEPARATE)),
        SHARE,
        "separated",
    ),
    row(
        "a-mother-seen-by-a-school-that-gets-a-mail-of-its-own",
        answered(SEEN, answer(AnswerKind.SEPARATE)),
        SHARE,
        "separated",
    ),
    row(
        "a-manager-wants-mails-of-their-own",
        answered(replace(NEWS, visible_households=2), answer(AnswerKind.SEPARATE, role=Asked.LINE_MANAGER)),
        HOLD,
        "visible-recipients",
    ),
    row(
        "mails-of-their-own-asked-for-another-content",
        answered(replace(NEWS, visible_households=2), replace(answer(AnswerKind.SEPARATE), content_hash="cd" * 32)),
        HOLD,
        "visible-recipients",
    ),
    row("ten-of-the-public-in-to", replace(NEWS, visible_unknown=10), HOLD, "visible-recipients"),
    row(
        "two-families-in-to-and-a-colleague",
        to(replace(NEWS, visible_households=2), "lee@family-support.example", internal=True),
        SHARE,
        "",
    ),
    row(
        "two-families-in-to-for-one-of-them",
        to_person(replace(NEWS, visible_households=2), MARIA),
        HOLD,
        "visible-recipients",
    ),
    # CONS-1: who is seen to be written to
    row("a-mother-seen-by-a-school", SEEN, HOLD, "visible-recipients", held_for="sender"),
    row(
        "a-mother-seen-by-a-school-whatever-is-answered",
        answered(SEEN, BY_IG, BY_SAFEGUARDING),
        HOLD,
        "visible-recipients",
    ),
    row("a-child-seen-where-consent-was-given", replace(NEWS, shown=frozenset({ANA})), SHARE, ""),
    row("a-mother-who-gave-the-consent", replace(SEEN, consents=(CONSENT,)), SHARE, ""),
    row("a-mother-sees-herself", to_person(SEEN, MARIA), SHARE, ""),
    row("a-mother-seen-by-her-child", to_person(SEEN, ANA, household=(MARIA,)), SHARE, ""),
    row("a-mother-seen-inside", to(SEEN, "lee@family-support.example", internal=True), SHARE, ""),
    row("a-mother-seen-by-an-unknown-address", to(SEEN, NEW), HOLD, "visible-recipients"),
    row(
        "a-child-seen-by-whoever-is-a-risk-to-them",
        entries(to_person(replace(NEWS, shown=frozenset({ANA})), CARL), replace(entry(CARL), risk_to=(ANA,))),
        HOLD,
        "visible-recipients no-contact",
    ),
    # MIN-1: many at once
    row("to-twenty", replace(FINE, outside=20), SHARE, "covered"),
    row("to-twenty-one", OUTSIDE, HOLD, "bulk covered", held_for="line_manager"),
    row("to-twenty-one-with-nobody-in-it", replace(CLEAN, outside=21), SHARE, ""),
    row("to-twenty-one-by-policy", OUTSIDE, SHARE, "covered", policy=replace(POLICY, bulk=21)),
    row("to-twenty-one-released-by-the-manager", answered(OUTSIDE, release()), SHARE, "covered"),
    row("to-twenty-one-released-by-its-sender", answered(OUTSIDE, release(by=SENDER)), HOLD, "bulk covered"),
    row(
        "to-twenty-one-for-the-colleague-among-them",
        to(OUTSIDE, "lee@family-support.example", internal=True),
        SHARE,
        "covered",
    ),
    # AGREE-4: links
    row("a-link-to-our-store", LINKED, HOLD, "linked-file covered", held_for="sender"),
    row("a-link-to-our-store-in-a-newsletter", replace(NEWS, linked=(LINK,)), HOLD, "linked-file"),
    row(
        "two-links-to-our-store",
        replace(FINE, linked=(LINK, "2:1drv.ms")),
        HOLD,
        "linked-file linked-file covered",
    ),
    row("a-link-for-a-colleague", to(LINKED, "lee@family-support.example", internal=True), SHARE, "covered"),
    row("a-link-released-by-the-manager", answered(LINKED, release()), SHARE, "covered"),
    row("a-link-released-by-its-sender", answered(LINKED, release(by=SENDER)), HOLD, "linked-file covered"),
    row(
        "a-link-released-for-all-by-the-safeguarding-lead",
        answered(LINKED, release(Asked.SAFEGUARDING_LEAD, HARM.id, SAFE_LEAD)),
        SHARE,
        "covered",
    ),
    row(
        "a-link-hidden-is-still-a-link",
        answered(LINKED, answer(AnswerKind.HIDE)),
        HOLD,
        "linked-file covered hidden",
    ),
    # SAFE-2: the sender's own
    row(
        "about-the-senders-own-household",
        CLOSE,
        HOLD,
        "covered conflict-of-interest",
        held_for="safeguarding_lead",
    ),
    row(
        "about-the-sender",
        replace(FINE, sender=replace(FINE.sender, people=(ANA,))),
        HOLD,
        "covered conflict-of-interest",
    ),
    row("about-nobody-close", replace(CLOSE, sender=replace(CLOSE.sender, household=frozenset())), SHARE, "covered"),
    row(
        "about-a-namesake-of-the-senders-child",
        replace(about(CLOSE, Person(id="x", candidates=(ANA, BEN))), about_said=(BEN,)),
        HOLD,
        "no-consent conflict-of-interest",
    ),
    row(
        "signed-by-a-sender-in-the-register",
        about(CLOSE, Person(id=CARL, kinds=(Kind.NAME,), role=Role.CORRESPONDENT)),
        SHARE,
        "",
    ),
    row("about-a-stranger-by-such-a-sender", about(CLOSE, stranger()), REDACT, "third-party-data"),
    row(
        "about-the-senders-household-inside",
        to(CLOSE, "lee@family-support.example", internal=True),
        SHARE,
        "covered",
    ),
    row(
        "about-the-senders-household-by-the-manager", answered(CLOSE, release()), HOLD, "covered conflict-of-interest"
    ),
    row("about-the-senders-household-released", answered(CLOSE, BY_SAFEGUARDING), SHARE, "covered"),
    # NOTICE-1
    row("no-privacy-notice-given", UNTOLD, SHARE, "covered notice-not-given"),
    row(
        "no-privacy-notice-given-held-by-policy",
        UNTOLD,
        HOLD,
        "covered notice-not-given",
        policy=HELD_FOR_NOTICE,
        held_for="ig_lead",
    ),
    row(
        "an-unlisted-privacy-notice",
        entries(FINE, replace(entry(ANA), notice_version="2019")),
        SHARE,
        "covered notice-not-given",
    ),
    row(
        "a-privacy-notice-that-names-partners",
        FINE,
        SHARE,
        "covered",
        policy=replace(POLICY, notice_versions=PARTNERS_ONLY),
    ),
    row(
        "a-privacy-notice-that-names-only-partners",
        to(FINE, SCHOOL, replace(ELM, type=PartyType.PROVIDER)),
        SHARE,
        "covered notice-not-given",
        policy=replace(POLICY, notice_versions=PARTNERS_ONLY),
    ),
    row("no-privacy-notice-and-their-own-data", to_person(UNTOLD, MARIA, ANA), SHARE, "covered"),
    row(
        "no-privacy-notice-released-by-the-ig-lead",
        answered(UNTOLD, BY_IG),
        SHARE,
        "covered",
        policy=HELD_FOR_NOTICE,
    ),
    row(
        "a-privacy-notice-of-one-of-two-namesakes",
        about(UNTOLD, Person(id="x", candidates=(ANA, BEN))),
        HOLD,
        "which-person covered no-consent notice-not-given",
    ),
)
