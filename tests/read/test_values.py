"""Calendars, cards and tables: every value is read, and where each stands."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.model.message import UnreadReason
from gateway.read.content_lines import content_lines
from gateway.read.delimited import delimited, sniffed
from gateway.read.mime import read
from gateway.read.values import Form
from tests.read.builders import LIMITS, multipart, part, whys


def calendar(*lines: str) -> str:
    return "".join(f"{line}\r\n" for line in ("BEGIN:VCALENDAR", "VERSION:2.0", *lines, "END:VCALENDAR"))


def said(*lines: str) -> list[tuple[str, str]]:
    return [(value.label, value.text) for value in content_lines(calendar(*lines)).values]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param(["SUMMARY:Ana Silva"], [("SUMMARY", "Ana Silva")], id="plain"),
        pytest.param(["summary:Ana"], [("SUMMARY", "Ana")], id="lower-case-name"),
        pytest.param(["SUMMARY:An", " a Sil", "\tva"], [("SUMMARY", "Ana Silva")], id="folded"),
        pytest.param(["SUMM", " ARY:Ana"], [("SUMMARY", "Ana")], id="folded-in-its-name"),
        pytest.param(["SUMMARY:a\\, b\\; c\\\\d\\ne\\Nf"], [("SUMMARY", "a, b; c\\d\ne\nf")], id="escaped"),
        pytest.param(["SUMMARY:a, b"], [("SUMMARY", "a, b")], id="comma-not-escaped"),
        pytest.param(["SUMMARY:a:b"], [("SUMMARY", "a:b")], id="colon-in-the-value"),
        pytest.param(
            ['ATTENDEE;CN="Silva; Ana";ROLE=CHAIR:mailto:a@b.example'],
            [("ATTENDEE;CN", "Silva; Ana"), ("ATTENDEE", "mailto:a@b.example")],
            id="parameter-in-quotes",
        ),
        pytest.param(
            ["ATTENDEE;CN=Ana ^'A^' ^^ Silva:mailto:a@b.example"],
            [("ATTENDEE;CN", 'Ana "A" ^ Silva'), ("ATTENDEE", "mailto:a@b.example")],
            id="carets",
        ),
        pytest.param(["URL:https://x.example/Ana%20Silva"], [("URL", "https://x.example/Ana Silva")], id="uri"),
        pytest.param(["X-MY-OWN:Ana Silva"], [("X-MY-OWN", "Ana Silva")], id="a-property-nobody-knows"),
        pytest.param(["STATUS:Ana Silva"], [("STATUS", "Ana Silva")], id="words-where-none-belong"),
        pytest.param(["UID:ana-silva@x.example"], [("UID", "ana-silva@x.example")], id="a-name-as-identifier"),
        pytest.param(["ATTENDEE;ROLE=Ana~Silva:x"], [("ATTENDEE;ROLE", "Ana~Silva"), ("ATTENDEE", "x")], id="role"),
        pytest.param(["SEQUENCE:9990000026"], [("SEQUENCE", "9990000026")], id="a-long-number"),
        pytest.param(["DTSTART;TZID=Ana Silva:20261123"], [("DTSTART;TZID", "Ana Silva")], id="a-name-as-time-zone"),
        pytest.param(["PRODID:-//Ana Silva//EN"], [("PRODID", "-//Ana Silva//EN")], id="a-name-as-program"),
        pytest.param(["TEL;TYPE=ana:1"], [("TEL;TYPE", "ana"), ("TEL", "1")], id="a-name-as-type"),
        pytest.param(["CATEGORIES:Ana,Ben"], [("CATEGORIES", "Ana,Ben")], id="list"),
        pytest.param(["item1.N:Silva;Ana;;Mrs;"], [("N", "Silva, Ana, Mrs, ")], id="name-of-a-card"),
        pytest.param(["TEL;HOME;VOICE:07700 900456"], [("TEL", "07700 900456")], id="old-parameters"),
        pytest.param(
            ["DTSTART;TZID=Europe/London:20261123T090000", "SEQUENCE:0", "STATUS:CONFIRMED", "TRIGGER:-PT15M",
             "X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "UID:040000008200E00074C5B7101A82E008", "TZNAME:GMT"],
            [("DTSTART;TZID", "Europe/London")],
            id="written-for-programs",
        ),
    ],
)  # fmt: skip
def test_content_lines(lines: list[str], expected: list[tuple[str, str]]) -> None:
    found = content_lines(calendar(*lines))

    assert [(value.label, value.text) for value in found.values] == expected
    assert found.faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("SUMMARY:x\r\n", UnreadReason.MALFORMED, id="not-a-calendar"),
        pytest.param(calendar("a line of words"), UnreadReason.MALFORMED, id="no-value"),
        pytest.param(calendar(";:x"), UnreadReason.MALFORMED, id="no-name"),
        pytest.param(calendar('A;CN="x:y'), UnreadReason.MALFORMED, id="a-quote-that-does-not-end"),
        pytest.param(calendar("PHOTO;ENCODING=b:aGk="), UnreadReason.NESTED_CODING, id="picture"),
        pytest.param(calendar("NOTE;ENCODING=QUOTED-PRINTABLE:=41na"), UnreadReason.NESTED_CODING, id="coded-note"),
        pytest.param(calendar("ATTACH:data:text/plain,Ana"), UnreadReason.NESTED_CODING, id="data-link"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, fault: UnreadReason) -> None:
    assert content_lines(text).faults == (fault,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a,b\r\nc,d\r\n", "a\tb\nc\td\n", id="comma"),
        pytest.param("a;b,c\nd;e\n", "a\tb,c\nd\te\n", id="semicolon"),
        pytest.param("sep=|\r\na|b\r\n", "a\tb\n", id="said-on-top"),
        pytest.param('"a ""b""",c\n', 'a "b"\tc\n', id="quotes"),
        pytest.param('"a\r\nb",c\r\n', "a\nb\tc\n", id="line-end-in-a-cell"),
        pytest.param("a,b", "a\tb\n", id="no-line-end"),
        pytest.param("a,\n", "a\t\n", id="empty-at-the-end"),
        pytest.param("\ufeffa,b\n", "a\tb\n", id="byte-order-mark"),
        pytest.param(
            "Surname,Age,First name\nSilva,4,Ana\nx\n",
            "Age\tFirst name Surname\n4\tAna Silva\nx\n",
            id="a-name-in-two",
        ),
    ],
)
def test_table(text: str, expected: str) -> None:
    (value,) = delimited(text).values

    assert value.text == expected


