"""What always holds, for any text."""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from redaction import (
    DETECTORS,
    Detector,
    Document,
    Evidence,
    Hit,
    Labels,
    People,
    PersonRow,
    Style,
    Unit,
    find,
    find_all,
    plan_for,
    plan_until_clean,
    read,
    redact,
    resolve,
    still_there,
)
from redaction.detect import DEFAULT
from redaction.errors import StillThere
from redaction.model import Names
from redaction.normal import fold
from redaction.plan import apply
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


def labels_of(style: Style) -> Labels:
    return Labels(PEOPLE.rows, style=style, key=b"of one reader only")


def look(texts: Sequence[str]) -> list[list[Hit]]:
    return find_all(texts, PEOPLE)


def by_rules(texts: Sequence[str]) -> list[list[Hit]]:
    """Without the model, which judges a word by all that stands around it, so by what was put in place of others."""
    return find_all(texts, PEOPLE, [one for one in DEFAULT if not isinstance(one, Names)])


def treated(text: str, style: Style) -> str:
    data = text.encode()
    plan, _ = plan_until_clean(read(data, "text/plain", "utf-8"), by_rules, labels_of(style))
    return redact(data, "text/plain", plan, "utf-8").data.decode()


@settings(QUICK, max_examples=150)
@given(READABLE, st.sampled_from(Style))
@example("Okafor Grace", Style.LABEL)  # the mother of Mia, who was taken for a mention of a family
@example("Mosaic ID: 12345 12345678", Style.REMOVE)  # the second number comes to stand behind the word
@example("Mia W6 0HP  Mia Okafor", Style.LABEL)  # the postcode's first letter was taken for an initial
@example("Mia Okafor W6 DOB ", Style.LABEL)  # the district that is left was taken for a name
@example("AB12 CDE " + "x " * 50 + " Sarah Jones car", Style.MASK)
def test_redacting_twice_is_redacting_once(text: str, style: Style) -> None:
    try:
        once = treated(text, style)
    except StillThere:
        return
    assert treated(once, style) == once


@QUICK
@given(READABLE, st.sampled_from(Style))
def test_what_is_not_cut_stays_as_it_was_and_every_find_is_cut(text: str, style: Style) -> None:
    document = Document(media_type="text/plain", units=(Unit(id=0, place="text", text=text),))
    plan, hits = plan_until_clean(document, look, labels_of(style))
    cuts = plan.for_unit(0)

    # Each stretch between two cuts stands in the result, in order and with nothing between but replacements.
    edges = [0, *(at for cut in cuts for at in (cut.start, cut.end)), len(text)]
    between = [text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    assert apply(text, cuts) == "".join(
        stretch + replacement
        for stretch, replacement in zip(between, [*(cut.replacement for cut in cuts), ""], strict=True)
    )
    gone = {at for cut in cuts for at in range(cut.start, cut.end)}
    for hit in hits[0]:
        assert gone.issuperset(range(hit.start, hit.end))


SYLLABLES = st.text(alphabet="abdeiklmnorstu", min_size=5, max_size=8).map(str.capitalize)


@QUICK
@given(st.lists(st.tuples(SYLLABLES, SYLLABLES), min_size=2, max_size=6, unique=True), st.sampled_from(Style))
def test_one_person_has_one_label_and_another_person_another(names: list[tuple[str, str]], style: Style) -> None:
    rows = tuple(PersonRow(id=f"P-{n}", name=" ".join(name)) for n, name in enumerate(names))
    labels = Labels(rows, style=style, key=b"of one reader only")
    units = [f"{first} {last} said so. " * 2 for first, last in names]
    shown = [
        {labels.replacement(text, hit) for hit in find(text, People.from_rows(rows)) if hit.persons == (row.id,)}
        for text, row in zip(units, rows, strict=True)
    ]

    assert all(len(mine) == 1 for mine in shown)
    if style not in {Style.MASK, Style.REMOVE}:
        assert len(set.union(*shown)) == len(names)


@QUICK
@given(st.permutations(["Ada", "Bea", "Cyrus", "Dora"]), st.permutations(["P-1", "GO", "0042", "Okafor"]))
def test_labels_tell_nothing_of_names_or_ids(names: list[str], ids: list[str]) -> None:
    rows = [PersonRow(id=one, name=f"{name} Stone") for one, name in zip(ids, names, strict=True)]
    rows[0] = replace(rows[0], relations=((f"mother {names[1]}", ids[1]), ("carer", ids[2])))
    labels = Labels(rows)
    hits = [Hit(start=0, end=1, detector=Detector.NAME, evidence=Evidence.REGISTER, persons=(one,)) for one in ids]

    # Whatever they are called, the labels are those of their order and their relations.
    assert [labels.replacement("x", hit) for hit in hits] == [
        "[Child A]", "[Relative of Child A]", "[Carer of Child A]", "[Person 1]",
    ]  # fmt: skip


@QUICK
@given(READABLE)
@example("Mia Okafor <p title=' <p title=' \x08 <b>")  # an attribute whose name the tree lets stand, and cannot drop
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
    # The model reads short texts together, so what it is unsure of may turn (redaction/model/card.md).
    rules = [detector for detector in DETECTORS if not isinstance(detector, Names)]
    alone = find(texts[0], PEOPLE, rules) if texts else []
    together = find_all(texts, PEOPLE, rules)[0] if texts else []
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
        "Mia Okafor was arrested. ", "the Pembertons, ",
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
