"""Lines of ordinary mail full of numbers that are nobody's: no detector of values takes any of them."""

import pytest

from redaction import DETECTORS, MENTIONS, Detector, find
from redaction.model import Names

OF_VALUES = tuple(one for one in DETECTORS if not isinstance(one, Names) and Detector(one.__name__) not in MENTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "Please quote invoice ref INV-2025-00123 with payment by 30 November 2025.",
        "Ref: Working Together to Safeguard Children 2023, paragraph 1.45",
        "Training course code SG-101, 12 places left, room 204, 10:00-12:30",
        "Order 4500012345 from supplier 10032 dispatched, tracking JD0002200012345678",
        "Our charity number is 1123456 and company number 01234567, VAT GB 123 4567 89",
        "ISBN 978-1-85302-123-4 price 12.99, edition 3, 2019",
        "Call 999 in an emergency, or 101, or NHS 111. Childline 0800 1111.",
        "Teams meeting ID: 345 678 901 234 Passcode: aB3dEf",
        "Join at https://teams.example/l/meetup-join/19%3ameeting_abc123",
        "https://www.legislation.gov.uk/ukpga/1989/41/section/17",
        "Software version 10.2.3.4 build 20251103, KB5031455",
        "The budget is 12,345,678 and the reference number is on the poster",
        "Follow us on Instagram @charityname or facebook.com/charityname",
        "Account managers meet in room 12; account for 20 of 30 places",
        "The case for 24 hour cover: see page 123, case study 12",
        "Family Hub: 12 families, 34 children, 2024-25 report no 7",
        "Our ref policy applies; your file is 12 MB",
        "Job reference FSW-2025-11, closing date 12/12/2025",
        "Planning application ref: 2025/01234/FUL",
        "Staff: 12 of 15; record of 2024; file 20241103_report.pdf",
        "Registration opens at 9; register 2025/26",
        "UUID 123e4567-e89b-12d3-a456-426614174000 sha 9fceb02d0ae598e95dc970b74767f19372d61af8",
        "Card making class, 16 places, cost 4.50",
        "Licence number of the hall: 2023/00456/LAPRE",
        "The ID is required; ID 2024 edition",
        "Passport to play scheme 2025, driving down waiting times by 12345678",
        "Police station desk, court 12, hearing 3",
        "Meter reading 12345678, meter serial 21A1234567",
        "ref 12 in Table 3, see reference 2019",
        # Frameworks, standards, sizes, roads, colours, answers of machines, programs, stages of school, forms.
        "Framework RM6126, call-off contract RM6187, lot 12345",
        "Screened to BS 7858:2019, ISO 9001 and ISO/IEC 27001:2022, BS EN 14988, DIN 476",
        "A4 paper, the M62 to junction 25, door in RAL 9010, RIBA 2020",
        "HTTP 404, port 8080, TCP 44312, AES 256, Windows 11, Office 365, Covid-19",
        "KS2 and KS1, Room 101, Form N1, N244, D81, EX160",
        # Classes of goods, trades and diseases; qualifications; maps; ledgers; names of printers and ink.
        "CPV 85320000, CPC 12345678, NACE 88990, UNSPSC 93140000, DUNS 123456789",
        "ICD-10 code F84.0, SNOMED 408856003, BNF 12345",
        "Ofqual number 603/3273/4, QCF 600/1234/5, AQA 8700, OCR J351",
        "OS TQ 30080 80456, GPS 51.5074",
        "GL code 40012, FRS 102, SORP 2019",
        "Printer MFC 7460DN, model number XPS 15 9520, toner HP 305XL, TN-2420",
        # Counts and measures.
        "The number: 12345 signatures. KPI 12345 is met. RAM 16384 MB, ZIP 20480 kB",
        "ONS 10456 deaths. ABC 12345 is the tune.",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert [text[hit.start : hit.end] for hit in find(text, detectors=OF_VALUES)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The number is 07700 900456.", {Detector.PHONE}),
        ("She has a new account: 12345678.", {Detector.ACCOUNT}),
        # The letters of a mention take no number from a name.
        ("Amy Holt - EHE/448/NW", {Detector.NAME, Detector.CASE_ID, Detector.EDUCATION}),
        ("CID 9981 2204 says mum", {Detector.CASE_ID}),
        ("Eligibility code 50012345678", {Detector.CASE_ID}),
    ],
)
def test_a_number_is_of_one_kind(text: str, expected: set[Detector]) -> None:
    assert {hit.detector for hit in find(text)} == expected
