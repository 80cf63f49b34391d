"""Numbers in whatever groups after what they are of, hidden in part, or beside a paper's title; and what is none."""

from itertools import product

import pytest

from redaction import MENTIONS, find
from redaction.hit import Detector

LABELS = (
    "Blue badge", "Taxi badge", "Bus pass", "Pass no", "CHB no.", "Claim ref.", "Council tax a/c", "Rent acct",
    "Water ref",
    "TRN", "Voucher no", "Insurance policy", "Lab no.", "Hosp no", "Tenancy ref", "Policy number", "Travel card no",
)  # fmt: skip
JOINTS = (" ", ": ", " - ", " = ")
VALUES = (
    "118 204 471 8", "8WY4 0 X1182", "633597 0447 1188 2041", "8820 4471 6", "E-00447-118820", "TC/447118",
    "7001882134",
    "CHB 20447118 AC", "25B0448812", "AVX/8820417/01",
)  # fmt: skip


def in_clear(text: str, value: str) -> bool:
    hidden = {at for hit in find(text) if hit.detector not in MENTIONS for at in range(hit.start, hit.end)}
    lead = text.index(value)
    return any(char.isalnum() and lead + at not in hidden for at, char in enumerate(value))


@pytest.mark.parametrize(("label", "value"), list(product(LABELS, VALUES)))
def test_whatever_groups_a_number_has(label: str, value: str) -> None:
    missed = [
        joint for joint in JOINTS if in_clear(f"Noted today. {label}{joint}{value}. Next seen Monday.\n", value)
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("National Insurance number: ** ** ** 57 C\nDear Ann", "57 C"),
        ("paid to account ****4471 on 3 May", "4471"),
        ("card XXXX XXXX XXXX 4471", "4471"),
        ("NHS •••• ••• 0417.", "0417"),
        ("CLOSING SUMMARY 2184043\nShe feels better.", "2184043"),
        ("Case transfer record - 204418\nTo: North", "204418"),
        ("Rang back: No: 960 417 (code 01632)", "960 417"),
        ("Number: 960 771 (local). Msg: ring", "960 771"),
        ("999 124 7432 28Y GP code", "999 124 7432"),
        ("due her boosters. Quote 9998881676.", "9998881676"),
        ("gave the kids a lift in wm68 vst.", "wm68 vst"),
        ("Taxi driver. Car: LC 19 OTW.", "LC 19 OTW"),
        ("white Transit, poss YD19 KZ0, calling", "YD19 KZ0"),
        ("in a grey Seat DG17?", "DG17"),
        ("red Fiesta, reg whisky november one two X-ray yankee zulu.", "whisky november one two X-ray yankee zulu"),
        ("pm me or @grant-ellis.88", "@grant-ellis.88"),
    ],
)
def test_numbers_by_what_stands_around(text: str, value: str) -> None:
    assert not in_clear(text, value)


@pytest.mark.parametrize(
    "text",
    [
        "The bus pass scheme costs 4500 pounds for 12 months.",
        "Council tax is 1904.50 a year in band C, 25% off for one adult.",
        "Rent 612.50 pcm from 1 April 2026, 4 weeks in advance.",
        "Water 2 litres, gas off for 3 days.",
        "ANNUAL REVIEW 20251103\nBudget 204418",
        "TRAINING RECORD 12\nRoom 204",
        "*** 12 places left *** book now",
        "xx 12 of 14 replied",
        "The pass rate was 61 to 74 of 100.",
        "A new claim in 2025 and a policy of 2019.",
        "Postcode district DG17 and area YO19 are covered.",
        "it was on m25 and we left at 12 the next day",
        "The voucher scheme of 2024 to 2025",
    ],
)
def test_what_numbers_nobody(text: str) -> None:
    values = [text[hit.start : hit.end] for hit in find(text) if hit.detector not in MENTIONS]
    assert [value for value in values if any(map(str.isdigit, value))] == []


def test_a_hidden_number_is_no_line_of_stars() -> None:
    assert [hit for hit in find("* 12 chairs\n** 14 tables\n* * *") if hit.detector is Detector.CASE_ID] == []
