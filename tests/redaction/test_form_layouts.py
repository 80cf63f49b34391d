"""What forms, exports and tables put around a value: keys, cells, heads, strokes; and what stands there of nobody."""

from itertools import product

import pytest

from redaction import find
from redaction.detect.columns import Column, cells
from redaction.detect.form_words import without_labels
from redaction.hit import Detector, Evidence, Hit
from redaction.normal import fold
from redaction.parted import parted

LAYOUTS = (
    "{label}: {value}\n", "{label}:{value}\n", "{label}={value} gender=F\n", '{{"{label}": "{value}", "sex": "F"}}\n',
    "  {label}: {value}\n  gender: F\n", "| {label} | {value} | Gender | F |\n", "{label}\t{value}\n",
    "Gender: F; {label}: {value}; Lang: English\n", "Gender: F     {label}: {value}     Lang: English\n",
    "Name\t{label}\tLang\nMia Okafor\t{value}\tEnglish\n", "Name | {label} | Lang\nMia Okafor | {value} | English\n",
    "Name / {label} / Lang\nMia Okafor / {value} / English\n", "Name;{label};Lang\nMia Okafor;{value};English\n",
    "Name           {label}              Lang\nMia Okafor     {value}      English\n",
)  # fmt: skip
GRID = (
    (("NHS No", "nhsNumber", "Patient NHS no", "NHS Medical Card No."), ("9991234553", "999 123 4553")),
    (("NINO", "niNumber", "nat_ins"), ("JX123456C",)),
    (("UPN", "pupilUPN", "FormerUPN"), ("A823212018007",)),
    (("ULN", "learner_uln"), ("1000000019",)),
    (("Passport no", "passportNo", "Travel document no"), ("533019442",)),
    (("licence", "licenceNo", "Driver no"), ("MORGA753116SM9IJ",)),
    (("veh", "VRM", "Vehicle registration"), ("BX21 MGA", "BX21MGA")),
    (("Bank sort code", "SortCode"), ("20-44-71",)),
    (("account_no", "AccountNumber", "Account number"), ("81204471",)),
    (("mac", "MAC address"), ("02:1a:7f:44:90:be",)),
    (("CareDirector", "SSID", "Occ no", "ASF ref", "Voucher no", "Tenancy ref", "PersonID"), ("1884026",)),
    (("Tel", "homePhone"), ("07700 900123",)),
    (("acct", "Snap", "username"), ("tveal_84",)),
    (("DOB", "legalDob", "Date of Birth / Estimated Due Date"), ("23/09/2014", "23 / 09 / 2014")),
)


@pytest.mark.parametrize(("labels", "values"), GRID, ids=[labels[0] for labels, _ in GRID])
def test_a_value_is_found_in_every_layout(labels: tuple[str, ...], values: tuple[str, ...]) -> None:
    left = []
    for label, value, layout in product(labels, values, LAYOUTS):
        text = layout.format(label=label, value=value)
        at = text.index(value)
        hidden = {place for hit in find(text) for place in range(hit.start, hit.end)}
        if any(text[place].isalnum() and place not in hidden for place in range(at, at + len(value))):
            left.append(text)

    assert left == []


@pytest.mark.parametrize(
    "text",
    [
        "Asset tag,Type,Serial,Purchased,Location\nLT-00412,Laptop,5CD118904,2023-04-12,Rm 7\n",
        "Course code | Title | Room | Places\nSG3-118 | Safeguarding | Oak | 24\n",
        "Order no / Item / Qty\n77-118204 / Jigsaw / 4\n",
        "[export]\nport = 587\nbatch = 500\ndate_format = %d/%m/%Y\n",
        "Company reg. 04418827. VAT reg. GB 123 4567 82.\n",
        "last_login=2025-11-09 attempts=3 locked=false\n",
        "Quantity 4  Account: VX-0091\n",
        "Snap | 12/03/2025\nAccount: 14.50\n",
        "Ethnicity codes: WBRI White British; WIRI White Irish; MWBC White and Black. Need: SLCN, VI, MSI, PD.",
        "Route 14     Exp 03/26     Map ref: see over\n",
    ],
)
def test_of_nobody(text: str) -> None:
    hits = [text[hit.start : hit.end] for hit in find(text) if hit.detector in {*_NUMBERS, Detector.NAME}]

    assert hits == []


