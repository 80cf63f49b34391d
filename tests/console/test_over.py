"""What a sender sees of mail that is over: a draft that was checked, and the note that came back with a mail."""

import re
from datetime import UTC, datetime

import pytest

from gateway.console.pages import my_mail
from gateway.console.sign_in.sessions import SessionBook
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.record.reading import entries
from gateway.registers.files.columns import RegisterKind
from gateway.spool.subjects import subjects
from tests.console.conftest import RunningConsole
from tests.console.http import Answered, Browser
from tests.console.mails import about_daniel, decided
from tests.console.scene import words
from tests.console.screens import Person, chromium
from tests.e2e.installation import ANA, BEN, DUTY, MANAGER

CHECK = "check@family-support.example"
NEIGHBOUR = (
    "Purpose: early-help\nFact/opinion: fact\n\nDear colleagues,\n\n"
    "Mia Okafor was well. Her neighbour Mrs Margaret Thornton, 07700 900456, came.\n\nKind regards\nAna\n"
)


def session_of(running: RunningConsole, name: str) -> str:
    book, now = SessionBook(running.app.database), datetime.now(UTC)
    token = book.checked(book.open(name, "127.0.0.1", now), now)
    assert token is not None
    return token


def test_its_sender_sees_why_and_what_would_be_hidden(running: RunningConsole) -> None:
    case = decided(
        running.app, "draft", "CONFIDENTIAL: a family", f"To: {DUTY}\n{about_daniel('was late')}", to=CHECK
    )
    empty = decided(running.app, "draft-to-nobody", "CONFIDENTIAL: a family", about_daniel("came early"), to=CHECK)
    sent = decided(running.app, "neighbour", "CONFIDENTIAL: Mia Okafor", NEIGHBOUR)
    with chromium() as browser:
        ana = Person(browser, running.port)
        ana.enter(session_of(running, ANA))
        ana.open(f"/cases/{case}")
        assert f"To {DUTY}" in ana.text
        assert "The person has not said yes to sharing this" in ana.text
        assert "With details hidden" in ana.text
        assert "We sent it to nobody." in ana.text
        found = ana.faults("draft")
        ana.open(f"/cases/{empty}")
        assert "It does not say who it is for." in ana.text
        found += ana.faults("draft-to-nobody")
        ana.open(f"/cases/{sent}")
        assert "Some details were hidden." in ana.text
        found += ana.faults("over")
        ana.open("/mail")
        assert "with details hidden" in ana.text
        ana.close()
    assert found == []

    viewed = entries(running.app.database, kinds=(RecordKind.VIEWED,), case=case)
    assert {one.by for one in viewed} == {ANA}
    other = Browser(running.port, {"__Host-session": session_of(running, BEN)}).get(f"/cases/{case}")
    assert other.status == 404
    assert "Daniel" not in other.text


def test_what_is_missing_is_chosen_and_tried_out(running: RunningConsole) -> None:
    # For both purposes of the agreement, so that nothing tells which one it is for.
    registers, now = running.app.registers(), running.app.clock.now()
    before = next(one for one in registers.export_rows(RegisterKind.CONSENTS) if one.id == "C-1")
    both = {**before.named(RegisterKind.CONSENTS), "purposes": "early-help|safeguarding"}
    registers.apply(RegisterKind.CONSENTS, [both], replace=False, by="test", at=now)
    text = f"To: {DUTY}\n\nDear colleagues,\n\nMia Okafor was late.\n\nKind regards\nAna\n"
    case = decided(running.app, "draft-bare", "A family", text, to=CHECK)
    ana = Browser(running.port, {"__Host-session": session_of(running, ANA)})
    page = ana.get(f"/cases/{case}")
    assert "What is missing" in page.text
    # What the agreement allows stands first, what it does not is folded away.
    often, more, seldom = page.text.partition("Something else")
    assert more
    assert 'value="early-help"' in often
    assert 'value="early-help"' not in seldom
    assert 'value="attendance"' in seldom
    assert CHECK not in words(page)
    assert CHECK not in words(ana.get("/mail"))
    with chromium() as browser:
        person = Person(browser, running.port)
        person.enter(session_of(running, ANA))
        person.open(f"/cases/{case}")
        assert person.faults("draft-bare") == []
        person.close()

    def sent(**said: str) -> Answered:
        return ana.post(f"/cases/{case}/settle", {"form_token": page.token, **said})

    assert sent().status == 422
    assert "Choose something first." in sent(statement="rumour").text
    tried = sent(marking="confidential", purpose="early-help", statement="fact", remember="yes")
    assert tried.status == 200
    assert "<code>CONFIDENTIAL:</code>" in tried.text
    assert "Purpose: early-help\nFact/opinion: fact\n" in tried.text
    assert "We remember what it is shared for." in tried.text
    kept = running.app.registers().directory().written.remembered
    assert [one.purpose for one in kept if one.case == case] == ["early-help"]
    # What the page says becomes of it does, once it is sent so.
    lines = "Purpose: early-help\nFact/opinion: fact\n"
    stops = tried.text.partition("What would stop it")[2].partition("What is missing")[0]
    real = decided(running.app, "bare-sent", "CONFIDENTIAL: A family", lines + text.partition("\n\n")[2])
    state = running.app.steps().load_message(real).recipients[0].state
    assert (state is RecipientState.HELD) == bool(stops), (state, stops)
    assert {one.kind for one in running.app.queue().trace(case)[0].outgoing} == {FinishedKind.NOTICE}
    other = Browser(running.port, {"__Host-session": session_of(running, BEN)})
    assert other.post(f"/cases/{case}/settle", {"form_token": other.get("/account").token}).status == 404
    registers.apply(RegisterKind.CONSENTS, [before.named(RegisterKind.CONSENTS)], replace=False, by="test", at=now)


