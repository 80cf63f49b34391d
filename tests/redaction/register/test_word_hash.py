"""Hashes of many words at once are those of each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from redaction.register.word_hash import LONGEST_WORD, Space, WordHash, mixed, mixed_all

HASHES = WordHash(b"sixteen letters!")
# A look-up word holds no line end; else it may hold any letter, lone surrogates too.
WORDS = st.lists(st.text(st.characters(exclude_characters="\n"), min_size=1, max_size=80), min_size=1, max_size=8)


@given(WORDS)
def test_words_at_once_are_as_each(words: list[str]) -> None:
    many = HASHES.words(words)

    assert many.whole.tolist() == [HASHES.word(word) for word in words]
    shorter = [word[:LONGEST_WORD] for word in words]
    less = [word[:-1] if word.endswith("s") and len(word) > 3 else word for word in shorter]
    assert many.stripped.tolist() == [HASHES.word(word) for word in less]


@given(st.lists(st.text("ab12", min_size=1, max_size=9), min_size=1, max_size=6))
def test_joined_words_are_as_their_text(words: list[str]) -> None:
    keys, letters = HASHES.joined_all(Space.IDENTIFIER, HASHES.words(words), np.arange(len(words)), 4)

    for at in range(len(words)):
        for more in range(min(4, len(words) - at)):
            text = "".join(words[at : at + more + 1])
            assert letters[at, more] == len(text)
            assert int(keys[at, more]) == HASHES.joined(Space.IDENTIFIER, text)


@given(st.integers(0, 2**64 - 1), st.lists(st.integers(0, 2**64 - 1), min_size=1))
def test_runs_at_once_are_as_each(total: int, words: list[int]) -> None:
    assert mixed_all(total, np.array(words, np.uint64)).tolist() == [mixed(total, word) for word in words]


def test_another_key_gives_other_hashes() -> None:
    assert WordHash(bytes(16)).word("mia") != HASHES.word("mia")


def test_many_more_words_than_are_hashed_at_once() -> None:
    words = [f"w{number}" for number in range(70_000)]

    assert HASHES.words(words).whole[[0, 65_535, 65_536, 69_999]].tolist() == [
        HASHES.word(words[at]) for at in (0, 65_535, 65_536, 69_999)
    ]
