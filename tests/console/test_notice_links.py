"""From each kind of notice: its link, after sign-in, settles the thing within two clicks, or shows what there is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from sqlalchemy import select, update

from gateway.app import App
from gateway.log import StructuredLog
from gateway.model.lifecycle import Lane
from gateway.model.message import CaseId, ContentId
from gateway.model.outcome import FinishedKind
from gateway.model.risks import Likelihood
from gateway.notices.due_digest import Week, due_digest
from gateway.notices.manager_digest import Waiting, manager_digest
from gateway.ports import Reply
from gateway.registers.due import Due
from gateway.registers.files.columns import RegisterKind
from gateway.store.tables import hold, outgoing, outgoing_recipient
from tests.console import mails
from tests.console.conftest import RunningConsole, console
from tests.console.http import Answered, Browser
from tests.console.mails import about_daniel
from tests.console.people import IRIS, signed_in
from tests.console.scene import hidden_fields, words
from tests.e2e.installation import ANA, DUTY, MANAGER

CHECK = "check@family-support.example"
MIA = "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\nMia Okafor {what}.\n\nKind regards\nAna\n"
SAYS_WHY = {"why": "Ask the family first, and send it again."}


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A notice, as it lies in somebody's mailbox."""

    to: str
    subject: str
    says: str  # with the subject line
    links: tuple[str, ...]  # paths, in the order in which they stand in its text


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningConsole]:
    with console(tmp_path_factory.mktemp("links") / "made") as made:
        yield made


def came(app: App, subject: str, case: str = "") -> Came:
    """The last notice with these words in its subject line."""
    with app.database.read() as connection:
        rows = connection.execute(
            select(outgoing.c.content_id, outgoing_recipient.c.address)
            .join(outgoing_recipient, outgoing_recipient.c.outgoing_id == outgoing.c.id)
            .where(outgoing.c.kind != FinishedKind.MAIL.value)
            .order_by(outgoing.c.id.desc())
        ).all()
    for row in rows:
        notice = _read(app.contents().content(ContentId(row.content_id)), row.address)
        if subject in notice.subject and case in notice.says:
            return notice
    raise AssertionError(f"no notice says {subject}")


def _read(content: bytes, to: str) -> Came:
    message = message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    texts = [part.get_content() for part in message.walk() if part.get_content_type() == "text/plain"]
    links = re.findall(r"https://localhost:\d+(/\S*)", texts[0])
    return Came(to=to, subject=message["Subject"], says=f"{message['Subject']}\n{texts[0]}", links=tuple(links))


def _aged(app: App, case: str, **moments: datetime) -> None:
    """The same as if that time had passed."""
    with app.database.write() as connection:
        connection.execute(update(hold).where(hold.c.case_id == case).values(**moments))


def opened(running: RunningConsole, notice: Came) -> tuple[Browser, Answered]:
    """Its button, pressed by whoever it came to; the page of a case, where it is made urgent, is the same."""
    assert notice.links, notice.subject
    browser = signed_in(running, notice.to)
    page = browser.get(notice.links[0].partition("#")[0])
    assert page.status == 200, (notice.subject, words(page)[:500])
    places = {link.partition("#")[2] for link in notice.links} - {""}
    assert "It is decided" in page.text or all(f'id="{place}"' in page.text for place in places)
    return browser, page


def decided(running: RunningConsole, number: str, subject: str, text: str, *, to: str = DUTY) -> CaseId:
    """A mail taken in and decided; its case."""
    return mails.decided(running.app, number, subject, text, to=to)


def decided_again(running: RunningConsole) -> None:
    """What somebody answered is carried out."""
    decided(running, f"next-{datetime.now(UTC).timestamp()}", "Unclassified: hello", "The hall is open.")


def decide(browser: Browser, page: Answered, path: str, **said: str) -> Answered:
    """The form of the case's page, and the button of the page on which it is looked at again: two clicks."""
    checked = browser.post(f"{path}/check", {"form_token": page.token, **said})
    assert checked.status == 200, words(checked)[:2000]
    return browser.post(
        f"{path}/decide", {"form_token": checked.token, "seal": hidden_fields(checked)["seal"], **said}
    )


def test_a_held_email_is_mended_by_one_form(running: RunningConsole) -> None:
    case = decided(running, "held", "Mia Okafor", MIA.format(what="will come on Thursday"))
    browser, page = opened(running, came(running.app, "has not been sent yet", case))
    assert '#mend"' in page.text
    sent = browser.post(f"/cases/{case}/answer", {"form_token": page.token, "marking": "confidential"})
    assert sent.goes_to == f"/cases/{case}/done"
    decided_again(running)
    _, released = opened(running, came(running.app, "has now been sent", case))
    assert "On its way" in words(released)


