"""The texts that training makes: the same for a seed, labelled where they should be, of every kind."""

import random

import pytest

from redaction.model.net import net
from redaction.training.contrast import contrasts
from redaction.training.documents import documents, labelled
from redaction.training.examples import NONE, arrays, word_labels
from redaction.training.grammar import Cast, fill, fragments
from redaction.training.near import NEAR


def test_the_same_seed_makes_the_same_texts() -> None:
    first, again, other = (list(documents(seed, 40)) for seed in (3, 3, 4))

    assert first == again
    assert first != other


def test_labels_lie_in_the_text_in_order() -> None:
    for text in documents(5, 300):
        ends = 0
        for start, end, label in text.spans:
            assert ends <= start < end <= len(text.text)
            assert label in {"PERSON", "ADDRESS", "ORG", "LOC"}
            ends = end


def test_some_texts_name_nobody() -> None:
    made = list(documents(6, 300))

    assert 20 < sum(not text.spans for text in made) < 150


def test_a_first_name_and_a_surname_are_one_name() -> None:
    text = labelled([("Hi ", ""), ("Ana", "PERSON"), (" ", ""), ("Silva", "PERSON"), (".", "")])

    assert text.spans == ((3, 12, "PERSON"),)


def test_each_word_has_its_label() -> None:
    text = labelled([("Ask ", ""), ("Ana Silva", "PERSON"), (" in ", ""), ("Leeds", "LOC")])
    encoded = net().pieces.encode(text.text)

    assert word_labels(text, encoded.starts, encoded.ends).tolist() == [0, 1, 2, 0, 7]


def test_windows_are_filled_up_and_their_padding_has_no_label() -> None:
    ids, marks, labels = arrays(documents(7, 20), net().pieces)

    assert ids.shape == marks.shape == labels.shape
    assert (labels[ids == 0] == NONE).all()


def test_no_fragment_is_left_with_an_unknown_sign() -> None:
    for name in (
        "prose",
        "forms",
        "chat",
        "letters",
        "lists",
        "plain",
        "wordnames",
        "addresses",
        "public",
        "subjects",
    ):
        assert len(fragments(name)) > 20
    assert not any("{" in text.text or "}" in text.text for text in documents(8, 1_500))


def test_contrasts_are_the_same_for_a_seed_and_name_somebody_or_nobody() -> None:
    made = list(contrasts(3, 400))

    assert made[:40] == list(contrasts(3, 40))
    assert made[:40] != list(contrasts(4, 40))
    people = sum(any(label == "PERSON" for _, _, label in text.spans) for text in made)
    assert 150 < people < 350
    assert not any("{" in text.text or "}" in text.text for text in made)


@pytest.mark.parametrize("name", ["short", "things", "told", "words"])
def test_every_fragment_of_the_contrasts_is_filled(name: str) -> None:
    dice = random.Random(1)
    for fragment in fragments(name):
        text = "".join(piece for piece, _ in fill(fragment, Cast(dice)))

        assert "{" not in text, fragment
        assert "|U" not in text, fragment


def test_many_of_a_kind_stand_in_a_row_each_with_its_label() -> None:
    pieces = fill("Present: {many:k.first}", Cast(random.Random(2)))

    people = [text for text, label in pieces if label == "PERSON"]
    assert len(people) >= 2
    assert len(set(people)) > 1
    assert pieces[0] == ("Present: ", "")


def test_what_is_called_after_people_is_no_person() -> None:
    assert all(label != "PERSON" for _, label in NEAR.values())
    dice = random.Random(3)
    assert all(value(dice).strip() for value, _ in NEAR.values() for _ in range(40))
