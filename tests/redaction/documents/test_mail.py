"""Mail given to the library: a value in each place that it can stand in, what is written, and what must be held."""

import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import redaction
from redaction import Cut, Limits, Plan, TooLarge, Unreadable
from redaction.media_types import media_type
from tests.redaction.documents.builders import docx, paragraph
from tests.redaction.documents.hiding_mail import HELD, MAIL, STAYS, attached, mail, several
from tests.redaction.documents.test_hiding_places import NEEDLES, VALUE, cut_everything
from tests.redaction.documents.wide_searcher import recovered

TYPE = "message/rfc822"
# Nobody looks into these; they go in any case.
UNSEEN = {"epilogue-coded", "unknown-field-coded"}
NO_TEXT_LEFT = {"text", "text-folded-name", "text-quoted-printable", "text-base64", "text-utf-16", "line-feeds"}


def opened(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not any(part.defects for part in message.walk())
    return message


@pytest.mark.parametrize("place", MAIL)
def test_the_searcher_finds_it_before(place: str) -> None:
    assert recovered(MAIL[place], NEEDLES) == list(NEEDLES)


@pytest.mark.parametrize("place", MAIL)
def test_nothing_is_left(place: str) -> None:
    assert media_type(MAIL[place]) == TYPE

    result = redaction.redact(MAIL[place], TYPE, Plan()) if place in UNSEEN else cut_everything(MAIL[place])

    assert recovered(result.data, (*NEEDLES, "Quill", "feather", "Zebe")) == []
    assert result.media_type == media_type(result.data) == TYPE
    again = redaction.read(result.data, TYPE)
    assert redaction.redact(result.data, TYPE, Plan()).data == result.data
    assert not any(VALUE.search(unit.text) for unit in again.units)


@pytest.mark.parametrize("place", [place for place in MAIL if not place.startswith(("html", "text"))])
def test_another_program_reads_the_rest(place: str) -> None:
    if place in NO_TEXT_LEFT:
        return
    data = redaction.redact(MAIL[place], TYPE, Plan()) if place in UNSEEN else cut_everything(MAIL[place])
    body = opened(data.data).get_body(("plain", "html"))

    assert body is not None
    assert STAYS in body.get_content()


@pytest.mark.parametrize("kind", HELD)
def test_held(kind: str) -> None:
    began = time.monotonic()

    with pytest.raises(Unreadable):
        redaction.read(HELD[kind], TYPE)

    assert time.monotonic() - began < 20


def test_every_part_keeps_its_kind_and_name() -> None:
    data = several(
        "Content-Type: text/csv; name=a.csv\r\n\r\na,Okafor",
        attached(docx(paragraph("Okafor")), "Okafor plan.docx"),
        f"Content-Type: message/rfc822\r\n\r\n{mail('Okafor').decode()}",
        head="To: Mia Okafor <mia@example.org>, =?utf-8?Q?L=C3=A9a?= <lea@example.org>\r\n",
    )
    document = redaction.read(data, TYPE)
    cuts = tuple(
        Cut(unit=unit.id, start=at, end=at + 6, replacement="[Person 1]")
        for unit in document.units
        if (at := unit.text.find("Okafor")) >= 0
    )

    message = opened(redaction.redact(data, TYPE, Plan(cuts=cuts)).data)

    assert message["To"] == '"Mia [Person 1]" <mia@example.org>, Léa <lea@example.org>'
    assert message["Subject"] == "Visit"
    kinds = [(part.get_content_type(), part.get_filename()) for part in message.iter_parts()]
    assert kinds == [
        ("text/plain", None),
        ("text/csv", "a.csv"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "[Person 1] plan.docx"),
        (TYPE, None),
    ]


def test_an_address_that_goes_leaves_a_group_of_nobody() -> None:
    data = mail(head="To: Mia <mia@example.org>\r\n")
    (unit, *_) = redaction.read(data, TYPE).units
    at = unit.text.index("mia@")
    plan = Plan(cuts=(Cut(unit=0, start=at, end=at + 15, replacement="[email]"),))

    message = opened(redaction.redact(data, TYPE, plan).data)

    assert message["To"].addresses == ()
    assert [group.display_name for group in message["To"].groups] == ["Mia [email]"]


def test_without_a_find_the_same_bytes_but_for_a_signature() -> None:
    assert redaction.redact(mail(), TYPE, Plan()).data == mail()
    signed = MAIL["signed"]
    document = redaction.read(signed, TYPE)

    assert document.notes == ("unread-signature",)
    assert redaction.redact(signed, TYPE, Plan()).dropped == ("signature",)


@pytest.mark.parametrize(
    "limits", [Limits(max_bytes=20), Limits(max_chars=20), Limits(max_members=1), Limits(max_nesting=0)]
)
def test_limits(limits: Limits) -> None:
    with pytest.raises(TooLarge):
        redaction.read(MAIL["nested"], TYPE, limits=limits)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    place=st.sampled_from(sorted(MAIL)),
    at=st.integers(0, 3000),
    new=st.binary(min_size=1, max_size=8),
    end=st.integers(1, 3000),
)
def test_damage_is_no_other_exception(place: str, at: int, new: bytes, end: int) -> None:
    data = bytearray(MAIL[place])
    data[at % len(data) : at % len(data) + len(new)] = new
    damaged = bytes(data[: max(end, len(data) // 2)])
    try:
        document = redaction.read(damaged, TYPE)
        cuts = tuple(Cut(unit=one.id, start=0, end=1, replacement="[é]") for one in document.units if one.text)
        redaction.redact(damaged, TYPE, Plan(cuts=cuts))
    except (Unreadable, redaction.StillThere):
        return