def test_a_sender_cancels_by_two_clicks_and_says_no_why(running: RunningConsole) -> None:
    case = decided(running, "cancelled", "Mia Okafor", MIA.format(what="will come on Monday"))
    browser, page = opened(running, came(running.app, "has not been sent yet", case))
    assert "It comes back to you. You can change it and send it again." in words(page)
    assert "Needed to let it go" not in words(page)
    assert decide(browser, page, f"/cases/{case}", decision="return").status == 303


@pytest.mark.parametrize(
    ("hours", "subject"),
    [(0, "needs your decision"), (3, "Reminder"), (30, "has waited too long")],
    ids=["asked", "reminded", "escalated"],
)
def test_who_is_asked_decides_in_two_clicks(running: RunningConsole, hours: int, subject: str) -> None:
    app, now = running.app, running.app.clock.now()
    case = decided(running, f"asked-{hours}", "CONFIDENTIAL: Daniel Price", about_daniel(f"missed {hours} sessions"))
    if hours:
        _aged(app, case, held_at=now - timedelta(hours=hours))
        app.rounds(StructuredLog()).people(now)
    browser, page = opened(running, came(app, subject, case))
    assert "Go to the decision" in words(page)
    assert decide(browser, page, f"/cases/{case}", decision="return", **SAYS_WHY).status == 303
    if hours:
        return
    decided_again(running)
    _, returned = opened(running, came(app, "has come back to you", case))
    assert SAYS_WHY["why"] in words(returned)
    # Whoever comes late is told so, where it went, and nothing of what it says.
    _, late = opened(running, came(app, "needs your decision", case))
    assert "It is decided: nothing in it waits for you." in words(late)
    assert "Sent back" in words(late)
    assert "Daniel" not in late.text
    assert signed_in(running, "ben.doyle@family-support.example").get(f"/cases/{case}").status == 404


def test_what_was_refused_says_why(running: RunningConsole) -> None:
    case = decided(running, "refused", "CONFIDENTIAL: Daniel Price", about_daniel("has a new bicycle"))
    browser, page = opened(running, came(running.app, "needs your decision", case))
    assert decide(browser, page, f"/cases/{case}", decision="refuse", **SAYS_WHY).status == 303
    decided_again(running)
    _, refused = opened(running, came(running.app, "will not be sent", case))
    assert "Not sent" in words(refused)
    assert SAYS_WHY["why"] in words(refused)


@pytest.mark.parametrize(
    ("subject", "text", "notice", "says"),
    [
        (
            "CONFIDENTIAL: Mia Okafor",
            MIA.format(what="was well. Her neighbour Mrs Margaret Thornton, 07700 900456, came"),
            "with some details hidden",
            ("Some details were hidden.", "The email names people it is not about. (MIN-1)"),
        ),
        (
            "Unclassified: appointment for Mia Okafor",
            MIA.format(what="NHS number 999 000 0018, has an appointment"),
            "with a higher marking",
            ("We gave this email a higher marking and sent it. (CLASS-3)",),
        ),
    ],
    ids=["hidden", "raised"],
)
def test_what_was_sent_otherwise_than_written_says_how_and_why(
    running: RunningConsole, subject: str, text: str, notice: str, says: Sequence[str]
) -> None:
    case = decided(running, notice.replace(" ", "-"), subject, text)
    _, page = opened(running, came(running.app, notice, case))
    for each in says:
        assert each in words(page)
    assert "smime" not in words(page).lower()


def test_a_draft_that_was_checked_is_called_that(running: RunningConsole) -> None:
    case = decided(running, "draft", "Mia Okafor", f"To: {DUTY}\n\nMia Okafor comes on Friday.", to=CHECK)
    browser, page = opened(running, came(running.app, "Checked", case))
    assert "We sent it to nobody." in words(page)
    assert "(CLASS-2)" in words(page)
    assert "Checked, sent to nobody" in words(browser.get("/mail"))


