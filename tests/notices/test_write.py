"""Who is told what, once each, and nothing about a person."""

import email
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from gateway.catalogue import accented
from gateway.config import Config
from gateway.decide.decide import decide
from gateway.decide.facts import Facts
from gateway.hold.answers import MAY_SAY
from gateway.language import PSEUDO
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import AskedPerson, HoldEntry
from gateway.model.parties import StaffMember
from gateway.model.reasons import Reason
from gateway.notices.compose import NoticeKind
from gateway.notices.places import RecipientNews
from gateway.notices.reader import for_reader
from gateway.notices.write import News, Notice, notices, reminder
from gateway.yaml_file import parse
from tests.decide.builders import CONSENT, FINE, IG_LEAD, MANAGER, NOON, POLICY, SENDER, UNCLASSIFIED

CONFIG = parse(
    """\
version: 1
organisation:
  name: Family Support
  domains: [family-support.example]
  hostname: gw.family-support.example
  postmaster: postmaster@family-support.example
  emergency: ["Call 999."]
listeners: [{name: in, port: 0}]
tls: {certificate: a.pem, key: a.key}
delivery: {smarthost: {host: 127.0.0.1}}
""",
    "gateway.yaml",
    Config,
)
CASE = CaseId("GW-7F3K2QXA")


def news(*facts: Facts, sender: str = SENDER, automatic: bool = False) -> News:
    recipients = []
    for one in facts:
        decision = decide(one, POLICY)
        held = decision.treatment is Treatment.HOLD
        state = RecipientState.HELD if held else RecipientState.READY
        recipients.append(RecipientNews(facts=one, decision=decision, state=state))
    return News(
        case=CASE,
        sender=sender,
        written_at=NOON,
        message_id="<1@family-support.example>",
        automatic=automatic,
        recipients=tuple(recipients),
    )


def hold(*asked: tuple[Asked, str], reasons: tuple[Reason, ...] = (Reason.NO_CONSENT,)) -> HoldEntry:
    return HoldEntry(
        held_at=NOON,
        expires_at=NOON + timedelta(days=3),
        asked=tuple(AskedPerson(role=role, email=email) for role, email in asked),
        reasons=reasons,
        answers=(AnswerKind.HIDE, AnswerKind.RELEASE, AnswerKind.RETURN),
    )


NO_CONSENT = replace(FINE, consents=())
REFUSED = replace(FINE, consents=(replace(CONSENT, refused_at=NOON, given_at=None),))
RAISED = replace(FINE, markings=(UNCLASSIFIED,))
WITHOUT = replace(FINE, pieces_left_out=("2",))
BOTH = ((Asked.SENDER, SENDER), (Asked.LINE_MANAGER, MANAGER))


def told(before: HoldEntry | None, after: HoldEntry | None, what: News) -> list[tuple[str, str]]:
    return [(one.kind.value, one.to) for one in notices(what, before=before, hold=after, config=CONFIG, at=NOON)]


@pytest.mark.parametrize(
    ("what", "before", "after", "expected"),
    [
        pytest.param(news(FINE), None, None, [], id="in-order-is-silent"),
        pytest.param(
            news(NO_CONSENT), None, hold(*BOTH), [("held", SENDER), ("needs-decision", MANAGER)], id="held-first-time"
        ),
        pytest.param(news(NO_CONSENT), hold(*BOTH), hold(*BOTH), [], id="held-for-the-same-again"),
        pytest.param(
            news(NO_CONSENT),
            hold((Asked.SENDER, SENDER)),
            hold((Asked.SENDER, SENDER), (Asked.IG_LEAD, IG_LEAD), reasons=(Reason.NO_AGREEMENT,)),
            [("held", SENDER), ("needs-decision", IG_LEAD)],
            id="held-for-something-else",
        ),
        pytest.param(news(FINE), hold(*BOTH), None, [("released", SENDER)], id="released"),
        pytest.param(news(RAISED), None, None, [("raised", SENDER)], id="raised"),
        pytest.param(news(WITHOUT), None, None, [("pieces-left-out", SENDER)], id="a-piece-left-out"),
        pytest.param(news(WITHOUT), hold(*BOTH), None, [("released", SENDER)], id="released-without-a-piece"),
        pytest.param(news(WITHOUT, automatic=True), None, None, [], id="a-machine-is-not-told-of-pieces"),
        pytest.param(news(RAISED, automatic=True), None, None, [], id="a-machine-is-not-told-what-went-well"),
        pytest.param(
            news(NO_CONSENT, sender=""),
            None,
            hold((Asked.IG_LEAD, IG_LEAD)),
            [("needs-decision", IG_LEAD)],
            id="null",
        ),
        pytest.param(
            news(NO_CONSENT),
            None,
            hold((Asked.SENDER, "dee@family-support.example")),
            [("held", SENDER), ("held", "dee@family-support.example")],
            id="a-member-stands-in-for-a-shared-mailbox",
        ),
    ],
)
def test_told(what: News, before: HoldEntry | None, after: HoldEntry | None, expected: list[tuple[str, str]]) -> None:
    assert told(before, after, what) == expected


