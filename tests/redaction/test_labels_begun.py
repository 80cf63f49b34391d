"""What is looked at once for all: no label, name or street is missed that a walk over every word would find."""

import sys

from hypothesis import given, settings
from hypothesis import strategies as st

from redaction.detect import signs
from redaction.detect.street import streets
from redaction.detect.words import GIVEN
from redaction.people.names import mentions_of, stands_for_person
from redaction.tokens import Prepared, places, tokens

name = sys.modules["redaction.detect.name"]  # the package has the detectors under these names
case_id = sys.modules["redaction.detect.case_id"]
nhs_number = sys.modules["redaction.detect.nhs_number"]
EVERY = tuple(dict.fromkeys(one for known in signs._BY_WORD.values() for one in known))
LABELS = (*case_id._LABELS, nhs_number._LABELLED)
WORDS = sorted({word for label in LABELS for word in label._labels})
TEXTS = st.lists(
    st.sampled_from(
        [*WORDS, "the", "Mia", "Okafor", "12", "0482213", ":", "\n", "|", ",", "no", "ref", "road", "Kirkgate"]
    ),
    max_size=30,
).map(" ".join)


@given(TEXTS)
@settings(max_examples=60)
def test_the_signs_of_a_text_are_those_that_each_would_give(text: str) -> None:
    prepared = Prepared(text)
    stood = places(text).keys()

    assert {one: set(one.met(prepared)) for one in EVERY} == {one: stood & one for one in EVERY}
    assert {one: set(one.met(text)) for one in EVERY} == {one: stood & one for one in EVERY}
    for label in LABELS:
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