def test_who_approved_ahead_is_shown_what_went_and_nobody_else_is(running: RunningConsole) -> None:
    app, now = running.app, running.app.clock.now()
    row = {"id": "AP-LINKS", "person": "P-3", "party": "COUNCIL", "ground": "CA89-47", "approved_by": MANAGER}
    since = now.replace(microsecond=0) - timedelta(minutes=5)
    row |= {"worker": ANA, "purpose": "*", "approved_on": since.isoformat()}
    row |= {"until": (since + timedelta(hours=2)).isoformat()}
    row |= {
        "justification": "He is not safe tonight, and nobody answers.",
        "informed": "no: it would put him at risk",
    }
    app.registers().apply(RegisterKind.APPROVALS, [row], replace=False, by="test", at=now)
    case = decided(
        running,
        "ahead",
        "CONFIDENTIAL: Daniel Price",
        MIA.format(what="ran away").replace("Mia Okafor", "Daniel Price"),
    )
    _, page = opened(running, came(app, "was sent as you approved", case))
    assert "As it was written, with what we found" in words(page)
    assert "ran away" in words(page)
    listed = words(signed_in(running, MANAGER).get("/approvals"))
    assert "The family was not told: it would put the child at risk" in listed
    ended = {"id": "AP-LINKS", "until": app.clock.now().replace(microsecond=0).isoformat()}
    app.registers().apply(RegisterKind.APPROVALS, [ended], replace=False, by="test", at=app.clock.now())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answers:
    """A next hop that always says the same."""

    reply: Reply

    def send(
        self, _sender: str, recipients: Sequence[str], _message: bytes, *, smtputf8: bool, body_8bit: bool
    ) -> dict[str, Reply]:
        assert not smtputf8
        assert not body_8bit
        return dict.fromkeys(recipients, self.reply)


@pytest.mark.parametrize(
    ("code", "subject", "says"),
    [(451, "is delayed", "We try again on"), (550, "could not be delivered", "Could not be delivered")],
    ids=["delayed", "bounced"],
)
def test_what_is_late_or_came_back_says_where_it_is(
    running: RunningConsole, code: int, subject: str, says: str
) -> None:
    app = running.app
    case = decided(
        running, f"hop-{code}", "Unclassified: hello", f"The hall is open at {code}.", to="office@elmpark.example"
    )
    with app.database.write() as connection:
        yesterday = app.clock.now() - timedelta(hours=26)
        connection.execute(update(outgoing).where(outgoing.c.case_id == case).values(created_at=yesterday))
    steps = app.steps()
    deliverer, hops = app.deliverer(steps, StructuredLog())
    answers = _Answers(reply=Reply(code=code, enhanced=f"{code // 100}.1.1", text="no"))
    deliverer = replace(deliverer, hop=lambda _hop: answers)
    while (step := steps.claim(Lane.DELIVER, "test", 60.0, app.clock.now())) is not None:
        deliverer.handle(step)
    hops.close()
    _, page = opened(running, came(app, subject, case))
    assert says in words(page)


def test_digests_and_the_reminder_of_a_breach_lead_to_their_lists(running: RunningConsole) -> None:
    app = running.app
    case = decided(running, "digest", "CONFIDENTIAL: Daniel Price", about_daniel("likes the new group"))
    config, now = app.settings.config, app.clock.now()
    waiting = [Waiting(case=case, held_at=now, until=now + timedelta(days=3))]
    _, queue = opened(running, _read(manager_digest(waiting, MANAGER, config, now).content, MANAGER))
    assert f'href="/cases/{case}"' in queue.text
    week = Week(found=(), waiting=1, oldest=now, head="1:0")
    _, queue = opened(running, _read(due_digest(week, IRIS, config, now).content, IRIS))
    assert f'href="/cases/{case}"' in queue.text
    review = Due(kind=RegisterKind.AGREEMENTS, id="A-4", column="review", on=now.date(), owner=IRIS)
    _, due = opened(running, _read(due_digest(replace(week, found=(review,)), IRIS, config, now).content, IRIS))
    assert "Reviews due" in words(due)
    aware, now = app.clock.now() - timedelta(hours=25), app.clock.now()
    breach = app.breach_book().open(
        "A letter was opened.", aware_at=aware, case=None, about=("P-1",), likelihood=Likelihood.RISK, by="t", at=now
    )
    app.rounds(StructuredLog()).watch(app.clock.now())
    _, page = opened(running, came(app, str(breach.id)))
    assert "A letter was opened." in words(page)


def test_what_nobody_decided_in_time_says_that_it_came_back(running: RunningConsole) -> None:
    app = running.app
    case = decided(running, "expired", "CONFIDENTIAL: Daniel Price", about_daniel("drew a picture"))
    _aged(app, case, expires_at=app.clock.now() - timedelta(minutes=1))
    app.rounds(StructuredLog()).people(app.clock.now())
    _, page = opened(running, came(app, "nobody decided in time", case))
    assert "Sent back" in words(page)
