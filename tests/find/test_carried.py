"""What the organisation's own rules may ask of a message as a whole."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from gateway.decide.facts import SentFile
from gateway.find.carried import endings, mail_facts
from gateway.model.message import Attachment, Field, Place, Reading, Unit

LOCAL = datetime(2026, 7, 3, 17, 30, 59, tzinfo=ZoneInfo("Europe/London"))


def reading(*units: Unit, fields: tuple[Field, ...] = (), attachments: tuple[Attachment, ...] = ()) -> Reading:
    """A message with only these in it."""
    return Reading(fields=fields, units=units, attachments=attachments, unread=(), signed=(), encrypted=False)


def name_of(part: str, text: str) -> Unit:
    """A part's file name."""
    return Unit(id=0, place=Place.FILE_NAME, part=part, label="filename", text=text)


def test_fields_are_kept_but_for_traces() -> None:
    names = ("Subject", "X-Mailer", "Received", "DKIM-Signature", "ARC-Seal", "Authentication-Results", "Return-Path")
    carried = mail_facts(reading(fields=tuple(Field(name=name, value="x") for name in names)), 7, LOCAL)

    assert [one.name for one in carried.fields] == ["Subject", "X-Mailer"]
    assert (carried.size, carried.time_of_day) == (7, time(17, 30))


def test_a_field_can_always_be_stored() -> None:
    (field,) = mail_facts(reading(fields=(Field(name="X-A", value="a\udc80b"),)), 1, LOCAL).fields

    assert field.value == "a?b"
    field.value.encode("utf-8")


def test_a_file_has_what_is_said_and_found_of_it_and_no_name() -> None:
    sent = Attachment(part="2", said_type="Application/PDF", found_type="application/zip", size=3)

    carried = mail_facts(
        reading(name_of("2", "Mia Okafor.pdf.exe"), name_of("3", "notes.txt"), attachments=(sent,)), 1, LOCAL
    )

    assert carried.files == (
        SentFile(part="2", types=("application/pdf", "application/zip"), endings=(".exe", ".pdf.exe")),
        SentFile(part="3", types=(), endings=(".txt",)),
    )


@pytest.mark.parametrize(
    ("name", "found"),
    [
        pytest.param("plan.docm", (".docm",), id="plain"),
        pytest.param("PLAN.DOCM", (".docm",), id="capitals"),
        pytest.param("a.tar.gz", (".gz", ".tar.gz"), id="two"),
        pytest.param("plan.docm. ", (".docm",), id="what-some-systems-drop"),
        pytest.param("plan.do\u200bcm", (".docm",), id="unseen-characters"),
        pytest.param("plan\uff0edocm", (".docm",), id="a-wide-dot"),
        pytest.param("visit of 3.4.2026 to Mia", (), id="no-ending"),
        pytest.param("plan", (), id="no-dot"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_endings(name: str, found: tuple[str, ...]) -> None:
    assert endings(name) == found
