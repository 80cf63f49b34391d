"""What the detectors of numbers, codes and addresses take and leave."""

import pytest

from redaction import Detect, Evidence, find
from redaction.detect import address, case_id, email, nhs_number, nino, phone, postcode, upn
from redaction.detect.nhs_number import check_digit_holds
from redaction.detect.phone import national_digits
from redaction.detect.upn import check_letter_holds


def values(detector: Detect, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in find(text, detectors=(detector,))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NHS number 999 000 0018", ["999 000 0018"]),
        ("NHS No: 9990000018.", ["9990000018"]),
        ("seen today, 999-000-0026, by the nurse", ["999-000-0026"]),
        ("999\u00a0000\u00a00034", ["999\u00a0000\u00a00034"]),
        ("999\u2011000\u20110034", ["999\u2011000\u20110034"]),
        ("999\u200b000\u200b0034 is the patient", ["999\u200b000\u200b0034"]),
        ("９９９ ０００ ００４２", ["９９９ ０００ ００４２"]),
        ("NHS 999 000\n0018", ["999 000\n0018"]),
        ("the patient, 9990000050, was seen", ["9990000050"]),
        ("(NHS 9990000018)", ["9990000018"]),
        ("NHS9990000018", ["9990000018"]),
        ("CHI number: 010199 0014", ["010199 0014"]),
        # A slip in the number makes it no less that child's, once it is labelled.
        ("NHS number: 999 000 0000", ["999 000 0000"]),
        ("999 000 0018 and 999 000 0026", ["999 000 0018", "999 000 0026"]),
    ],
)
def test_nhs_number_found(text: str, expected: list[str]) -> None:
    assert values(nhs_number, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9990000018", id="bare-without-context"),
        pytest.param("999 000 0000 was noted", id="wrong-check-digit"),
        pytest.param("Order 999 000 0018", id="order"),
        pytest.param("invoice no. 9990000018 for the patient", id="invoice"),
        pytest.param("call 999 000 0018", id="telephone"),
        pytest.param("https://nhs.example/p/9990000018", id="link"),
        pytest.param("<20240101.9990000018@mail.example> NHS", id="message-id"),
        pytest.param("1999 000 0018", id="longer-run-before"),
        pytest.param("999 000 0018 22", id="longer-run-after"),
        pytest.param("NHS 99900000181", id="eleven-digits"),
        pytest.param("NHS trust report of 2024", id="no-number"),
    ],
)
def test_nhs_number_left(text: str) -> None:
    assert values(nhs_number, text) == []


def test_nhs_number_evidence() -> None:
    hits = find("NHS number: 999 000 0018, NHS number: 999 000 0000", detectors=(nhs_number,))

    assert [hit.evidence for hit in hits] == [Evidence.CHECKSUM, Evidence.PATTERN]


@pytest.mark.parametrize(
    ("digits", "holds"),
    [
        ("9990000018", True),
        ("9876543210", True),
        ("9876543211", False),
        ("9111111124", False),
        ("9990000140", False),
    ],
)
def test_check_digit(digits: str, holds: bool) -> None:
    assert check_digit_holds(digits) is holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NI AB 12 34 56 C", ["AB 12 34 56 C"]),
        ("hn123456d", ["hn123456d"]),
        ("AB-12-34-56-C", ["AB-12-34-56-C"]),
        ("AB 12 34\u00a056 C", ["AB 12 34\u00a056 C"]),
        ("National Insurance number: AB123456", ["AB123456"]),
        ("NINO: QQ 12 34 56 A", ["QQ 12 34 56 A"]),
        ("QQ 12 34 56 A", []),
        ("BG123456A", []),
        ("AO123456A", []),
        ("TN010190F", []),
        ("AB123456", []),
        ("XAB123456C", []),
        ("https://x.example/AB123456C", []),
    ],
)
def test_nino(text: str, expected: list[str]) -> None:
    assert values(nino, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("UPN D205000024001", ["D205000024001"]),
        ("t205000024002", ["t205000024002"]),
        ("C20500002401A", ["C20500002401A"]),
        ("B801200005001.", ["B801200005001"]),
        ("UPN: Q207000016049", ["Q207000016049"]),
        ("P207000016049", ["P207000016049"]),
        ("Q207000016049", []),
        ("D2050000240011", []),
        ("ref/D205000024001/x", []),
    ],
)
def test_upn(text: str, expected: list[str]) -> None:
    assert values(upn, text) == expected


