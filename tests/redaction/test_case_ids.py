"""Case identifiers: known bodies' forms, and an organisation's own."""

import pytest

from redaction import DEFAULT, find
from redaction.detect import case_id
from redaction.detect.case_id import CaseIds
from redaction.detect.case_patterns import fault_in
from tests.redaction.values import values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("family court ZW24C50123", ["ZW24C50123"]),
        ("the Crown Court, T20247123", ["T20247123"]),
        ("police URN 01WW0123424", ["01WW0123424"]),
        ("CAD 1234/03MAR24", ["1234/03MAR24"]),
        ("CAD 4567 of 12/03/2024", ["4567 of 12/03/2024"]),
        ("crime ref 6512345/24", ["6512345/24"]),
        ("PNC 2012/0123456X", ["2012/0123456X"]),
        ("in HMP Example, A1234BC", ["A1234BC"]),
        ("GWF012345678", ["GWF012345678"]),
        ("ARC no. ASC/1234567", ["ASC/1234567"]),
        ("UAN 1212-3434-5656-7878", ["1212-3434-5656-7878"]),
        ("Home Office ref A1234567/8", ["A1234567/8"]),
        ("share code W12 345 678", ["W12 345 678"]),
        ("EHCP ref: EHC-2024-0012", ["EHC-2024-0012"]),
        ("DBS certificate 001234567890", ["001234567890"]),
        ("Council tax ref 12345678", ["12345678"]),
        ("Liquid Logic 123456", ["123456"]),
        ("hospital number: X123456", ["X123456"]),
        ("Client ID\t12345", ["12345"]),
        ("Police log 1187 of 6/11", ["1187 of 6/11"]),
        ("Reporter ref SCRA/24/71920", ["SCRA/24/71920"]),
        ("NRM referral ref NRM-2025-118204", ["NRM-2025-118204"]),
        ("Mia Okafor (ref EH/25/0842)", ["EH/25/0842"]),
        ("NRM referral NRM-2025-118204", ["NRM-2025-118204"]),
        ("INV-2025-118204", []),
        ("(ref mos9567692)", ["mos9567692"]),
        ("Learner no. S00771923", ["S00771923"]),
        ("the Order was made at Redcar (UL25P76835)", ["UL25P76835"]),
        ("booking ref 2999106", []),
        ("job reference EH/25/0842", []),
        ("the reference of 2024", []),
        ("ZW24C50123", []),
        ("A1234BC", []),
        ("flight T20247123", []),
        ("[2024] EWFC 123", []),
        ("Children Act 1989, section 47", []),
        ("court date: 12/03/2024", []),
        ("our ref. is below", []),
        ("the case of 25 families", []),
        ("order no 12345", []),
    ],
)
def test_case_id(text: str, expected: list[str]) -> None:
    assert values(case_id, text) == expected


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("FSC-####-##", "about FSC-2024-17, fsc-2023-01 and XFSC-2024-17", ["FSC-2024-17", "fsc-2023-01"]),
        ("@@/#{5,7}", "HF/12345 HF/1234567 HF/12345678", ["HF/12345", "HF/1234567"]),
        ("?{6}", "A1B2C3", ["A1B2C3"]),
        ("CASE #{4}", "case 1234, case  5678", ["case 1234", "case  5678"]),
        ("F.#{4}", "F.1234 Fx1234", ["F.1234"]),
    ],
)
def test_own_forms(form: str, text: str, expected: list[str]) -> None:
    hits = find(text, detectors=(CaseIds((form,)),))

    assert [text[hit.start : hit.end] for hit in hits] == expected
    assert {hit.how for hit in hits} == {"configured"}


def test_own_forms_join_the_others() -> None:
    text = "FSC-2024-17, NHS number 999 000 0018"

    assert len(find(text, detectors=(*DEFAULT, CaseIds(("FSC-####-##",))))) == 2


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        ("FSC-####", ""),
        ("#" * 61, "at most 60"),
        ("#{9}#{9}#{9}#{9}#{9}#{9}#{9}#{9}", "at most 64"),
        ("AB{3}", "after #, @ or ?"),
        ("##{", "after #, @ or ?"),
        ("#{0,3}###", "begin with 1"),
        ("#{5,3}###", "begin with 1"),
        ("OPENING", "a digit"),
        ("@#", "at least 4"),
        ("#{2,9}#{2,9}", "takes itself"),
        ("?{1,9}7###", "takes itself"),
        ("@{1,9}A###", "takes itself"),
        ("@{1,9}####", ""),
    ],
)
def test_faults(form: str, fault: str) -> None:
    found = fault_in(form)

    assert fault in found
    assert bool(found) is bool(fault)
    if fault:
        with pytest.raises(ValueError, match=r"form|braces|followed"):
            CaseIds((form,))
