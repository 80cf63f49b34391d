"""Every mail that the gateway writes itself, in a language, as text."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default

from gateway.deliver.dsn import DsnAction, DsnFacts, DsnRecipient, dsn
from gateway.hold.by_mail import NotTaken
from gateway.language import Language
from gateway.model.decision import Asked, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.reasons import Reason
from gateway.notices.answered import Answered, answered
from gateway.notices.ask_ahead import AskAhead, ask_ahead
from gateway.notices.asked_back import AskedBack, asked_back
from gateway.notices.breach import BreachFacts, breach_reminder
from gateway.notices.checked import Checked, CheckedReader, checked
from gateway.notices.choices import choices_for
from gateway.notices.compose import NoticeKind, compose
from gateway.notices.content_view import ViewFacts, ViewNews, view_notice
from gateway.notices.due_digest import Week, due_digest
from gateway.notices.manager_digest import Waiting, manager_digest
from gateway.notices.policy_refused import policy_refused
from gateway.notices.trial import asked_line
from gateway.notices.whys import whys
from gateway.notices.write import notices
from gateway.ports import Reply
from gateway.registers.due import Due
from gateway.registers.files.columns import RegisterKind
from tests.contracts.builders import hold_entry
from tests.decide.builders import MANAGER, SENDER
from tests.notices.test_compose import HELD, LONDON, NOON
from tests.notices.test_write import BOTH, CASE, CONFIG, NO_CONSENT, hold, news

LINK = "https://gateway.ours.example/cases/GW-7F3K2QXA"


def letters(language: Language) -> Iterator[tuple[str, str]]:
    """Name and text of each."""
    organisation = CONFIG.organisation.model_copy(update={"language": language.code})
    config = CONFIG.model_copy(update={"organisation": organisation})
    told = whys(((reason, "Elm Park School") for reason in Reason), language)
    said = choices_for(hold_entry(), set(Asked), CASE, "a@b.example", language)
    for kind in NoticeKind:
        for urgent in (False, True):
            facts = replace(
                HELD,
                kind=kind,
                language=language,
                urgent=urgent,
                link=LINK if urgent else "",
                why=told,
                choices=said,
                reached=[],
                waiting=[],
                organisation="Family Support",
                answer_to="a@b.example",
                answer_words=("CANCEL", "HIDE"),
                trial=asked_line(NOON, LONDON, language),
            )
            yield f"{kind}{'-urgent' if urgent else ''}", _text(compose(facts))
    for one in notices(news(NO_CONSENT), before=None, hold=hold(*BOTH), config=config, at=NOON):
        yield f"written-{one.kind}", _text(one.finished.content).replace(SENDER, "").replace(MANAGER, "")
    for why_not in (None, *NotTaken):
        answer = Answered(to="a@b.example", case=CASE, word="HIDE", message_id="", why_not=why_not)
        yield f"answered-{why_not}", _text(answered(answer, config, NOON).content)
    for state in (RecipientState.READY, RecipientState.HELD, RecipientState.REFUSED, None):
        yield f"checked-{state}", _text(checked(_draft(state), config, NOON).content)
    waiting = [Waiting(case=CASE, held_at=NOON, until=until) for until in [None, *[NOON + timedelta(days=3)] * 30]]
    ahead = AskAhead(case=CASE, to="a@b.example", who="", link=LINK, now=NOON)
    yield "ask-ahead", _text(ask_ahead(ahead, organisation).content)
    yield "manager-digest", _text(manager_digest(waiting, "a@b.example", config, NOON).content)
    week = Week(
        found=[Due(kind=RegisterKind.AGREEMENTS, id="A-1", column="review", on=date(2026, 12, 1), owner="")],
        waiting=2,
        oldest=NOON,
        head="1:abcd",
    )
    yield "due-digest", _text(due_digest(week, "a@b.example", config, NOON).content)
    faults = ["policy.yaml:1:1: nothing"] * 60
    refused = policy_refused(faults, in_use="1", organisation=organisation, now=NOON)
    yield "policy-refused", _text(refused.content)
    for due_at, link in ((NOON - timedelta(hours=1), ""), (NOON + timedelta(hours=1), LINK)):
        facts_of_breach = BreachFacts(
            breach="BR-3",
            case=CASE,
            to="a@b.example",
            organisation="Family Support",
            hostname="gw.ours.example",
            postmaster="p@ours.example",
            now=NOON,
            aware_at=NOON,
            due_at=due_at,
            link=link,
            language=language,
        )
        yield f"breach-{due_at:%H}", _text(breach_reminder(facts_of_breach).content)
    for told_of in ViewNews:
        facts_of_view = ViewFacts(news=told_of, n=1, to="a@b.example", link=LINK, now=NOON, until=NOON)
        yield f"view-{told_of}", _text(view_notice(facts_of_view, organisation).content)
    for is_question in (True, False):
        for who in ("", "Mo Hughes"):
            back = AskedBack(
                case=CASE, to="a@b.example", who=who, is_question=is_question, received_at=NOON, now=NOON
            )
            yield f"asked-back-{is_question}-{who}", _text(asked_back(back, config).content)
    for action in DsnAction:
        yield f"dsn-{action}", _text(dsn(_undelivered(action, language)))


def _draft(state: RecipientState | None) -> Checked:
    reader = CheckedReader(
        address="a@b.example",
        party="Elm Park School",
        state=state or RecipientState.READY,
        treatment=Treatment.REDACT,
        reasons=[Reason.NO_CONSENT, Reason.NO_FACT_OPINION],
    )
    return Checked(
        case=CASE,
        to="a@b.example",
        message_id="",
        written_at=datetime(2026, 11, 23, tzinfo=UTC),
        readers=[reader] if state else [],
        purposes=["early-help"],
    )


def _undelivered(action: DsnAction, language: Language) -> DsnFacts:
    replies = ((0, ""), (550, "5.1.1"), (452, "4.2.2"), (454, "4.7.5"), (554, "5.3.0"))
    return DsnFacts(
        action=action,
        case=CASE,
        reporter="gw.ours.example",
        postmaster="p@ours.example",
        organisation="Family Support",
        sender="a@b.example",
        message_id="",
        arrived_at=NOON,
        now=NOON,
        recipients=[
            DsnRecipient(
                address="a@b.example",
                reply=Reply(code=code, enhanced=enhanced, text=""),
                last_attempt_at=NOON,
            )
            for code, enhanced in replies
        ],
        give_up_at=NOON,
        emergency=["Call 999."],
        link=LINK,
        language=language,
    )


def _text(content: bytes) -> str:
    mail = message_from_bytes(content, policy=default)
    text = next(part.get_content() for part in mail.walk() if part.get_content_type() == "text/plain")
    return f"{mail['Subject']}\n{text}".replace("\r\n", "\n")
