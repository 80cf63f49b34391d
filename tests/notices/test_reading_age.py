"""What staff read, they can read with two minutes and no training: reading age, and no words of the trade."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from importlib import resources

import pytest

from gateway.console.case.form import TITLES
from gateway.console.first_steps import guides
from gateway.deliver.dsn import DsnAction, DsnFacts, DsnRecipient, dsn
from gateway.hold.answers import MAY_SAY
from gateway.hold.by_mail import NotTaken
from gateway.language import ENGLISH
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.reasons import Reason
from gateway.notices.answered import Answered, answered
from gateway.notices.checked import Checked, CheckedReader, checked
from gateway.notices.choices import CHOICES
from gateway.notices.compose import Choice, NoticeKind, Why, compose
from gateway.notices.manager_digest import Waiting, manager_digest
from gateway.notices.questions import PRINCIPLES, QUESTIONS
from gateway.notices.sentences import words_for
from gateway.ports import Reply
from gateway.sign_in.accounts import AccountRole
from tests.language.letters import letters
from tests.notices.reading import reading_age, syllables
from tests.notices.test_compose import HELD, NOON, forms
from tests.notices.test_write import CONFIG

OLDEST = 11
JARGON = re.compile(
    r"\b(?:data subjects?|lawful basis|legitimate interests?|grounds?|statutory|pursuant|processing|processors?"
    r"|controllers?|disclos\w+|redact\w*|anonymis\w+|pseudonym\w*|competen\w+|envelopes?|smtp|mime|dsn|enum"
    r"|third part(?:y|ies)|special categor\w+|subject access|gdpr|dpia|caldicott|exempt\w*)\b",
    re.IGNORECASE,
)


def _words(text: str) -> str:
    return re.sub(r"https?://\S+|GW-\w+|\S+@\S+|^Case number:.*|^Family Support$", "", text, flags=re.MULTILINE)


def _plain(page: str) -> str:
    ended = re.sub(r"</(?:p|li)>", "\n", page)
    return html.unescape(re.sub(r"<[^>]+>|\{\{.*?\}\}|\{%.*?%\}", " ", ended))


def reasons() -> Iterator[tuple[str, str]]:
    """Every reason as a notice tells it: what happened and what to do."""
    for reason in Reason:
        words = words_for(reason, party="Elm Park School", purpose="early help")
        yield reason.value, f"{words.sentence} {words.remedy}"


def notices() -> Iterator[tuple[str, str]]:
    """Every notice whole, as text; the addresses and commands in it are not words."""
    words = words_for(Reason.NO_CONSENT, party="Elm Park School")
    why = [Why(clause="", sentence=words.sentence, remedy=words.remedy)]
    titles = [Choice(title=CHOICES[kind][0], command="") for kind in AnswerKind if Asked.SENDER in MAY_SAY[kind]]
    link = "https://gateway.ours.example/cases/GW-7F3K2QXA"
    known = "We have told Mo Hughes and Iris Grant, who can decide about it."
    for kind in NoticeKind:
        for urgent in (False, True):
            facts = replace(
                HELD,
                kind=kind,
                why=why,
                told=known,
                link=link,
                urgent=urgent,
                choices=titles,
                waiting=["1 person at Elm School"],
            )
            yield f"{kind}{'-urgent' if urgent else ''}", _words(forms(compose(facts))[0])
    for why_not in (None, *NotTaken):
        said = Answered(to="ana@ours.example", case="GW-7F3K2QXA", word="HIDE", message_id="", why_not=why_not)
        yield f"answered-{why_not}", _words(forms(answered(said, CONFIG, NOON).content)[0])
    for state in (RecipientState.READY, RecipientState.HELD, RecipientState.REFUSED):
        reader = CheckedReader(
            address="x", party="", state=state, treatment=Treatment.REDACT, reasons=[Reason.NO_CONSENT]
        )
        draft = Checked(
            case="GW-7F3K2QXA", to="a@b.example", message_id="", written_at=NOON, readers=[reader], purposes=["x"]
        )
        yield f"checked-{state}", _words(forms(checked(draft, CONFIG, NOON).content)[0])
    waiting = [Waiting(case="GW-7F3K2QXA", held_at=NOON, until=NOON + timedelta(days=3))]
    yield "manager-digest", _words(forms(manager_digest(waiting, "mo@ours.example", CONFIG, NOON).content)[0])


def reports() -> Iterator[tuple[str, str]]:
    """What a sender reads of mail that does not arrive."""
    for action in DsnAction:
        facts = DsnFacts(
            action=action,
            case="GW-7F3K2QXA",
            reporter="gw.ours.example",
            postmaster="postmaster@ours.example",
            organisation="Family Support",
            sender="ana@ours.example",
            message_id="",
            arrived_at=NOON,
            now=NOON,
            recipients=[
                DsnRecipient(address="x", reply=Reply(code=code, enhanced=enhanced, text=""), last_attempt_at=NOON)
                for code, enhanced in ((0, ""), (550, "5.1.1"), (452, "4.2.2"), (454, "4.7.5"), (554, "5.3.0"))
            ],
            give_up_at=NOON + timedelta(hours=44),
        )
        report = message_from_bytes(dsn(facts), policy=default)
        text = next(part.get_content() for part in report.walk() if part.get_content_type() == "text/plain")
        yield action.value, _words(text)


def console() -> Iterator[tuple[str, str]]:
    """Help, section by section, and what the forms of a case offer."""
    page = (resources.files("gateway.console") / "templates" / "help.html").read_text()
    for section in re.split(r"<h[12]", page.partition("{% block main %}")[2])[1:]:
        title, _, rest = section.partition(">")[2].partition("</h")
        yield f"help: {title}", _words(title + "\n" + _plain(rest.partition(">")[2]))
    for guide in guides(frozenset(AccountRole)):
        for step in guide.steps:
            yield f"first: {step.title}", f"{step.title}. {step.words}"
    for kind, (title, hint) in TITLES.items():
        yield f"form: {kind}", f"{title}. {hint}"
    yield "questions", "\n".join(QUESTIONS)
    yield "principles", "\n".join(PRINCIPLES)


def besides() -> Iterator[tuple[str, str]]:
    """What the lead reads of dates, and who asked or is asked something."""
    for name, text in letters(ENGLISH):
        if name.startswith(("breach-", "due-digest", "asked-back")):
            yield name, "\n".join(line for line in _words(text).splitlines() if "gateway " not in line)


ALL = [*reasons(), *notices(), *reports(), *console(), *besides()]


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ALL])
def test_an_eleven_year_old_can_read_it(text: str) -> None:
    assert reading_age(text) <= OLDEST, text


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in ALL])
def test_no_words_of_the_trade(text: str) -> None:
    assert JARGON.search(text) is None


@pytest.mark.parametrize(
    ("word", "count"),
    [
        *((word, 1) for word in ("the", "made", "names", "asked", "used", "whole", "999", "ICO")),
        *((word, 2) for word in ("people", "table", "needed", "agreed", "closes", "changes", "create", "email")),
        *((word, 3) for word in ("agreement", "decided", "addresses", "area", "manager", "computer")),
        *((word, 4) for word in ("information",)),
    ],
)
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_measure_tells_hard_from_easy() -> None:
    """A clause of a statute, and a sentence of a first reader."""
    hard = "Processing shall be lawful only if and to the extent that the data subject has given explicit consent."
    assert reading_age(hard) > 14
    assert reading_age("The cat sat on the mat. It was warm.") < 7
    assert JARGON.search(hard)