@pytest.mark.parametrize("text", ['"a', '"a"b,c\n'], ids=["no-end", "something-behind"])
def test_a_table_that_readers_take_apart_differently(text: str) -> None:
    assert delimited(text).faults == (UnreadReason.MALFORMED,)


CELLS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u2028\u2029\x85"), max_size=8
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=5))
def test_a_table_says_what_its_writer_wrote(rows: list[list[str]]) -> None:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(rows)
    text = written.getvalue()
    assert sniffed(text) == ","

    (value,) = delimited(text).values

    said = [[cell for cell in row if cell] for row in rows]
    assert [piece.form for piece in value.pieces] == [Form.CELL] * sum(map(len, said))
    assert sorted(value.text[piece.at : piece.end] for piece in value.pieces) == sorted(
        cell for row in said for cell in row
    )


@given(st.text(max_size=300))
def test_whatever_it_is_it_is_read_or_refused(text: str) -> None:
    for found in (content_lines("BEGIN:VCARD\n" + text), delimited(text)):
        for value in found.values:
            for piece in value.pieces:
                assert 0 <= piece.at <= piece.end <= len(value.text)
                assert piece.start <= piece.stop


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param("Content-Type: text/calendar", id="type"),
        pytest.param('Content-Type: application/octet-stream; name="x.ics"', id="by-content"),
        pytest.param('Content-Type: text/plain; name="x.ics"', id="as-text"),
    ],
)
def test_a_calendar_is_known_by_type_or_content(fields: str) -> None:
    reading = read(multipart("b", part("hello"), part(calendar("SUMMARY:An", " a"), fields)), LIMITS)

    assert "Ana" in [unit.text for unit in reading.units]
    assert whys(reading) == set()


def test_another_file_by_a_tables_name_is_not_read() -> None:
    raw = multipart("b", part("x"), part(b"%PDF-1.4\r\n", 'Content-Type: application/octet-stream; name="x.csv"'))

    assert whys(read(raw, LIMITS)) == {("2", UnreadReason.UNKNOWN_TYPE)}