def test_details_are_hidden_by_a_word_in_the_email(running: RunningConsole) -> None:
    about = about_daniel("came early").replace("Purpose:", "Hide: yes\nPurpose:")
    case = decided(
        running.app, "draft-hide", "CONFIDENTIAL: a family", f"To: {DUTY}\n{about_daniel('came early')}", to=CHECK
    )
    ana = Browser(running.port, {"__Host-session": session_of(running, ANA)})
    page = ana.get(f"/cases/{case}")
    assert "Send it with details hidden" in page.text
    tried = ana.post(f"/cases/{case}/settle", {"form_token": page.token, "hide": "yes"})
    assert "Hide: yes\n" in tried.text
    assert "Nothing would stop it." in tried.text

    sent = decided(running.app, "hide-sent", "CONFIDENTIAL: a family", about)
    traced = running.app.queue().trace(sent)[0]
    assert [one.state for one in traced.recipients] == [RecipientState.READY]
    assert "hidden" in str(entries(running.app.database, kinds=(RecordKind.DECIDED,), case=sent)[0].facts["reasons"])


def test_a_manager_is_asked_before_it_is_sent(running: RunningConsole) -> None:
    text = f"To: {DUTY}\n{about_daniel('was glad')}"
    case = decided(running.app, "draft-ahead", "CONFIDENTIAL: a family", text, to=CHECK)
    ana, mo, ben = (
        Browser(running.port, {"__Host-session": session_of(running, one)}) for one in (ANA, MANAGER, BEN)
    )
    page = ana.get(f"/cases/{case}")
    assert "Ask your manager now" in page.text
    asked = ana.post(f"/cases/{case}/ask-ahead", {"form_token": page.token})
    assert asked.goes_to == f"/cases/{case}?asked=yes"
    assert "We asked your manager." in ana.get(asked.goes_to).text
    ana.post(f"/cases/{case}/ask-ahead", {"form_token": page.token})
    told = entries(running.app.database, kinds=(RecordKind.NOTIFIED,), case=case)
    assert [one.facts["to"] for one in told if one.facts["notice"] == "ask-ahead"] == [MANAGER]

    form = mo.get(f"/approve?draft={case}").text
    assert f'value="{ANA}" selected' in form
    assert 'value="COUNCIL" selected' in form
    assert 'value="P-3"' in form
    assert ben.get(f"/approve?draft={case}").status == 200
    assert "P-3" not in ben.get(f"/approve?draft={case}").text
    assert ben.post(f"/cases/{case}/ask-ahead", {"form_token": ben.get("/account").token}).status == 404


def test_the_note_that_came_back_with_a_mail_is_shown_to_its_sender_alone(running: RunningConsole) -> None:
    """The notice says that there is a note; what it says may name people, so it stands here."""
    case = decided(running.app, "with-note", "CONFIDENTIAL: a family", about_daniel("has a new coat"))
    message = running.app.steps().load_message(case)
    note = Answer(
        kind=AnswerKind.RETURN,
        by=MANAGER,
        role=Asked.LINE_MANAGER,
        at=running.app.clock.now(),
        content_hash=message.content_hash,
        recipients=(DUTY,),
        policy=running.app.settings.policy.policy.version,
        justification="Ask Karen Price <first>, then send it again.",
    )
    running.app.holding().add_answers(case, [note], running.app.clock.now())
    decided(running.app, "next", "Unclassified: hello", "The hall is open.")

    seen = Browser(running.port, {"__Host-session": session_of(running, ANA)}).get(f"/cases/{case}")
    assert "What Mo Hughes wrote to you" in seen.text
    assert "Ask Karen Price &lt;first&gt;, then send it again." in seen.text
    for name in (BEN, MANAGER):
        other = Browser(running.port, {"__Host-session": session_of(running, name)}).get(f"/cases/{case}")
        assert "Karen" not in other.text


