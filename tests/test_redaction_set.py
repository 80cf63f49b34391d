"""The marked texts can be read, hold what docs/benchmarks.md says of them, and are counted right."""

from pathlib import Path

import pytest

from benchmarks.redaction_quality import all_texts, lot
from benchmarks.redaction_set.engines import register
from benchmarks.redaction_set.measure import DIRECT, Tally, measure
from benchmarks.redaction_set.notation import Gold, Known, Text, read_texts
from benchmarks.redaction_set.public import public_texts

HEAD = "=== one | Mia Okafor (Mimi); Grace Okafor\n"


def one(marked: str) -> Text:
    (text,) = read_texts(HEAD + marked, by_hand=True)
    return text


def test_marks_are_taken_out() -> None:
    text = one("Mr [[PERSON:Okafor]] of [[ADDRESS:4 Mill\nLane]].")

    assert text.text == "Mr Okafor of 4 Mill\nLane.\n"
    assert [(text.text[span.start : span.end], span.gold) for span in text.spans] == [
        ("Okafor", Gold.PERSON),
        ("4 Mill\nLane", Gold.ADDRESS),
    ]
    assert text.people == (Known(name="Mia Okafor", aliases=("Mimi",)), Known(name="Grace Okafor"))


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("[[PERSON:Mia", id="no-end"),
        pytest.param("Mia]]", id="no-beginning"),
        pytest.param("[[NAME:Mia]]", id="no-such-type"),
        pytest.param("[[PERSON: Mia]]", id="a-blank-first"),
        pytest.param("[[PERSON:...]]", id="nothing-in-it"),
        pytest.param("[[PERSON:Mia [[AGE:9]]]]", id="one-in-another"),
    ],
)
def test_a_mark_that_cannot_be_read(marked: str) -> None:
    with pytest.raises(ValueError, match="one"):
        one(marked)


def test_places_in_a_file_halve_it() -> None:
    texts = list(read_texts("=== a\nx\n=== b\ny\n=== c\nz\n", by_hand=True))

    assert [text.open for text in texts] == [False, True, False]


@pytest.mark.parametrize(
    ("masked", "leaks", "over"),
    [
        pytest.param([], 2, 0, id="nothing"),
        pytest.param(["Okafor", "4 Mill Row"], 0, 0, id="all-of-it"),
        pytest.param(["Mr Okafor", "4 Mill Row"], 0, 0, id="a-title-counts-for-nothing"),
        pytest.param(["Okafo", "4 Mill Row"], 1, 0, id="one-letter-in-clear"),
        pytest.param(["Okafor lives at 4 Mill Row"], 0, 2, id="words-between"),
    ],
)
def test_measure(masked: list[str], leaks: int, over: int) -> None:
    text = one("Mr [[PERSON:Okafor]] lives at [[ADDRESS:4 Mill Row]]")
    tally = Tally()

    measure(tally, text, [(text.text.index(part), text.text.index(part) + len(part)) for part in masked])

    assert sum(tally.leaked.values()) == leaks
    assert tally.words_masked == over
    assert tally.leak(DIRECT) == leaks / 2


def test_the_set_is_as_described() -> None:
    texts = all_texts()

    assert len(texts) >= 400
    assert sum(text.by_hand for text in texts) * 3 >= len(texts)
    assert sum(text.negative for text in texts) * 5 >= len(texts)
    assert sum(not text.open for text in texts) * 2 >= len(texts)
    assert {span.gold for text in (*texts, *lot("third")) for span in text.spans} == set(Gold)
    assert len({text.id for text in texts}) == len(texts)
    assert len(register(texts)) > 200


def test_a_later_lot_is_as_described() -> None:
    texts = lot("third")

    assert len(texts) >= 120
    assert sum(text.negative for text in texts) * 6 >= len(texts)
    assert {text.open for text in texts} == {True, False}
    assert len(lot("fourth")) == 40
    assert len(lot("fifth")) == 99
    assert len(lot("sixth")) == 40
    assert (len(lot("seventh")), len(lot("eighth"))) == (114, 56)
    assert (len(lot("ninth")), len(lot("ninth_kept"))) == (55, 55)
    assert (len(lot("tenth")), len(lot("tenth_kept"))) == (42, 41)
    assert (len(lot("eleventh")), len(lot("eleventh_kept"))) == (40, 40)
    assert (len(lot("names_third")), len(lot("names_fourth")), len(lot("names_fifth"))) == (100, 60, 81)
    assert sum(text.negative for text in lot("fifth")) * 4 >= len(lot("fifth"))


def test_public_sets_are_read(tmp_path: Path) -> None:
    columns = tmp_path / "wiki.txt"
    columns.write_text("Mia I-PER\nOkafor I-PER\nleft O\n\nLeeds I-LOC\n")
    spans = tmp_path / "spans.json"
    spans.write_text(
        '[{"full_text": "I am Mia", "spans": [{"entity_type": "PERSON", "start_position": 5, "end_position": 8}]}]'
    )

    assert [(one.text, [(s.start, s.end) for s in one.spans]) for one in public_texts(columns)] == [
        ("Mia Okafor left \nLeeds \n", [(0, 10)])
    ]
    assert [one.spans[0].gold for one in public_texts(spans)] == [Gold.PERSON]
