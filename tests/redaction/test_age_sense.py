"""Ages that their sense tells: who, what joins and how the age is written, in every combination, and what is none."""

from itertools import product

import pytest

from redaction import find
from redaction.hit import Detector

WHO = ("Debbie Holt", "Mum", "her brother", "Uncle Raj")
JOINTS = (" ", ", ", " (", " - ", ": ", " is ", "'s ", ", now ", " - about ", ", approx ", " was just ", " / ")
AGES = (
    "44", "9", "17", "9 yrs", "7yo", "5 y/o", "4y 2m", "18m", "18 mths", "9 months", "6wks", "5 weeks", "3/12",
    "39/52",    "2 and a half", "8½", "2-ish", "4-5", "30s", "mid 40s", "9M", "19F", "seven", "thirty-four", "6 or 7",
)  # fmt: skip
AFTER = (", army", " = subject", " and Ben", ".", " who lives there", "\n", " on ward 3", " attends daily")


def aged(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text) if hit.detector is Detector.AGE]


def left_in_clear(text: str, lead: str, value: str) -> bool:
    hidden = {at for hit in find(text) if hit.detector is Detector.AGE for at in range(hit.start, hit.end)}
    return any(char.isdigit() and len(lead) + at not in hidden for at, char in enumerate(value))


@pytest.mark.parametrize(("who", "age"), list(product(WHO, AGES)))
def test_whatever_joins_somebody_and_an_age(who: str, age: str) -> None:
    missed = []
    for place, joint in enumerate(JOINTS):
        lead = f"Seen today. {who}{joint}"
        text = f"{lead}{age}{')' if joint == ' (' else ''}{AFTER[place % len(AFTER)]}"
        if left_in_clear(text, lead, age):
            missed.append(text)
    assert missed == []


@pytest.mark.parametrize(
    "text",
    [
        "The boys «6» + «10» were told.",
        "two adults, three kids «7»/«5»/«2». TA since May.",
        "girls «4», «6» & «11» at home",
        "How old are your children? «7», «4» and «1»",
        'He said "when I was «5» or «6»" he hid.',
        "Oldest was «4» when it began.",
        'Theo says he is "nearly «twelve»" now.',
        "He walked at «13 months» and said first words at «2».",
        "she was diagnosed at «6»",
        "14.10.2025 Now «16», reported missing",
        "D's birthday tomorrow («7»!). Cake ordered.",
        "Mum is «40» next birthday",
        "the grandson who moved in is about «forty».",
        "Dad died 3 Jan 2024 («41»).",
        "Started Reception («4») at Hill Top.",
        "Outcome: treated as «14» pending.",
        "assessment found him «19»; he says he is «16».",
        "Amy Holt, DOB 5/2/13, «Year 9» at Holy Cross.",
        "She'd be «Yr7» by now.",
        "my lad goes up to «year 6» in sept",
        "Bronagh Devlin «36». Address to follow.",
        "baby Ana Holt, «11 days», and her brother",
    ],
)
def test_ages_by_their_clause(text: str) -> None:
    plain = text.replace("«", "").replace("»", "")
    hidden = {at for hit in find(plain) if hit.detector is Detector.AGE for at in range(hit.start, hit.end)}
    at = 0
    for place, piece in enumerate(text.replace("»", "«").split("«")):
        if place % 2:
            assert set(range(at, at + len(piece))) <= hidden, piece
        at += len(piece)


@pytest.mark.parametrize(
    "text",
    [
        "Amy Holt attended 9 sessions and Ben Holt 4 sessions.",
        "Amy Holt 14 journeys, 12 of them late.",
        "Amy Holt 9.30, Ben Holt 10.15, Cal Holt 11am",
        "Amy Holt 3 May, Ben Holt 4 June 2026",
        "Child 2 and sibling 1 were present.",
        "Bake 35 mins. Keeps 3 days, or 2 months frozen.",
        "The children 4 weeks later came back; mum 20 minutes late.",
        "He is 20 minutes late and she is 2 miles away.",
        "Mum is 1 of 4 on the panel.",
        "Dad has 3 jobs; gran had 2 falls.",
        "Found him at 10 and put it at 19 pounds.",
        "The Year 6 residential and Year 2 review are in May; Jo Green leads.",
        "Bus 9 is late, room 12 is free, class 4 is out.",
        "Risk 7: likelihood 3, impact 4.",
        "Sarah Price 9-5, Tom Price 10-6 on the rota",
        "The group was 10 on Monday.",
        "born at 36/40 weighing 2.1 kg",
        "ward,count\r\nHill,12\r\nPrice,9\r\n",
        "name|sessions|notes\nAmy Holt|9|none\nBen Holt|14|none",
    ],
)
def test_counts_hours_and_days_are_left(text: str) -> None:
    assert aged(text) == []
