"""Labels, separators and values in every combination: what joins two of them decides nothing about a find."""

from itertools import product

import pytest

from redaction.detect import (
    Detect,
    address,
    age,
    case_id,
    date_of_birth,
    name,
    nhs_number,
    nino,
    passport,
    phone,
    upn,
)
from redaction.finding import find
from redaction.normal import fold
from redaction.tokens import Prepared

JOINTS = (
    ": ", ":", " ", " - ", " – ", " = ", "=", " | ", "\t", " is ", ": [", " (", "? ", "?: ", " → ", " -> ", ":- ",
    "..... ", " #",
    "\n", ":\n", ":\t", " * ", "; ", " - is ", " : ", "\n\n",
)  # fmt: skip
NAMES_AND_BIRTHS = (name, date_of_birth, case_id, nhs_number)
NEVER_BEFORE_AGES = {" ", "; "}  # "at any age; 7 children came"
GRID: tuple[tuple[Detect, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        nhs_number,
        ("NHS No", "NHS number", "nhs", "NHS N°", "NHS No (if known)", "Rhif GIG", "CHI no"),
        ("999 123 4553", "9991234553", "999-123-4553", "999.123.4553", "99912 34553", "(999) 123 4553"),
    ),
    (
        nino,
        ("NI", "NINO", "N.I. No.", "Nat Ins", "national insurance number", "Rhif YG"),
        ("JZ201188B", "JZ 20 11 88 B", "jz 201188 b", "JZ/20/11/88/B", "J for Juliet, Z for Zulu, 20 11 88, B"),
    ),
    (
        upn,
        ("UPN", "U.P.N.", "Unique Pupil Number", "pupil no"),
        ("A205202018007", "A 205 2020 18007", "a205-2020-18007"),
    ),
    (
        date_of_birth,
        ("DOB", "D.O.B.", "d.o.b", "Date of birth", "date of birth (dd/mm/yyyy)", "Born", "D O B", "dofb", "DOB/EDD"),
        (
            "03/05/2017", "3.5.17", "2017-05-03", "3rd May 2017", "3-v-17", "3rd of the 5th 17", "May '17",
            "O3/O5/2O17",
            "3/May/17", "20170503", "Tuesday 3 May 2016",
        ),
    ),
    (
        phone,
        ("tel", "Mobile no", "phone", "mob (mum)"),
        ("07700 900123", "07700.900.123", "+44 (0)7700 900123", "07700/900123", "01632-960 123", "07700 - 900 - 123"),
    ),
    (
        case_id,
        ("Mosaic ID", "LCS no", "case ref", "crime ref", "hospital no", "Home Office ref"),
        ("1188204", "EH/25/0447", "AB118820", "118 820 44", "A 11 88 204", "EPS 0447/25", "1188-2044-7118"),
    ),
    (
        age,
        ("Age", "Age now", "Age (yrs)", "age at referral"),
        ("7", "7 yrs", "7y 4m", "seven", "18m", "nearly 8", "11 months"),
    ),
    (
        age,
        ("School year", "Year group", "NC Year", "School Yr", "NCY"),
        ("4", "Y4", "Year 4", "R", "Reception", "4B", "P3"),
    ),
    (
        address,
        ("Address", "Home address", "Addr", "Lives at", "Permanent address", "Address on file"),
        ("14 Cobden Terrace", "Flat 3, 14 Cobden Road", "12a Old Dairy Mews", "27 Sandown Gdns, top flat"),
    ),
    (passport, ("passport", "passport no.", "pp no"), ("533118204", "FX4471188")),
)  # fmt: skip


@pytest.mark.parametrize(("detect", "label", "value"), [
    (detect, label, value) for detect, labels, values in GRID for label, value in product(labels, values)
])  # fmt: skip
def test_whatever_joins_a_label_and_its_value(detect: Detect, label: str, value: str) -> None:
    missed = []
    for joint in JOINTS:
        if detect is age and joint in NEVER_BEFORE_AGES:
            continue
        lead = f"Seen today. {label}{joint}"
        text = f"{lead}{value}. Next seen Monday.\n"
        hidden = {at for hit in detect(Prepared(fold(text).text)) for at in range(hit.start, hit.end)}
        if any(char.isalnum() and len(lead) + at not in hidden for at, char in enumerate(value)):
            missed.append(joint)
    assert missed == []


@pytest.mark.parametrize("who", ["Amy Holt", "HOLT, Amy", "amy holt", "Mum Sarah Price"])
@pytest.mark.parametrize(
    "born",
    [
        "3/5/17", "03.05.2017", "3 May 17", "3rd of May 2017", "2017-05-03", "3-v-17", "May 2017", "May '17",
        "03-MAY-2017",
        "3rd of the 5th 17", "20170503",
    ],
)  # fmt: skip
def test_whatever_joins_a_name_and_a_date_of_birth(who: str, born: str) -> None:
    missed = []
    for joint in (
        ", ",
        " - ",
        " (",
        "/",
        " / ",
        " | ",
        ": ",
        " b. ",
        " born ",
        "; ",
        " [",
        " F ",
        " (mother), ",
        " dob ",
    ):
        if (joint, born) == (" F ", "May 2017"):
            continue  # "Amy Holt F May" is a name too
        lead = f"Review today. {who}{joint}"
        text = f"{lead}{born}, Yr 4"
        hidden = {at for hit in find(text, detectors=NAMES_AND_BIRTHS) for at in range(hit.start, hit.end)}
        if any(char.isalnum() and len(lead) + at not in hidden for at, char in enumerate(born)):
            missed.append(joint)
    assert missed == []
