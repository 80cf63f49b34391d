"""Which kind a mail is: the marks of real programs, and what is no mark."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.mail_kind import MailKind
from gateway.model.message import Field, Reading
from gateway.read.mail_kinds import mail_kind

ANA = "ana@ours.example"
NOBODY = ""
OOF = {"Auto-Submitted": "auto-generated", "Subject": "Automatic reply: Room"}
RULE = {"X-MS-Exchange-Inbox-Rules-Loop": ANA}


def reading(fields: dict[str, str]) -> Reading:
    return Reading(
        fields=tuple(Field(name=name, value=value) for name, value in fields.items()),
        units=(),
        attachments=(),
        unread=(),
        signed=(),
        encrypted=False,
    )


@pytest.mark.parametrize(
    ("fields", "sender", "kind"),
    [
        pytest.param({}, ANA, "personal", id="no-sign"),
        pytest.param({"Auto-Submitted": "no"}, ANA, "personal", id="says-no"),
        pytest.param({"Precedence": "normal"}, ANA, "personal", id="other-precedence"),
        pytest.param({"Subject": "Out of office: who covers?"}, ANA, "personal", id="a-persons-subject-line"),
        pytest.param({"X-Autoforwarded": "false"}, ANA, "personal", id="not-forwarded"),
        pytest.param({"Auto-Submitted": "auto-replied"}, ANA, "absence", id="rfc-3834"),
        pytest.param({"Auto-Submitted": "Auto-Replied (vacation)"}, NOBODY, "absence", id="rfc-3834-with-a-comment"),
        pytest.param({"Precedence": "auto_reply"}, ANA, "absence", id="precedence"),
        pytest.param({"X-Autoreply": "yes"}, ANA, "absence", id="older-field"),
        pytest.param(OOF, NOBODY, "absence", id="exchange"),
        pytest.param(OOF | RULE, NOBODY, "absence", id="exchange-agent"),
        pytest.param(OOF | RULE, ANA, "forward", id="an-absence-note-from-somebody-sent-on"),
        pytest.param(RULE, ANA, "forward", id="exchange-rule"),
        pytest.param(RULE, NOBODY, "forward", id="exchange-rule-without-sender"),
        pytest.param({"X-AutoForwarded": "true"}, ANA, "forward", id="gmail-or-notes"),
        pytest.param({"Autoforwarded": "TRUE"}, ANA, "forward", id="x400"),
        pytest.param({"Resent-From": ANA}, ANA, "forward", id="resent"),
        pytest.param({"X-Forwarded-To": "b@b.example"}, ANA, "forward", id="gmail-rule"),
        pytest.param({"Resent-To": "b@b.example", "List-Id": "<a.b>"}, ANA, "forward", id="a-list-mail-sent-on"),
        pytest.param(
            {"Content-Type": 'multipart/report; boundary="b"; report-type="delivery-status"'},
            NOBODY,
            "bounce",
            id="dsn",
        ),
        pytest.param(
            {"Content-Type": "multipart/report;report-type=delivery-status;boundary=b"}, ANA, "bounce", id="dsn-tight"
        ),
        pytest.param({"From": "MAILER-DAEMON@ours.example"}, NOBODY, "bounce", id="old-bounce"),
        pytest.param({"From": "MAILER-DAEMON@ours.example"}, ANA, "personal", id="a-robots-name-alone"),
        pytest.param(
            {"Content-Type": "multipart/report; report-type=disposition-notification"}, ANA, "receipt", id="receipt"
        ),
        pytest.param({"Content-Type": "multipart/report; report-type=feedback-report"}, ANA, "personal", id="report"),
        pytest.param({"List-Unsubscribe": "<mailto:a@b.example>"}, ANA, "list", id="list"),
        pytest.param({"Precedence": "bulk"}, ANA, "list", id="bulk"),
        pytest.param({"Auto-Submitted": "auto-generated"}, ANA, "automatic", id="program"),
        pytest.param({"X-Auto-Response-Suppress": "All"}, ANA, "automatic", id="wants-no-answers"),
        pytest.param({}, NOBODY, "automatic", id="null-sender"),
    ],
)
def test_kind(fields: dict[str, str], sender: str, kind: str) -> None:
    assert mail_kind(reading(fields), sender).value == kind


SIGNS = st.dictionaries(
    st.sampled_from(["Auto-Submitted", "Precedence", "Content-Type", "Subject", "From", "List-Id", "X-Autoreply"]),
    st.text(max_size=60),
)


@given(SIGNS, st.sampled_from([ANA, NOBODY]))
def test_whatever_else_it_says_what_was_sent_on_was_sent_on(fields: dict[str, str], sender: str) -> None:
    assert mail_kind(reading(fields | {"Resent-To": "b@b.example"}), sender) is MailKind.FORWARD
