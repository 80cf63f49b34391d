"""The second look: whatever a splice could get wrong is found, by one reader or the other."""

import pytest

from gateway.model.message import Place, TextCut
from gateway.model.reasons import Reason
from gateway.read.mime import read, survey
from gateway.treat.errors import StillShown, TreatFailed
from gateway.treat.task import treated
from gateway.treat.verify import check_surveyed, check_untouched
from tests.read.builders import LIMITS, multipart, part

RAW = multipart(
    "b",
    part("Ana Silva is well.", "Content-Type: text/plain"),
    part("<p>Ana Silva is well.</p>", "Content-Type: text/html"),
    part("notes", "Content-Type: text/plain; name=notes.txt"),
    fields=["From: Ben <b@x.example>", "Subject: Ana Silva"],
)
ORIGINAL = read(RAW, LIMITS)
CUTS = tuple(
    TextCut(unit=unit.id, start=unit.text.index("Ana"), end=unit.text.index("Ana") + 9, replacement="[Child A]")
    for unit in ORIGINAL.units
    if "Ana" in unit.text
)
FINE = treated(RAW, CUTS, LIMITS)


def check(result: bytes, *, removed: tuple[str, ...] = ("Ana Silva",), kept: tuple[str, ...] = ()) -> None:
    after = survey(result, LIMITS)
    check_surveyed(ORIGINAL, after, CUTS, removed=removed, kept=kept)
    check_untouched(survey(RAW, LIMITS).message, after.message, frozenset({"", "1", "2"}))


def test_a_good_result_passes() -> None:
    check(FINE)
    assert len(CUTS) == 3


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        pytest.param(b"Subject: [Child A]", b"Subject: Ana Silva", Place.SUBJECT, id="subject"),
        pytest.param(b"Subject: [Child A]", b"Subject: =?utf-8?q?Ana?= Silva", Place.SUBJECT, id="encoded-subject"),
        pytest.param(b"\r\n[Child A]", b"\r\nANA  SILVA", Place.TEXT, id="other-case-and-blanks"),
        pytest.param(b"\r\n[Child A]", b"\r\nA\xcc\x81na Silva".replace(b"\xcc\x81", b""), Place.TEXT, id="text"),
        pytest.param(b"\r\n[Child A]", b"\r\nSilva was seen", Place.TEXT, id="the-surname-alone"),
        pytest.param(b"<p>[Child A]", b"<p>A<b>na</b> Silva", Place.HTML, id="html-over-tags"),
        pytest.param(b"<p>[Child A]", b"<p title='Ana Silva'>x", Place.HTML_ATTRIBUTE, id="attribute"),
        pytest.param(b"<p>[Child A]", b"<!-- Ana Silva --><p>x", Place.HTML_ATTRIBUTE, id="html-comment"),
    ],
)
def test_what_is_still_shown_is_found(old: bytes, new: bytes, place: Place) -> None:
    assert old in FINE

    with pytest.raises(StillShown) as shown:
        check(FINE.replace(old, new))

    assert shown.value.place is place
    assert "Ana" not in str(shown.value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"notes\r\n", b"note\r\n", id="an-untouched-part-changed"),
        pytest.param(b"Content-Type: text/plain; name", b"Content-Type:  text/plain; name", id="its-header-changed"),
        pytest.param(b"\r\n--b\r\nContent-Type: text/plain; name=notes.txt\r\n\r\nnotes", b"", id="a-part-lost"),
        pytest.param(b"--b--", b"--b\r\n\r\nmore\r\n--b--", id="a-part-more"),
        pytest.param(b"text/plain; name", b"text/html; name", id="another-kind"),
        pytest.param(b"Subject: [Child A]\r\n", b"Subject: [Child A]\r\njunk\r\n", id="malformed"),
        pytest.param(b"Subject: [Child A]", b"Subject: [Child A]\xe9", id="unreadable"),
        pytest.param(b"\r\n[Child A]", b"\r\nbegin 644 a\r\n#0V%T\r\n", id="hidden-coding"),
    ],
)
def test_what_changed_beyond_the_cuts_is_found(old: bytes, new: bytes) -> None:
    assert old in FINE

    with pytest.raises(TreatFailed) as failed:
        check(FINE.replace(old, new))

    assert failed.value.reason is Reason.SYSTEM_FAULT
    assert not isinstance(failed.value, StillShown)


def test_what_lies_within_a_kept_value_stays() -> None:
    raw = part("Ana Silva and her mother Mia Silva.")
    cuts = (TextCut(unit=0, start=0, end=9, replacement="[Child A]"),)

    with pytest.raises(StillShown):
        treated(raw, cuts, LIMITS)
    assert treated(raw, cuts, LIMITS, kept=("Mia Silva",)) == raw.replace(b"Ana Silva", b"[Child A]")


def test_a_value_in_an_address_stays_where_only_the_name_was_cut() -> None:
    raw = part("x", "To: Ana Silva <ana.silva@x.example>")

    result = treated(raw, (TextCut(unit=0, start=0, end=9, replacement=""),), LIMITS)

    assert result == raw.replace(b"Ana Silva ", b" ")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        pytest.param("text/csv", "name;age\nAna Silva;9\n", id="a-table"),
        pytest.param("text/calendar", "BEGIN:VCALENDAR\nSUMMARY:Ana Silva\n", id="a-calendar"),
        pytest.param("text/plain", "Ana&#32;Silva", id="references-in-plain-text"),
    ],
)
def test_the_second_reader_looks_where_the_first_has_no_words(kind: str, body: str) -> None:
    raw = multipart("b", part("x"), part(body, f"Content-Type: {kind}"), fields=["Subject: Ana Silva"])

    with pytest.raises(StillShown):
        treated(raw, (TextCut(unit=0, start=0, end=9, replacement="[Child A]"),), LIMITS)


def test_html_shows_it_nowhere_else() -> None:
    raw = part("<p title='Ana Silva'>Ana Silva</p>", "Content-Type: text/html")

    result = treated(raw, (TextCut(unit=0, start=0, end=9, replacement="[Child A]"),), LIMITS)

    assert b"[Child A]</p>" in result
    assert b"Silva" not in result
