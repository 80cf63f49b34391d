"""Where sentences begin and end."""

import time

import pytest

from redaction import Sentences


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ("asthma", "asthma", "asthma"),
        ("One. She has asthma. Two.", "asthma", "She has asthma."),
        ("One.\n\nshe has asthma\n\nTwo.", "asthma", "she has asthma"),
        ("- one\n- has asthma, and more\n- three", "asthma", "- has asthma, and more"),
        ("Is it asthma? No.", "asthma", "Is it asthma?"),
        ("It was at 3.30 that asthma came", "asthma", "It was at 3.30 that asthma came"),
        # A dot after a title or an initial ends nothing, before the word or after it.
        ("Fine. Dr. Ahmed says asthma to Dr. Bello and S. Jones. Good.", "asthma",
         "Dr. Ahmed says asthma to Dr. Bello and S. Jones."),
        ("> quoted asthma here.\n> More.", "asthma", "quoted asthma here."),
        # A row of a table is a sentence, a line of a letter is not.
        ("Name\tAbout\t\nMia\tasthma\t\nTom\t\t\n", "asthma", "Mia\tasthma"),
        ("Mia\thas\nasthma", "asthma", "Mia\thas\nasthma"),
        # What begins a line with a label, a time, a date or a number says something new.
        ("Sent: Tuesday\nSubject: asthma\nHi Jo", "asthma", "Subject: asthma\nHi Jo"),
        ("From: Jo\nTo: Ann\nSubject: Mia\n\nShe has asthma", "asthma", "She has asthma"),
        ("Present: mum\n09.40 She has asthma\n10.15 Left", "asthma", "09.40 She has asthma"),
        ("[14/11, 17:22] Jo: asthma\n[14/11, 17:25] Ann: ok", "asthma", "[14/11, 17:22] Jo: asthma"),
        ("1. Housing\n2. Has asthma\n3. School", "asthma", "2. Has asthma"),
        ("03.03.2023 Has asthma\n14.10.2025 Well", "asthma", "03.03.2023 Has asthma"),
        ("a boy who\nhas asthma since\n2019 and more", "asthma", "a boy who\nhas asthma since\n2019 and more"),
        ("Jo has asthma at\n10.30 each day", "asthma", "Jo has asthma at\n10.30 each day"),
        ("Asthma. Then?", "Asthma.", "Asthma."),
        ("One. Two. Three.", "Two. T", "Two. Three."),
    ],
)  # fmt: skip
def test_around(text: str, of: str, expected: str) -> None:
    start = text.index(of)
    first, last = Sentences(text).around(start, start + len(of))

    assert text[first:last] == expected


def test_a_text_without_an_end_is_cut_at_two_thousand_characters() -> None:
    text = "a " * 5000

    assert Sentences(text).around(5000, 5001) == (3000, 7001)


def test_dense_questions_of_a_long_text_are_quick() -> None:
    text = "She has asthma, e.g. now. " * 15_000
    started = time.process_time()
    sentences = Sentences(text)
    spans = {sentences.around(at, at + 1) for at in range(8, len(text), 26)}

    assert len(spans) == 15_000
    assert time.process_time() - started < 2
