"""What the organisation's own rules say to people: notes for the sender, and who else is told."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from gateway.decide.decide import decide
from gateway.decide.facts import Facts
from gateway.decide.own_rule import CustomRule
from gateway.model.decision import Asked, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.notices.compose import NoticeKind
from gateway.notices.places import RecipientNews
from gateway.notices.write import News, Notice, noted, notices, rule_applied
from tests.decide.builders import FINE, IG_LEAD, NOON, POLICY, SENDER
from tests.notices.test_write import CASE, CONFIG

RULE = CustomRule(name="portal-first", clause="OWN-3", to_party=frozenset({"ELM"}), note="Use their portal.")


def news(facts: Facts, rule: CustomRule = RULE, *, sender: str = SENDER, automatic: bool = False) -> News:
    """A mail for one reader under one rule."""
    decision = decide(facts, replace(POLICY, rules=(rule,)))
    state = RecipientState.HELD if decision.treatment is Treatment.HOLD else RecipientState.READY
    return News(
        case=CASE,
        sender=sender,
        written_at=NOON,
        message_id="",
        automatic=automatic,
        recipients=(RecipientNews(facts=facts, decision=decision, state=state),),
    )


def text_of(notice: Notice) -> str:
    """Its text part."""
    message = message_from_bytes(notice.finished.content, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def test_a_note_alone_is_a_notice() -> None:
    notice = noted(news(FINE), config=CONFIG, at=NOON)

    assert notice is not None
    assert (notice.kind, notice.to) == (NoticeKind.NOTED, SENDER)
    assert "Use their portal. (OWN-3)" in text_of(notice)
    assert "This is our own rule portal-first." in text_of(notice)
    assert "was sent" in text_of(notice)


def test_there_is_no_notice_without_a_note_or_somebody_to_tell() -> None:
    assert noted(news(FINE, replace(RULE, note="")), config=CONFIG, at=NOON) is None
    assert noted(news(FINE, sender=""), config=CONFIG, at=NOON) is None
    assert noted(news(FINE, automatic=True), config=CONFIG, at=NOON) is None
    assert noted(news(FINE, replace(RULE, to_party=frozenset({"OAK"}))), config=CONFIG, at=NOON) is None


def test_what_is_held_is_noted_when_it_is_told() -> None:
    held = replace(RULE, treatment=Treatment.HOLD, held_for=(Asked.IG_LEAD,))

    assert noted(news(FINE, held), config=CONFIG, at=NOON) is None


def test_a_note_stands_in_what_the_sender_is_told_anyway() -> None:
    redacting = replace(RULE, treatment=Treatment.REDACT)

    (notice,) = notices(news(FINE, redacting), before=None, hold=None, config=CONFIG, at=NOON)

    assert notice.kind is NoticeKind.HIDDEN
    assert text_of(notice).count("Use their portal.") == 1


def test_who_a_rule_tells_learns_of_the_mail_and_of_nobody_in_it() -> None:
    told = news(FINE)

    notice = rule_applied(told, told.recipients, RULE, IG_LEAD, config=CONFIG, at=NOON)

    assert (notice.kind, notice.to) == (NoticeKind.RULE_APPLIED, IG_LEAD)
    text = text_of(notice)
    assert "This is our own rule portal-first. (OWN-3)" in text
    assert f"{SENDER} sent an email to 1 person at Elm Park School" in text
    assert CASE in text
    assert all(word not in text for word in ("P-1", "Person P-1", "office@elm.example"))
