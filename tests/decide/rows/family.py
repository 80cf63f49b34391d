"""FAM-1: who acts for whom on the day of sending, and how people asked to be reached."""

from dataclasses import replace
from datetime import date
from typing import Final

from gateway.decide.facts import Facts
from gateway.model.decision import AnswerKind, Treatment
from tests.decide.builders import (
    ANA,
    CLEAN,
    FINE,
    MARIA,
    NOON,
    POLICY,
    UNCLASSIFIED,
    Person,
    Row,
    about,
    answer,
    answered,
    entries,
    entry,
    row,
    to_person,
)

SHARE, HOLD = Treatment.SHARE, Treatment.HOLD

# The sheet's day is 18 November 2026.
EIGHTEEN, ALMOST_EIGHTEEN, LEAP = date(2008, 11, 18), date(2008, 11, 19), date(2008, 2, 29)
NONE = replace(FINE, consents=(), agreements=())
NOTED = replace(POLICY, family_contact=replace(POLICY.family_contact, other_route=SHARE))
FORM_HELD = replace(POLICY, family_contact=replace(POLICY.family_contact, other_form=HOLD))


def child(born: date | None, *, competence: str = "", relation: str = "mother") -> Facts:
    """A mail about Ana to whom the register has as acting for her."""
    ana = replace(
        entry(ANA),
        date_of_birth=born,
        competence=competence,
        relations=((relation, MARIA),) if relation else (),
    )
    return entries(to_person(about(NONE, Person(id=ANA)), MARIA, ANA), ana)


def asked(preference: str = "", language: str = "") -> Facts:
    """A mail that tells of nobody, to Maria, who asked to be reached so."""
    sheet = to_person(replace(CLEAN, markings=(UNCLASSIFIED,)), MARIA)
    return entries(sheet, replace(entry(MARIA), contact_preference=preference, language=language))


def route(name: str, preference: str, *, held: bool) -> Row:
    return row(name, asked(preference), HOLD if held else SHARE, "contact-preference" if held else "")


ROWS: Final[tuple[Row, ...]] = (
    row("mother-the-day-before-the-eighteenth-birthday", child(ALMOST_EIGHTEEN), SHARE, "covered"),
    row("mother-on-the-eighteenth-birthday", child(EIGHTEEN), HOLD, "no-consent", held_for="line_manager"),
    row("mother-of-who-was-born-on-a-leap-day", child(LEAP), HOLD, "no-consent"),
    row("mother-and-no-date-of-birth", child(None), SHARE, "covered"),
    row(
        "mother-of-a-grown-up-who-does-not-understand", child(EIGHTEEN, competence="lacks capacity"), SHARE, "covered"
    ),
    row("mother-of-a-grown-up-who-understands", child(EIGHTEEN, competence="understands"), HOLD, "no-consent"),
    row("carer-of-a-grown-up", child(EIGHTEEN, relation="carer"), SHARE, "covered"),
    row("advocate-of-a-grown-up", child(EIGHTEEN, relation=""), SHARE, "covered"),
    row(
        "mother-by-the-childs-place-in-her-own-entry",
        entries(child(EIGHTEEN, relation=""), replace(entry(MARIA), acts_for=(ANA,), relations=(("daughter", ANA),))),
        HOLD,
        "no-consent",
    ),
    # route, language, format
    route("nothing-is-recorded", "", held=False),
    route("by-email", "Email", held=False),
    route("by-email-or-post", "post or e-mail", held=False),
    route("by-post", "post", held=True),
    route("by-telephone", "phone", held=True),
    route("by-text", "text", held=True),
    route("no-email-please", "no email, please", held=True),
    route("do-not-email", "Don\u2019t send emails", held=True),
    route("through-somebody-else", "via her sister", held=True),
    route("by-the-portal", "portal", held=False),
    route("an-encrypted-pdf", "PDF with a password", held=False),
    row("by-post-noted", asked("post"), SHARE, "contact-preference", policy=NOTED),
    row("by-post-and-the-sender-is-asked", asked("post"), HOLD, "contact-preference", held_for="sender"),
    row("by-post-and-the-sender-says-it-is-right", answered(asked("post"), answer(AnswerKind.CONFIRM)), SHARE, ""),
    row("easy-read", asked("easy read"), SHARE, "contact-preference"),
    row("large-print-by-post", asked("large print by post"), HOLD, "contact-preference"),
    row("easy-read-held-by-policy", asked("email, easy-read"), HOLD, "contact-preference", policy=FORM_HELD),
    row("in-english", asked(language="english"), SHARE, ""),
    row("in-arabic", asked(language="Arabic"), SHARE, "contact-preference"),
    row("in-arabic-or-english", asked(language="Arabic, English"), SHARE, ""),
    row("in-arabic-held-by-policy", asked(language="Arabic"), HOLD, "contact-preference", policy=FORM_HELD),
    row(
        "who-has-died",
        entries(asked("email"), replace(entry(MARIA), died_on=NOON.date())),
        HOLD,
        "contact-preference",
        held_for="sender",
    ),
)