def text_of(notice: Notice) -> str:
    message = message_from_bytes(notice.finished.content, policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    text: str = body.get_content()
    return text


@pytest.mark.parametrize("before", [None, hold(*BOTH)])
def test_whoever_sent_it_is_told_what_was_left_out_of_a_file(before: HoldEntry | None) -> None:
    (notice,) = notices(news(WITHOUT), before=before, hold=None, config=CONFIG, at=NOON)

    assert "It was left out." in text_of(notice)
    assert "CLASS-2" in text_of(notice)


def test_a_sensitive_reason_is_not_in_the_notice() -> None:
    """What it says of a person would show on a lock screen."""
    what = news(REFUSED)
    shown = [text_of(one) for one in notices(what, before=None, hold=hold(*BOTH), config=CONFIG, at=NOON)]

    assert len(shown) == 2
    for text in shown:
        assert "needs a check" in text
        assert "no to" not in text
        assert "CONS" not in text


def test_the_place_is_a_party_and_never_an_address() -> None:
    first = notices(news(NO_CONSENT), before=None, hold=hold(*BOTH), config=CONFIG, at=NOON)[0]

    assert "1 person at Elm Park School" in text_of(first)
    assert "office@elm.example" not in text_of(first)


@pytest.mark.parametrize(("role", "to"), [(Asked.SENDER, SENDER), (Asked.LINE_MANAGER, MANAGER)])
def test_only_what_the_reader_may_say_is_offered(role: Asked, to: str) -> None:
    shown = {
        one.to: text_of(one)
        for one in notices(news(NO_CONSENT), before=None, hold=hold(*BOTH), config=CONFIG, at=NOON)
    }

    for kind in (AnswerKind.HIDE, AnswerKind.RELEASE, AnswerKind.RETURN):
        assert (f"--{kind.value}" in shown[to]) is (role in MAY_SAY[kind])
    assert f"gateway held answer {CASE} --as {to}" in shown[to]


def test_a_manager_reads_what_they_decide_first_and_not_how_others_mend_theirs() -> None:
    unmarked = replace(NO_CONSENT, markings=())
    asked = hold((Asked.SENDER, SENDER), (Asked.LINE_MANAGER, MANAGER))
    member = StaffMember(email=SENDER, name="Ana Sharma", line_manager=MANAGER)
    told = notices(replace(news(unmarked), staff={SENDER: member}), before=None, hold=asked, config=CONFIG, at=NOON)
    of = {one.to: " ".join(text_of(one).split()) for one in told}
    assert "Ana Sharma sent an email to 1 person at Elm Park School" in of[MANAGER]
    assert of[MANAGER].index("has not said yes") < of[MANAGER].index("This email has no marking.")
    assert "Somebody else is asked about this." in of[MANAGER]
    assert "Choose Unclassified" not in of[MANAGER]
    assert "Choose Unclassified" in of[SENDER]


LEADING = (Asked.SAFEGUARDING_LEAD, "sam@family-support.example")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(BOTH, "We have told Mo Hughes, who can decide about it.", id="by-name"),
        pytest.param(
            (*BOTH, (Asked.IG_LEAD, IG_LEAD), (Asked.IG_LEAD, MANAGER)),
            f"We have told Mo Hughes and {IG_LEAD}, who can decide about it.",
            id="several-each-once-and-by-address-if-not-of-the-staff",
        ),
        pytest.param(
            (*BOTH, LEADING), "We have told somebody who can decide about it.", id="nobody-beside-safeguarding"
        ),
        pytest.param(((Asked.SENDER, SENDER),), "", id="the-sender-alone"),
        pytest.param(((Asked.SENDER, "dee@family-support.example"),), "", id="who-stands-in-for-the-sender"),
        pytest.param(((Asked.IG_LEAD, SENDER.upper()),), "", id="the-sender-in-another-role"),
    ],
)
def test_a_sender_reads_who_else_was_told(asked: tuple[tuple[Asked, str], ...], expected: str) -> None:
    what = replace(news(NO_CONSENT), staff={MANAGER: StaffMember(email=MANAGER, name="Mo Hughes")})
    told = notices(what, before=None, hold=hold(*asked), config=CONFIG, at=NOON)
    of = {one.to: " ".join(text_of(one).split()) for one in told}
    assert expected in of[SENDER]
    assert ("We have told" in of[SENDER]) is bool(expected)
    assert not any("We have told" in text for to, text in of.items() if to != SENDER)


