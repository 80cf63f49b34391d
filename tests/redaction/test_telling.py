"""What the model of whole sentences tells of where the lists know no word, and what it leaves."""

from pathlib import Path
from typing import Final

import pytest

from redaction import DEFAULT, MENTIONS, Detect, Detector, Evidence, Hit, find
from redaction.detect.words import lines
from redaction.model import Untold

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "mention_set"
WITH: Final[tuple[Detect, ...]] = (*DEFAULT, Untold())
OWN = Path(__file__).parents[2] / "redaction" / "training" / "telling.txt"


def by_model(text: str) -> list[Hit]:
    return [hit for hit in find(text, detectors=WITH) if hit.how == "telling"]


@pytest.mark.parametrize(
    ("text", "detector"),
    [
        ("She can barely get up the stairs now.", Detector.HEALTH),
        ("She stays in her bed all day and cannot stop weeping.", Detector.HEALTH),
        ("She goes quiet when her uncle comes in and won't look at him.", Detector.SAFEGUARDING),
        ("He likes another boy in his class and is scared to say.", Detector.SEXUAL_LIFE),
        ("He said the policeman took him away in the van.", Detector.OFFENCE),
    ],
)
def test_a_sentence_tells_without_a_word_of_the_lists(text: str, detector: Detector) -> None:
    (hit,) = by_model(text)

    assert (hit.detector, hit.evidence) == (detector, Evidence.MODEL)


@pytest.mark.parametrize(
    "text",
    [
        "She will bring the projector and he has the cable.",
        "He left the keys with her at the desk.",
        "Mum rang to say that the parcel came.",
        "",
        "He.",
        "The wall of the hall was pushed down and rebuilt.",  # nobody is spoken of
    ],
)
def test_what_tells_of_nothing_is_left(text: str) -> None:
    assert by_model(text) == []


def test_the_word_pointed_at_is_no_part_of_another_find() -> None:
    text = "She goes quiet when Omar Bello comes in and won't look at him."
    (hit,) = by_model(text)

    assert all(
        hit.end <= other.start or other.end <= hit.start for other in find(text, detectors=WITH) if other != hit
    )


def test_a_sentence_with_a_word_of_the_lists_is_not_asked_about() -> None:
    assert by_model("She goes quiet when her uncle comes in and he was arrested.") == []


def test_it_is_asked_only_where_it_is_put_beside_the_others() -> None:
    assert not {hit.detector for hit in find("She can barely get up the stairs now.")} & MENTIONS


def test_it_answers_by_itself_too() -> None:
    assert [hit.detector for hit in Untold()("she can barely get up the stairs now.")] == [Detector.HEALTH]


def test_every_sentence_it_is_trained_on_has_a_kind() -> None:
    kinds = {line.split(" ", 1)[0] for line in OWN.read_text("utf-8").splitlines() if not line.startswith("#")}

    assert kinds == {kind.value for kind in MENTIONS} | {"none"}


def test_it_is_trained_on_no_sentence_that_it_is_measured_with() -> None:
    own = {line.split(" ", 1)[1] for line in OWN.read_text("utf-8").splitlines() if not line.startswith("#")}
    kept = {line.split(" ", 2)[2] for lot in ("fourth", "fifth_kept") for line in _of(lot)}
    ordinary = {line[2:] for lot in ("ordinary_later", "ordinary_kept") for line in _of(lot)}

    assert not own & (kept | ordinary)


def test_who_leaves_out_of_whom_a_note_speaks_is_understood() -> None:
    assert "left" in {word for line in lines("noted_of_nobody") for word in line.split()}
    assert Detector.SAFEGUARDING in {hit.detector for hit in find("Left home alone all weekend.")}


def _of(lot: str) -> list[str]:
    return (BENCHMARK / f"{lot}.txt").read_text("utf-8").splitlines()
