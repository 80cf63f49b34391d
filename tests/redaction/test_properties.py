"""What always holds, for any text."""

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redaction import (
    DETECTORS,
    Detector,
    Document,
    Evidence,
    Hit,
    Labels,
    Style,
    Unit,
    find,
    find_all,
    plan_for,
    read,
    redact,
    resolve,
    still_there,
)
from redaction.errors import StillThere
from redaction.normal import fold
from tests.redaction.builders import PEOPLE

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Bits that detectors look for, stuck together at random with any other characters.
BITS = st.sampled_from([
    "Mia Okafor", "Mia", "Okafor", "Grace", "Mrs ", "Dr. ", "Sarah Jones", "S.J.", "Dear ", "DOB ", "born ",
    "3/3/2014", "aged 9", "999 000 0018", "NHS ", "07700 900123", "W6 0HP", "12 Example Road", "AB123456C",
    "asthma", "attendance", "the Okafors", "family", " and ", "sort code 20-00-00", "12345678", "AB12 CDE", "car",
    "he ", "mia@example.org", "Mosaic ID: 12345", ", ", ". ", "\n", "\r\n", "\xa0", "\xad", "\u200b",
    "́", "name: ", "[", "]", "(", ")", "March ", "2014", "-", "'s", "ß", "ﬁ", "<b>", "</b>", "<!--", "-->",
    "&amp;", "<p title='", "'>", "<script>",
])  # fmt: skip
TEXTS = st.lists(st.one_of(BITS, st.text(max_size=6)), max_size=14).map("".join)
# Words apart, as people write: a number stuck to a name is another thing once the name is a block of black.
WRITTEN = st.lists(st.one_of(BITS, st.text(max_size=6)), max_size=14).map(" ".join)
READABLE = WRITTEN.map(lambda text: text.replace("\0", "").encode("utf-8", "ignore").decode())


@QUICK
@given(TEXTS)
def test_find_is_total_and_its_spans_lie_in_the_text(text: str) -> None:
    for hit in find(text, PEOPLE):
        assert 0 <= hit.start < hit.end <= len(text)


@QUICK
@given(TEXTS)
def test_folding_keeps_the_way_back(text: str) -> None:
    folded = fold(text)
    for at in range(len(folded.text)):
        start, end = folded.span(at, at + 1)
        assert 0 <= start < end <= len(text)
        assert folded.text[at] in fold(text[start:end]).text


@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(Detector), st.sampled_from(Evidence)))
)
def test_resolved_spans_are_disjoint_and_cover_every_hit(rows: list[tuple[int, int, Detector, Evidence]]) -> None:
    hits = [
        Hit(start=at, end=at + size, detector=detector, evidence=evidence) for at, size, detector, evidence in rows
    ]

    resolved = resolve(hits)

    assert all(left.end <= right.start for left, right in pairwise(resolved))
    for hit in hits:
        assert any(one.start <= hit.start and hit.end <= one.end for one in resolved)


def treated(text: str, style: Style) -> str:
    data = text.encode()
    document = read(data, "text/plain", "utf-8")
    hits = find_all([unit.text for unit in document.units], PEOPLE)
    result = redact(data, "text/plain", plan_for(document, hits, Labels(PEOPLE.rows, style=style)), "utf-8")
    return result.data.decode()


@QUICK
@given(READABLE, st.sampled_from([Style.MASK, Style.LABEL]))
def test_redacting_twice_is_redacting_once(text: str, style: Style) -> None:
    try:
        once = treated(text, style)
    except StillThere:
        return
    assert treated(once, style) == once


@QUICK
@given(READABLE)
def test_in_what_is_written_no_removed_value_is_found(text: str) -> None:
    for media_type in ("text/plain", "text/html"):
        data = text.encode()
        document = read(data, media_type, "utf-8")
        hits = find_all([unit.text for unit in document.units], PEOPLE)
        try:
            result = redact(data, media_type, plan_for(document, hits, Labels(PEOPLE.rows)), "utf-8")
        except StillThere:
            continue
        again = read(result.data, media_type, result.charset)
        assert still_there([unit.text for unit in again.units], result.removed) == ()


@QUICK
@given(st.lists(TEXTS, max_size=4))
def test_one_more_text_never_loses_a_find(texts: list[str]) -> None:
    alone = find(texts[0], PEOPLE) if texts else []
    together = find_all(texts, PEOPLE)[0] if texts else []
    spans = resolve(together)

    for hit in alone:
        assert any(one.start <= hit.start and hit.end <= one.end for one in spans)


LONG = 60_000


@pytest.mark.parametrize(
    "bit",
    [
        "1", "1 ", "0-", "0", "a", "A. ", "Mia ", "Mia Okafor, ", "(", "aged 9 ", "born ", "dob: ", "a@", "a.",
        " ", "\n", "\n> ", "he anxiety ", "NHS number ", "NHS:      ", "1/1/", "1 jan ", "Flat 1, ",
        "12 Aa Bb Cc ", "lives at ", "+44", "name: ", "\tname:", "a'", "\u200b", "a\u200b", "é", "[", "W6 0HP ",
        "07700 900123 ", "mosaic id ", "-_/", "Mr ", "regards\n", "Dear ", "12345 ", "Mark ", "S.J. ", "AB",
        "AB 12 ", "a-", "(b.", "3 of March ", "sort code 20-00-00 12345678 ", "20-00-00 ", "account ", "GB33 ",
        "GB33BUKB",        "car AB12 CDE ", "reg ", "passport ", "driving licence ",
        "MORGA657054SM9IJ ", "1.2.3.", "203.0.113.7 ", "::",
        "ab:", "c/o ", "Thornton, ", "Thornton, Margaret; ", "margaret ", "margaret-", "Margaret and ", "Margaret, ",
        "the Okafors ", "Okafor family ", "Okafor and ", "family ", "Mr and Mrs Okafor ", "M ", "MiaOkafor",
        "mia.okafor@", "his attendance ", "your attendance ", "benefits of ", "the family ", "arrested ",
        "Mia Okafor was arrested. ",
    ],
)  # fmt: skip
def test_no_text_takes_long(bit: str) -> None:
    text = bit * (LONG // len(bit))

    started = time.process_time()
    resolve(find(text, PEOPLE))

    # A hundred times the time of ordinary text of this length would still be below.
    assert time.process_time() - started < 8


@pytest.mark.parametrize("detector", DETECTORS)
def test_detectors_give_hits_in_order(detector: object) -> None:
    text = "Mia Okafor DOB 3/3/2014, aged 9. Mrs Bello 07700 900123, 020 7946 0123; +44 7700 900456 W6 0HP " * 3
    assert callable(detector)
    starts = [hit.start for hit in detector(text)]

    assert starts == sorted(starts)


def test_a_document_keeps_its_unit_ids() -> None:
    data = b"<title>a</title><p title=b>c<!--d-->"

    assert read(data, "text/html").units == read(data, "text/html").units
    assert isinstance(read(data, "text/html"), Document)
    assert read(data, "text/html").units[0] == Unit(id=0, place="text", text=read(data, "text/html").units[0].text)
