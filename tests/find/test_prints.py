"""Fingerprints: what small edits leave of them, and what chance makes alike. Measured on made-up texts."""

import random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.find.prints import SHORTEST, PrintKey, alike
from gateway.registers.phrases import words

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
        out.extend(chance.choice(([], [word + "ly"], ["rather", word])))
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
        pytest.param(0.1, 3, 0.93, id="three-sentences-every-tenth-word"),
        pytest.param(0.1, 1, 0.7, id="one-sentence-every-tenth-word"),
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


def test_a_run_of_what_everybody_writes_is_no_print() -> None:
    assert KEY.runs(["it", "was", "the", "last"]) == (None,)
    assert KEY.runs(["the", "landlord", "sold", "tables"]) != (None,)
    assert KEY.runs(["too", "few", "words"]) == ()


@pytest.mark.parametrize(("known", "expected"), [
    pytest.param([True] * 5, True, id="five-in-a-row"),
    pytest.param([True] * 4, False, id="four"),
    pytest.param([True, False, True, False, True, False, True, False, True], True, id="five-of-nine"),
    pytest.param([*[True] * 4, *[False] * 8, True], False, id="four-and-one-too-far-on"),
    pytest.param([*[True] * 4, *[False] * 7, True], True, id="four-and-one-just-near-enough"),
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