@pytest.mark.parametrize(
    ("asked", "to", "offered"),
    [
        pytest.param(((Asked.SENDER, SENDER),), SENDER, True, id="the-sender-alone"),
        pytest.param(
            ((Asked.SENDER, "dee@family-support.example"),), SENDER, True, id="who-stands-in-for-the-sender"
        ),
        pytest.param(BOTH, SENDER, False, id="their-manager-knows"),
        pytest.param(((Asked.SENDER, SENDER), (Asked.IG_LEAD, IG_LEAD)), SENDER, False, id="somebody-else-knows"),
        pytest.param(((Asked.LINE_MANAGER, MANAGER),), MANAGER, False, id="not-to-a-manager"),
    ],
)
def test_a_manager_can_be_asked_while_nobody_else_was_told(
    asked: tuple[tuple[Asked, str], ...], to: str, *, offered: bool
) -> None:
    told = notices(news(NO_CONSENT), before=None, hold=hold(*asked), config=CONFIG, at=NOON)
    (text,) = (text_of(one) for one in told if one.to == to)
    assert ("Ask your manager" in text) is offered
    assert ("We have told" in text and offered) is False


def test_everybody_reads_their_own_language() -> None:
    staff = {MANAGER: StaffMember(email=MANAGER, name="Mo Hughes", language=PSEUDO)}
    what = replace(news(NO_CONSENT), staff=staff)
    sender, manager = notices(what, before=None, hold=hold(*BOTH), config=CONFIG, at=NOON)
    assert text_of(sender).splitlines()[2] == "Why"
    assert accented("Why") in text_of(manager).splitlines()


def test_a_language_that_there_is_no_catalogue_of_is_the_organisations() -> None:
    staff = {MANAGER: StaffMember(email=MANAGER, name="Mo Hughes", language="cy")}
    assert for_reader(CONFIG, MANAGER.upper(), staff) is CONFIG
    assert for_reader(CONFIG, SENDER, staff) is CONFIG


@pytest.mark.parametrize("kind", [NoticeKind.REMINDER, NoticeKind.ESCALATED, NoticeKind.EXPIRED])
def test_reminders(kind: NoticeKind) -> None:
    notice = reminder(
        kind=kind,
        case=CASE,
        to=MANAGER,
        sender=SENDER,
        written_at=NOON,
        hold=hold(*BOTH),
        people=2,
        config=CONFIG,
        at=NOON,
        staff={},
    )

    assert "2 people" in text_of(notice)
    assert ("--release" in text_of(notice)) is (kind is not NoticeKind.EXPIRED)
    assert notice.finished.sender == ""


@pytest.mark.parametrize("address", ["", "notices@family-support.example"])
def test_an_absence_note_can_come_to_the_address_of_the_notices(address: str) -> None:
    config = CONFIG.model_copy(update={"organisation": CONFIG.organisation.model_copy(update={"notices": address})})

    told = notices(news(NO_CONSENT), before=None, hold=hold(*BOTH), config=config, at=NOON)

    asking = [one for one in told if one.kind is NoticeKind.NEEDS_DECISION]
    assert asking
    for one in told:
        message = email.message_from_bytes(one.finished.content)
        wanted = address if one in asking else ""
        assert one.finished.sender == wanted
        assert (message["Reply-To"] or "") == wanted
        # RFC 3834: without this an absence note may come, with it none does.
        assert (message["Auto-Submitted"] is None) is bool(wanted)
