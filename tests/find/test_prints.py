"""Fingerprints: what small edits leave of them, and what chance makes alike. Measured on made-up texts."""

import random
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.find.prints import SHORTEST, PrintKey, alike
from gateway.registers.phrases import words

CASES: Final = Path(__file__).parents[1] / "cases"
FLAGS: Final = st.lists(st.booleans(), max_size=40)
KEY: Final = PrintKey(key=bytes(range(32)))
_WHO: Final = ("the girl", "her uncle", "a neighbour", "the boy", "his grandmother", "the lodger", "their landlord")
_DID: Final = (
    "told the health visitor", "was heard to shout", "left the house before dawn", "refused to open the door",
    "phoned the duty worker", "hid the letters", "asked for a different school", "brought the twins to clinic",
    "sold the kitchen table", "broke the upstairs window", "stopped taking tablets", "drew a picture of a ladder",
)  # fmt: skip
_WHEN: Final = (
    "on the last day of term", "after the football match", "while the baby slept", "twice in one week",
    "before the court hearing", "since the flood in spring", "during the bank holiday", "late on Sunday night",
)  # fmt: skip
_WHY: Final = (
    "because rent was owed to a cousin", "so that nobody would find the money", "although the order forbade it",
    "and would not say where they had been", "which worried both teachers", "as the nurse had feared",
)  # fmt: skip


def sentence(chance: random.Random) -> str:
    """A made-up sentence of a case note."""
    parts = [chance.choice(some) for some in (_WHO, _DID, _WHEN, _WHY)]
    number = chance.randrange(3, 99)
    return f"{parts[0].capitalize()} {parts[1]} {parts[2]} {parts[3]} in flat {number}."


def document(seed: int, length: int = 30) -> list[str]:
    """Sentences of one document."""
    chance = random.Random(seed)
    return [sentence(chance) for _ in range(length)]


def edited(text: str, chance: random.Random, share: float) -> str:
    """The text with some of its words left out, changed or with another one in front."""
    out: list[str] = []
    for word in text.split():
        if chance.random() >= share:
            out.append(word)
            continue
        out.extend(chance.choice(([], ["indeed"], ["rather", word])))
    return " ".join(out)


def met(text: str, prints: frozenset[bytes]) -> bool:
    """Whether a text holds something of a document."""
    return alike([run in prints for run in KEY.runs(words(text).split())])


def share_met(share: float, sentences: int) -> float:
    """How many of two hundred passages are met, after edits."""
    chance = random.Random(7)
    found = 0
    for seed in range(200):
        whole = document(seed)
        prints = KEY.document([words(one).split() for one in whole])
        start = chance.randrange(len(whole) - sentences)
        found += met(edited(" ".join(whole[start : start + sentences]), chance, share), prints)
    return found / 200


@pytest.mark.parametrize(
    ("share", "sentences", "at_least"),
    [
        pytest.param(0.0, 1, 1.0, id="one-sentence-as-it-is"),
        pytest.param(0.05, 3, 0.97, id="three-sentences-every-twentieth-word"),
        pytest.param(0.1, 1, 0.75, id="one-sentence-every-tenth-word"),
        pytest.param(0.2, 3, 0.85, id="three-sentences-every-fifth-word"),
    ],
)
def test_how_much_is_met(share: float, sentences: int, at_least: float) -> None:
    assert share_met(share, sentences) >= at_least


def test_how_little_is_met_by_chance() -> None:
    """Letters with the same endings as everybody's, and none of the document's sentences."""
    prints = KEY.document([words(one).split() for one in document(1)])
    letters = """\
Dear colleagues, thank you for coming to the meeting on Monday. Please find attached the minutes of our meeting. \
Please do not hesitate to contact me if you have any questions. I look forward to hearing from you.
Thank you for your email. I hope you are well. We can offer a room on the second floor from January on, and the \
caretaker will have the keys. Please let me know if you need any further information.
""".splitlines()
    ordinary = KEY.document([words(letters[0]).split()])

    assert not any(met(letter, prints) for letter in letters)
    assert not met(letters[1], ordinary)
    assert not met("Please do not hesitate to contact me if you have any questions. Kind regards", ordinary)


def test_ordinary_mails_are_not_met_by_chance() -> None:
    """Every mail among the cases, against a record of a visit and a hundred made-up documents."""
    record = (CASES / "kept-document-retyped" / "kept-R-1.txt").read_text(encoding="utf-8")
    prints = KEY.document([words(record).split()])
    made_up = KEY.document([words(one).split() for seed in range(100) for one in document(seed)])
    mails = {path.parent.name: path.read_text("utf-8", "replace") for path in CASES.glob("*/in.eml")}

    assert len(mails) > 200
    assert {name for name, text in mails.items() if met(text, prints)} == {
        "kept-document-quoted",
        "kept-document-retyped",
        "kept-document-to-the-council",
    }
    assert not {name for name, text in mails.items() if met(text, made_up)}


def test_what_changes_when_a_text_is_retyped_is_no_part_of_a_print() -> None:
    said = KEY.runs(["the", "landlord", "sold", "our", "kitchen", "tables"])

    assert said == KEY.runs(["a", "landlord", "sold", "the", "kitchen", "table"])
    assert None not in said
    assert len(said) == 2
    assert KEY.runs(["it", "was", "what", "they", "said", "of", "us"]) == ()
    assert KEY.runs(["please", "do", "not", "hesitate", "to", "contact", "me"]) == (None,)


@pytest.mark.parametrize(("known", "expected"), [
    pytest.param([True] * 4, True, id="four-in-a-row"),
    pytest.param([True] * 3, False, id="three"),
    pytest.param([True, False, False, True, False, False, True, False, False, True], True, id="four-of-ten"),
    pytest.param([*[True] * 3, *[False] * 9, True], False, id="three-and-one-too-far-on"),
    pytest.param([*[True] * 3, *[False] * 8, True], True, id="three-and-one-just-near-enough"),
])  # fmt: skip
def test_where_the_line_is(known: list[bool], expected: bool) -> None:
    assert alike(known) is expected


@given(FLAGS, FLAGS, st.lists(st.booleans(), max_size=9))
def test_more_text_around_it_never_hides_a_passage(before: list[bool], after: list[bool], known: list[bool]) -> None:
    if alike(known):
        assert alike([*before, *known, *after])


@given(st.lists(st.sampled_from(["mia", "was", "seen", "at", "home", "today"]), min_size=SHORTEST, max_size=12))
def test_the_same_words_are_the_same_for_one_party_only(said: list[str]) -> None:
    assert KEY.same("ELM", said) == KEY.same("ELM", tuple(said))
    assert KEY.same("ELM", said) != KEY.same("COUNCIL", said)
    assert KEY.same("ELM", said) != KEY.same("ELM", [*said, "not"])
    assert KEY.same("ELM", said) != PrintKey(key=bytes(32)).same("ELM", said)


def test_a_key_is_not_shown() -> None:
    assert "00010203" not in repr(KEY)
    assert str(bytes(range(32))) not in repr(KEY)
