"""Words of birth, what joins and how the day is written, in every combination; days told by sense; others."""

from itertools import product

import pytest

from redaction import find
from redaction.hit import Detector

LABELS = (
    "DOB", "D.O.B.", "DoB", "d.o.b", "Date of birth", "date of birth (DD MM YYYY)", "Born", "was born on",
    "born on the",
    "birthday is", "bday", "Birth date", "child's dob", "DOB/EDD", "YOB", "His birthday is on",
    "confirmed dob as", "Dyddiad geni",
)  # fmt: skip
JOINTS = (" ", ": ", " - ", " – ", "\n", " | ", " = ", ":\t", " (", ":")
DAYS = (
    "17/09/2013", "17.9.13", "17-Sep-2013", "17 Sept 2013", "17th September '13", "Sept 17th 2013", "08/24/2016",
    "Dec. 3, 2018", "2013-09-17", "17 09 2013", "1 7 / 0 9 / 2 0 1 3", "17th of the 9th 13", "17.ix.2013",
    "seventeenth of September two thousand and thirteen", "twenty second of the eleventh ninety-four",
    "the fourth of May", "4th May", "Wednesday 7th June 2017", "O7/O5/1939", "c. 2013", "'97", "01/2020", "07/88",
    "Boxing Day 2013", "Good Friday 2013", "second of May last year", "17SEP2013",
)  # fmt: skip


def hidden(text: str) -> set[int]:
    return {at for hit in find(text) if hit.detector is Detector.DATE_OF_BIRTH for at in range(hit.start, hit.end)}


def in_clear(text: str, value: str) -> bool:
    """Whether a figure or a word of the day is; *the* and *c.* say nothing."""
    found, lead = hidden(text), text.rindex(value)
    lead += 4 if value.startswith("the ") else 3 if value.startswith("c. ") else 0
    return any(
        char.isalnum() and at not in found
        for at, char in enumerate(text[: text.rindex(value) + len(value)])
        if at >= lead
    )


@pytest.mark.parametrize(("label", "day"), list(product(LABELS, DAYS)))
def test_whatever_joins_a_word_of_birth_and_a_day(label: str, day: str) -> None:
    missed = []
    for joint in JOINTS if "day" not in label or day != "'97" else ():
        text = f"Seen with mum. {label}{joint}{day}{')' if joint == ' (' else ''}. Next seen Monday.\n"
        if in_clear(text, day):
            missed.append(joint)
    assert missed == []


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("lead", ["Amy Holt b. ", "Amy Holt (b. ", "Amy Holt, b. ", "the dob of child: "])
def test_a_letter_for_born(lead: str, day: str) -> None:
    assert not in_clear(f"Seen with mum. {lead}{day}{')' if '(' in lead else ''}. Next seen Monday.", day)


@pytest.mark.parametrize(
    "text",
    [
        "sorry. ty is «11/5/15» and jess is «3/3/13», same school",
        "NHS no 999 918 8419 Born at 0417 on «02/10/25» Wt 3.42",
        "gave his dob as «12/05/1388» in the Persian calendar («2 August 2009»).",
        "SUSPECT: HOLT/LEE M IC1 «17APR1993» PNC ID",
        "Birthdays at club: Bertie A «14th Nov», Zanna «22nd Nov», Kofi is 5",
        "Birthdays «11 Jan 21», «1 Nov 22» and «30 July».",
        "consent forms missing: Zak Holt 8P «12/11/12», Lottie Holt 8R «1/2/13».",
        "our form says «12/8/21» so 4.",
        "LSCS at 39+2, baby boy 3.2 kg, «16/11/25» 04:12 hrs.",
        "Amy Holt 28y P1 «11th Feb 97» hosp no 7004471",
        "Steffan Holt – g. «21/10/15» – Bl. 5",
        "birth cert no. BXCH 447118 for Luca dated «7 July 2023»",
        "Ezra John Lyle, born «Good Friday 2025», of Hannah",
        "DOB «3/4/12» («4/3/12» on his passport)",
    ],
)
def test_days_told_by_their_sense(text: str) -> None:
    found = hidden(text.replace("«", "").replace("»", ""))
    at = 0
    for place, piece in enumerate(text.replace("»", "«").split("«")):
        if place % 2:
            assert {at + step for step, char in enumerate(piece) if char.isalnum()} <= found, piece
        at += len(piece)


@pytest.mark.parametrize(
    "text",
    [
        "The deadline is 3/3/13 and the start date was 11/5/15.",
        "Amy Holt was seen on 12/11/2018 and moved on 3 May 2019.",
        "The form says 12/8/25 so please check.",
        "Delivered 3 boxes on 16/11/25 at 04:12.",
        "The birthday party of the club is planned, minutes of 6.11.25 agreed.",
        "Review at 0417 on 02/10/25.",
        "It was 12.30 on 3 May.",
        "Plan b. 2012 and vitamin b. 12",
        "Policy dated 7 July 2023, version 3.2",
        "born out of need in a hall",
        "Invoice dated 3/5/2017 (4/5/2017 by post)",
    ],
)
def test_other_days_are_left(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find(text) if hit.detector is Detector.DATE_OF_BIRTH] == []
