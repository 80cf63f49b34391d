"""What is looked at once for all: no label, name or street is missed that a walk over every word would find."""

import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.detect import labels
from redaction.detect.labels import Label, begun
from redaction.detect.street import streets
from redaction.detect.words import GIVEN
from redaction.people.names import mentions_of, stands_for_person
from redaction.tokens import Prepared, places, tokens

name = sys.modules["redaction.detect.name"]  # the package has the detector under that name
EVERY = tuple(dict.fromkeys(label for known in labels._BY_WORD.values() for label in known))
WORDS = sorted(labels._BY_WORD)
TEXTS = st.lists(
    st.sampled_from(
        [*WORDS, "the", "Mia", "Okafor", "12", "0482213", ":", "\n", "|", ",", "no", "ref", "road", "Kirkgate"]
    ),
    max_size=30,
).map(" ".join)


def by_asking_each(label: Label, text: str) -> set[str]:
    return {word for word in places(text) if label in labels._BY_WORD.get(word, ())}


@given(TEXTS)
@settings(max_examples=60)
def test_the_labels_of_a_text_are_those_that_each_would_give(text: str) -> None:
    prepared = Prepared(text)
    told = begun(prepared)

    assert {label: set(words) for label, words in told.items()} == {
        label: words for label in EVERY if (words := by_asking_each(label, text))
    }
    for label in EVERY:
        assert list(label.values(prepared)) == list(label.values(text))


@given(
    st.lists(st.sampled_from(["mia", "Mia", "okafor", "the", "mum", "called", "name:", "Dear", "c/o", "dr", "12"]))
)
@settings(max_examples=100)
def test_no_name_begins_where_none_is_looked_for(words: list[str]) -> None:
    text = " ".join(words)
    labelled = {match.end() for match in name._LABEL.finditer(text)}
    split = tokens(text)
    skipped = [
        at
        for at, word in enumerate(split)
        if word.word not in GIVEN and word.start not in labelled and not text[word.start].isupper()
    ]

    assert [name._at(text, split, at, labelled, set()) for at in skipped] == [None] * len(skipped)


@given(TEXTS, st.frozensets(st.sampled_from(["mia", "okafor", "kirkgate"])))
@settings(max_examples=60)
def test_mentions_are_those_of_a_walk_over_all_words(text: str, known: frozenset[str]) -> None:
    words = tokens(text)
    walked = [
        at
        for at, token in enumerate(words)
        if (token.word in known or (token.word.endswith("s") and token.word[:-1] in known))
        and stands_for_person(text, words, at)
    ]

    assert list(mentions_of(Prepared(text), words, known)) == walked
    assert list(streets(Prepared(text))) == list(streets(text))