def test_an_address_is_confirmed_before_the_email_is_sent(running: RunningConsole) -> None:
    near, text = "office@elmpork.example", "Dear all,\n\nThe hall is open from nine.\n\nKind regards\nAna\n"
    case = decided(running.app, "draft-near", "UNCLASSIFIED: the hall", f"To: {near}\n\n{text}", to=CHECK)
    ana, ben = (Browser(running.port, {"__Host-session": session_of(running, one)}) for one in (ANA, BEN))
    page = ana.get(f"/cases/{case}")
    assert f"{near}: I looked at it letter by letter." in page.text
    assert f'name="unsure" value="{near}"' in page.text
    token = ben.get("/account").token
    assert ben.post(f"/cases/{case}/settle", {"form_token": token, "confirm": "yes"}).status == 404
    early = decided(running.app, "near-early", "UNCLASSIFIED: the hall", text, to=near)

    # What is said is said of the addresses that the form named, not of those that are unsure by then.
    other = {"form_token": page.token, "confirm": "yes", "unsure": "office@elmpark.example"}
    assert "You said that this is right" not in ana.post(f"/cases/{case}/settle", other).text
    assert not entries(running.app.database, kinds=(RecordKind.ANSWERED,), case=case)

    tried = ana.post(f"/cases/{case}/settle", {"form_token": page.token, "confirm": "yes", "unsure": near})
    assert "Nothing would stop it." in tried.text
    assert f"You said that this is right: {near}." in tried.text
    assert "Nothing would stop it." in ana.get(f"/cases/{case}").text
    last = entries(running.app.database, kinds=(RecordKind.ANSWERED,), case=case)[-1]
    assert (last.by, dict(last.facts)) == (ANA, {"what": "confirm", "ahead": True, "addresses": 1})

    def state(number: str, to: str, sender: str = ANA) -> RecipientState:
        sent = decided(running.app, number, "UNCLASSIFIED: the hall", text, to=to, sender=sender)
        return running.app.steps().load_message(sent).recipients[0].state

    assert state("near", near.upper().replace("OFFICE", "Office")) is RecipientState.READY
    assert state("near-other", "office@elmpirk.example") is RecipientState.HELD
    assert state("near-ben", near, sender=BEN) is RecipientState.HELD
    # What came before it was said waits on.
    assert running.app.steps().load_message(early).recipients[0].state is RecipientState.HELD


def test_my_email_shows_subject_lines_to_their_sender_alone(running: RunningConsole) -> None:
    name = "Mia <b>Okafor</b> and school"
    case = decided(running.app, "subject", f"CONFIDENTIAL: {name}", about_daniel("was tired"))
    other = decided(running.app, "subject-ben", "CONFIDENTIAL: nobody else's", about_daniel("was there"), sender=BEN)
    ana = Browser(running.port, {"__Host-session": session_of(running, ANA)}).get("/mail").text
    assert "CONFIDENTIAL: Mia &lt;b&gt;Okafor&lt;/b&gt; and school" in ana
    assert case in ana
    assert "nobody else" not in ana
    last = entries(running.app.database, kinds=(RecordKind.VIEWED,))[-1]
    assert (last.by, last.facts["what"]) == (ANA, "own-subjects")
    assert "Okafor" not in str(last.facts)
    mine = subjects(running.app.database, running.app.keys, [case, other], [ANA])
    assert mine == {case: f"CONFIDENTIAL: {name}"}
    assert "Okafor" not in Browser(running.port, {"__Host-session": session_of(running, MANAGER)}).get("/mail").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("search=council", "both", id="by-partner"),
        pytest.param("search=elm+park+sch", "none", id="another-partner"),
        pytest.param("search=DUTY%40", "both", id="by-address"),
        pytest.param("shown=waiting", "held", id="what-waits"),
        pytest.param("shown=sent&search=council", "sent", id="what-went-to-a-partner"),
        pytest.param("shown=not-sent", "none", id="nothing-came-back"),
        pytest.param("shown=nonsense", "both", id="what-makes-no-sense-is-not-said"),
        pytest.param("search=%3Cb%3E", "none", id="shown-as-text"),
    ],
)
def test_my_email_is_narrowed_down(running: RunningConsole, query: str, found: str) -> None:
    cases = {
        "held": decided(running.app, "narrow-held", "CONFIDENTIAL: a family", about_daniel("was late")),
        "sent": decided(running.app, "narrow-sent", "CONFIDENTIAL: Mia Okafor", NEIGHBOUR),
    }
    text = Browser(running.port, {"__Host-session": session_of(running, ANA)}).get(f"/mail?{query}").text
    expected = set(cases) if found == "both" else {found} & set(cases)
    assert {name for name, case in cases.items() if case in text} == expected
    assert ("Nothing that you sent is like this." in text) is (found == "none" and "search" in query)
    assert "<b>" not in text


def test_older_mail_is_narrowed_down_too(running: RunningConsole, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(my_mail, "PAGE_SIZE", 1)
    mine = [decided(running.app, f"older-{n}", "CONFIDENTIAL: Mia Okafor", NEIGHBOUR) for n in range(2)]
    browser = Browser(running.port, {"__Host-session": session_of(running, ANA)})
    first = browser.get("/mail?search=council&shown=sent")
    (older,) = re.findall(r'href="(/mail\?[^"]*before=[^"]*)"', first.text)
    assert "search=council" in older
    assert "shown=sent" in older
    second = browser.get(older.replace("&amp;", "&")).text
    assert [[one for one in mine if one in text] for text in (first.text, second)] == [[mine[1]], [mine[0]]]