_NUMBERS = (Detector.CASE_ID, Detector.HANDLE, Detector.VEHICLE_REG, Detector.ACCOUNT, Detector.PASSPORT)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Applicant: Adjoa Mensimah  Nationality: Ghanaian", "Adjoa Mensimah"),
        ("Child 1: First name(s): Elodie Surname: Vance-Marsh", "Elodie"),
        ("Parent Claire Askew  Emergency no. 1 07700 900099", "Claire Askew"),
        ("Childs full name Ottilie Grace Marchbank Likes to be called Tilly", "Ottilie Grace Marchbank"),
        ("Driver Ray Holt  PA Lynne Frost", "Ray Holt"),
    ],
)
def test_a_name_ends_before_the_next_label(text: str, name: str) -> None:
    start = text.index(name)

    names = [(hit.start, hit.end) for hit in find(text) if hit.detector is Detector.NAME]

    assert (start, start + len(name)) in names


def _named(text: str, evidence: Evidence = Evidence.MODEL, how: str = "model") -> list[str]:
    hit = Hit(start=0, end=len(text), detector=Detector.NAME, evidence=evidence, how=how)
    return [text[one.start : one.end] for one in without_labels(text, [hit])]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Cerys b.", ["Cerys"]),
        ("Surname Okafor", ["Okafor"]),
        ("Surname", []),
        ("Mrs First", []),
        ("Mrs Okafor", ["Mrs Okafor"]),
        ("Mia Okafor", ["Mia Okafor"]),
        ("Mia Okafor Postcode Surname", ["Mia Okafor"]),
        ("ERI", []),
        ("WBRI", []),
        ("Eri", ["Eri"]),
        ("KEN", ["KEN"]),
        ("Sharon B", ["Sharon B"]),
    ],
)
def test_labels_and_codes_are_nobodys_names(text: str, left: list[str]) -> None:
    assert _named(text) == left


def test_initials_in_a_column_of_names_stay() -> None:
    assert _named("VI", Evidence.PATTERN, "column") == ["VI"]
    assert [hit.end for hit in find("Initials,Age,Sessions\nMO,10,4\nNA,9,2\n") if hit.how == "column"][:1] == [24]


@pytest.mark.parametrize(
    "born",
    ["Date of birth: D 23 M 09 Y 2014", "DOB: D11 M 04 Y 2018 Gender: F", "Name | DOB\nMia | c. 1988 (not sure)"],
)
def test_births_in_boxes_and_years_in_columns(born: str) -> None:
    assert [hit.detector for hit in find(born) if hit.detector is not Detector.NAME] == [Detector.DATE_OF_BIRTH]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Ref | Name | DOB\nASF-118 | Mia | 3/4/12\n", [Column.NUMBER, Column.NAME, Column.BORN]),
        ("Order no | Qty | Room\n77-118 | 4 | 2\n", []),
        (
            "| Full name | Mia | DOB | 3/4/12 |\n| Known as | Mimi | Age | 13 |\n| Parent 1 | Jo | Parent 2 | Al |\n",
            [],
        ),
        ("Name | FSM | DOB\nMia | Y | 3/4/12\n", [Column.NAME, Column.BORN]),
    ],
)
def test_what_a_head_says_of_its_column(text: str, columns: list[Column]) -> None:
    assert [cell.column for cell in cells(text)] == columns


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("accountNo: 1", "account No: 1"),
        ("<UniqueLearnerNumber>1", "<Unique Learner Number>1"),
        ("pupilUPN\tX", "pupil UPN\tX"),
        ("McDonald: yes", "McDonald: yes"),
        ("childLastName: Thornbury", "childLastName: Thornbury"),
        ("https://a.example/x?accountNo=1", "https://a.example/x?accountNo=1"),
        ("the iPhoneNumber thing", "the iPhoneNumber thing"),
    ],
)
def test_the_words_of_keys(text: str, expected: str) -> None:
    assert parted(fold(text)).text == expected