def test_upn_letter_of_the_widely_copied_example_is_wrong() -> None:
    assert check_letter_holds("P207000016049")
    assert not check_letter_holds("Q207000016049")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("London W6 0HP", ["W6 0HP"]),
        ("EC1A 1BB, W1A 0AX; CR2 6XH", ["EC1A 1BB", "W1A 0AX", "CR2 6XH"]),
        ("DN55 1PT N1P 1AA", ["DN55 1PT", "N1P 1AA"]),
        ("w6 0hp", ["w6 0hp"]),
        ("12 Example Road, w60hp", ["w60hp"]),
        ("postcode w60hp", ["w60hp"]),
        ("SW1A1AA", ["SW1A1AA"]),
        ("London\nw60hp\n", ["w60hp"]),
        ("W6\u00a00HP", ["W6\u00a00HP"]),
        ("Q1 1AA", []),
        ("use key w60hp here", []),
        ("QX9 9ZZ", []),
        ("https://x.example/W60HP", []),
        ("W6 0HPX", []),
        ("version A1 2BC is out", []),
        ("order ref SW1A1AA", []),
    ],
)
def test_postcode(text: str, expected: list[str]) -> None:
    assert values(postcode, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("call 07700 900123", ["07700 900123"]),
        ("07700900123", ["07700900123"]),
        ("+44 7700 900123", ["+44 7700 900123"]),
        ("+44 (0)7700 900 123", ["+44 (0)7700 900 123"]),
        ("0044 7700 900123", ["0044 7700 900123"]),
        ("020 7946 0123", ["020 7946 0123"]),
        ("(020) 7946 0123", ["(020) 7946 0123"]),
        ("01632 960123 ext. 45", ["01632 960123 ext. 45"]),
        ("01632-960-123 x9", ["01632-960-123 x9"]),
        ("0808 157 0123", ["0808 157 0123"]),
        ("07700\u00a0900\u2009123", ["07700\u00a0900\u2009123"]),
        ("07700\n900123", ["07700\n900123"]),
        ("07700 900123 07700 900456", ["07700 900123", "07700 900456"]),
        ("tel: 0169772123", ["0169772123"]),
        ("+33 1 99 00 12 34", ["+33 1 99 00 12 34"]),
        ("Invoice 07700900123", []),
        ("0123456789", []),
        ("account 01-02-03 12345678", []),
        ("https://x.example/07700900123", []),
        ("<07700900123@mail.example>", []),
        ("on 03/03/2014 at 10:00", []),
        ("2014-03-03 10:00:00", []),
        ("0.1234567891 ratio", []),
        ("077009001234567", []),
        ("06123 456789", []),
    ],
)
def test_phone(text: str, expected: list[str]) -> None:
    assert values(phone, text) == expected


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("07700 900123", "7700900123"),
        ("+44 (0)7700 900123", "7700900123"),
        ("447700900123", "7700900123"),
        ("0169772123", "169772123"),
        ("+33 199001234", None),
        ("12345", None),
        ("", None),
    ],
)
def test_national_digits(written: str, digits: str | None) -> None:
    assert national_digits(written) == digits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mail mia.okafor@example.org.", ["mia.okafor@example.org"]),
        ("<MIA_O'Brien+x@sub.example.co.uk>", ["MIA_O'Brien+x@sub.example.co.uk"]),
        ("mia@münchen.example", ["mia@münchen.example"]),
        ("mia＠example.org", ["mia＠example.org"]),
        ("mia\u200b@example.org", ["mia\u200b@example.org"]),
        ("Message-ID: <20240101@mail.example.org>", []),
        ("src=cid:part1@example.org", []),
        ("@mention and user@host", []),
    ],
)
def test_email(text: str, expected: list[str]) -> None:
    assert values(email, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mosaic ID: 1234567", ["1234567"]),
        ("LCS no 98765", ["98765"]),
        ("case ref AB/1234", ["AB/1234"]),
        ("Case number: 2024-00123", ["2024-00123"]),
        ("mosaic 1234567", ["1234567"]),
        ("our ref: FSC-2024-17", ["FSC-2024-17"]),
        ("in case 3 of them", []),
        ("case reference attached", []),
        ("a person 12 years old", []),
        ("in any case number one", []),
    ],
)
def test_case_id(text: str, expected: list[str]) -> None:
    assert values(case_id, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lives at 12 Example Road", ["12 Example Road"]),
        ("Flat 3, 12a High Oak Street, London", ["Flat 3, 12a High Oak Street"]),
        ("12 EXAMPLE ROAD", ["12 EXAMPLE ROAD"]),
        ("moved to 7 elm close", ["7 elm close"]),
        ("Room 4, 9 St. Mary's Terrace", ["Room 4, 9 St. Mary's Terrace"]),
        ("12 people went a long way", []),
        ("£12 Example Road", []),
        ("the 2024 Act on the Road", []),
        # Times and dates are no house numbers.
        ("at 09:00, Jo Green", []),
        ("at 10:30 Jo Green rang", []),
        ("at 0930 Jo Green rang", []),
        ("on 3 May Jane Close came", []),
        ("on May 3 Jane Close came", []),
        ("In March 2024 Jane Hill moved", []),
        ("Year 9 Jo Green", []),
        ("lives at 3 May Close", ["3 May Close"]),
        ("lives at 9 May Tree Close", ["9 May Tree Close"]),
        ("10 March Road, London", ["10 March Road"]),
        ("at 9, Elm Grove", ["9, Elm Grove"]),
    ],
)
def test_address(text: str, expected: list[str]) -> None:
    assert values(address, text) == expected
