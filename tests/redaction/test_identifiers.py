"""What the detectors of numbers, codes and addresses take and leave."""

import pytest

from redaction import Detect, Evidence, find
from redaction.detect import (
    account,
    address,
    case_id,
    driving_licence,
    email,
    ip,
    nhs_number,
    nino,
    passport,
    phone,
    postcode,
    sort_code,
    upn,
    vehicle_reg,
)
from redaction.detect.account import iban_holds
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
        ("CHI 0101990015", ["0101990015"]),
        ("the patient, 010199 0014, was seen", ["010199 0014"]),
        ("H&C No 320 000 0010", ["320 000 0010"]),
        ("health and care number: 3200000010", ["3200000010"]),
        ("Rhif GIG: 999 000 0018", ["999 000 0018"]),
        ("NHS number 999 000 00181", ["999 000 00181"]),
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
        pytest.param("the patient, 310299 0017, was seen", id="no-such-day"),
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
        ("AB.12.34.56.C", ["AB.12.34.56.C"]),
        ("TRN 11 A1 11 11", ["11 A1 11 11"]),
        ("temporary reference number: 12A34567", ["12A34567"]),
        ("NINO: TN010190F", ["TN010190F"]),
        ("part no AB123456C", []),
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
        ("Flat 3, 12a High Oak Street, London", ["Flat 3, 12a High Oak Street, London"]),
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
        ("10 March Road, London", ["10 March Road, London"]),
        ("at 9, Elm Grove", ["9, Elm Grove"]),
        # A number alone, where somebody lives.
        ("She lives at 43 with mum", ["43"]),
        ("we were living at no. 7b.", ["no. 7b"]),
        ("the family live on plot 7.", ["plot 7"]),
        ("they moved to Pitch 12, then left", ["Pitch 12"]),
        ("she lived at 16 weeks", []),
        ("he stayed at 9, 10 and 11", []),
        ("they moved to 9", []),
        ("moved on 12 May", []),
        ("stayed on 5", []),
        ("the baby lives at 24/7 risk", []),
    ],
)
def test_address_by_its_street(text: str, expected: list[str]) -> None:
    assert values(address, text) == expected


@pytest.mark.parametrize(
    "expected",
    [
        "Basement flat, 91 Xyloth Lane, Bradford",
        "Garden Flat, 52 Xyloth Road",
        "Room 16, Xyloth House, 172 Oak Close, Falkirk",
        "Flat A, Xyloth Court, Oak Avenue",
        "Apt 803, The Quadrant",
        "Unit 2B rear of 310 Xyloth Road",
        "2/1, 118 Albert Drive, Glasgow",
        "7/2 Xyloth Walk, Edinburgh",
        "12-14 Xyloth Terrace",
        "34C Wallace Court",
        "211 Kirkgate",
        "5 Heol y Bryn",
        "8 St Chad's Rise, Xylothby",
        "6 Cooper's Yard, off Mill Lane, Otley",
        "The Old Dairy, Church Lane, Wick St Lawrence",
        "Ty Gwyn, Stryd Fawr, Llanberis",
        "12 Xyloth Road\nLeeds",
        "12 Xyloth Road,\nHeadingley,\nLeeds",
    ],
)
@pytest.mark.parametrize("around", ["Mia lives at {}.", "Home address: {}\n", "He moved to {} (rented)."])
def test_address_whole(expected: str, around: str) -> None:
    assert values(address, around.format(expected)) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "room 2, quarry house, 190 xyloth street, accrington",
            ["room 2, quarry house, 190 xyloth street, accrington"],
        ),
        ("i live in flat 6 xyloth court 77 east parade now", ["flat 6 xyloth court 77 east parade"]),
        ("we sleep at 78 thornhill row, merthyr with them", ["78 thornhill row, merthyr"]),
        ("A LETTER TO 212 PARADISE DRIVE, PAISLEY.", ["212 PARADISE DRIVE, PAISLEY"]),
        ("she moved to the flat on Xyloth Road", ["Xyloth Road"]),
        ("Lower Xyloth Farm, Gwennap, TR16 6AB", ["Lower Xyloth Farm, Gwennap"]),
        ("7 Upper Breakish, Isle of Skye IV42 8PY", ["7 Upper Breakish, Isle of Skye"]),
        ("Address: 5 Xyloth , Mossley\nTel: 1", ["5 Xyloth , Mossley"]),
        ("P/up 4 Mill Lane 7.50", ["4 Mill Lane"]),
        ('Name,Address\nMia,"The Xyloth, Gwennap"\nTom,as above', ["The Xyloth, Gwennap"]),
    ],
)
def test_address_in_other_forms(text: str, expected: list[str]) -> None:
    assert values(address, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "a 5 minute walk, a 10 minute drive and a 2 bed house",
        "it is 3 miles of road, 4 of the close family, 2 weeks at the end",
        "in 2 new school gardens and 3 family houses",
        "The library, High Street, is closed",
        "roadworks on Mill Lane until Friday",
        "St Mary's Church, Church Lane, Otley",
        "the Albert Dock Community Centre and the William Morris Gallery",
        "Email address: mia@example.org, 2 mails",
        "IP address: 198.51.100.4",
        "Address: as above",
        "address: not known",
        "section 17 of the Children Act; Year 4 Park trip; 9 May Day",
        "on the right way, at the far end of the park",
        "three bed council house, on the green",
    ],
)
def test_no_address(text: str) -> None:
    assert values(address, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sort code 20-00-00", ["20-00-00"]),
        ("Sort Code: 20 00 00", ["20 00 00"]),
        ("S/C 200000", ["200000"]),
        ("sorting code no. 20-00-00", ["20-00-00"]),
        ("Sort code\n20-00-00", ["20-00-00"]),
        ("sort code 20\u201100\u201100", ["20\u201100\u201100"]),
        ("20-00-00 12345678", ["20-00-00"]),
        ("pay 20-00-00, account 12345678", ["20-00-00"]),
        ("on 12-03-14 we met", []),
        ("DOB 12-03-14", []),
        ("sort this out by 12-03-14", []),
        ("sort code 20-00-00-00", []),
        ("ref 1-20-00-00 12345678", []),
        ("what sort of code 12", []),
    ],
)
def test_sort_code(text: str, expected: list[str]) -> None:
    assert values(sort_code, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("account 12345678", ["12345678"]),
        ("Account number: 12345678.", ["12345678"]),
        ("a/c no 1234 5678", ["1234 5678"]),
        ("Acc No. is 12345678", ["12345678"]),
        ("sort code 20-00-00, name A Bello, 12345678", ["12345678"]),
        ("Sort code: 20-00-00\nNumber: 12345678", ["12345678"]),
        ("GB33 BUKB 2020 1555 5555 55", ["GB33 BUKB 2020 1555 5555 55"]),
        ("IBAN GB33BUKB20201555555555.", ["GB33BUKB20201555555555"]),
        ("GB33 BUKB 2020 1555 5555 56", []),
        ("12345678", []),
        ("order 12345678", []),
        ("account 123456789", []),
        ("on account of the 20240301 report", []),
        ("https://x.example/GB33BUKB20201555555555", []),
    ],
)
def test_account(text: str, expected: list[str]) -> None:
    assert values(account, text) == expected


def test_account_evidence() -> None:
    hits = find("account 12345678, GB33BUKB20201555555555", detectors=(account,))

    assert [hit.evidence for hit in hits] == [Evidence.PATTERN, Evidence.CHECKSUM]
    assert iban_holds("GB33BUKB20201555555555")
    assert not iban_holds("GB33BUKB20201555555556")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("his car is AB12 CDE", ["AB12 CDE"]),
        ("AB12CDE, a blue Ford", ["AB12CDE"]),
        ("reg ab12cde", ["ab12cde"]),
        ("Registration number: A123 BCD", ["A123 BCD"]),
        ("drives P45 XYZ", ["P45 XYZ"]),
        ("number plate ABC 123D", ["ABC 123D"]),
        ("plate AXZ 1234", ["AXZ 1234"]),
        ("drives lp68 khl", ["lp68 khl"]),
        ("course code AB12 CDE", []),
        ("AB12 CDE", ["AB12 CDE"]),
        ("AB47 CDE", []),
        ("the car park at W6 0HP", []),
        ("DRIVING ON THE M25 AND HOME", []),
        ("his car is QQ12 CDE", []),
        ("the car is AB12 CDEF", []),
        ("registration of the charity no 123456", []),
        ("https://car.example/AB12CDE", []),
    ],
)
def test_vehicle_reg(text: str, expected: list[str]) -> None:
    assert values(vehicle_reg, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("passport 123456789", ["123456789"]),
        ("Passport No: 123456789.", ["123456789"]),
        ("passport number is 123 456 789", ["123 456 789"]),
        ("Passport (Nigeria) A12345678", ["A12345678"]),
        ("Passport\nAB1234567", ["AB1234567"]),
        ("123456789 (passport)", ["123456789"]),
        ("BRP ZU1234567", ["ZU1234567"]),
        ("has a Romanian ID only, ZX 482913", ["ZX 482913"]),
        ("Passport number\n123456789", ["123456789"]),
        ("P<GBROKAFOR<<MIA<GRACE<<<<<<<<<<<<", ["P<GBROKAFOR<<MIA<GRACE<<<<<<<<<<<<"]),
        ("1234567897GBR1403035F2901019<<<<<<<<<<<<<<08", ["1234567897GBR1403035F2901019<<<<<<<<<<<<<<08"]),
        ("photo ID of 2024", []),
        ("biometric residence permit no. ZU1234567", ["ZU1234567"]),
        ("her passport expires in 2026", []),
        ("passport office, call 07700 900123", []),
        ("number 123456789", []),
        ("passport 12345", []),
        ("residence permit of 2024", []),
    ],
)
def test_passport(text: str, expected: list[str]) -> None:
    assert values(passport, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("licence OKAFO657054MR9IJ", ["OKAFO657054MR9IJ"]),
        ("MORGA 657054 SM9IJ 35", ["MORGA 657054 SM9IJ 35"]),
        ("FOX99812319A99XY", ["FOX99812319A99XY"]),
        ("driving licence number: okafo657054mr9ij", ["okafo657054mr9ij"]),
        ("driver number 12345678", ["12345678"]),
        ("Driving licence no. 12345678", ["12345678"]),
        ("OKAFO693054MR9IJ", []),  # no month 93
        ("OKAFO613054MR9IJ", []),
        ("OKAFO607404MR9IJ", []),  # no day 40
        ("9KAFO657054MR9IJ", []),
        ("XOKAFO657054MR9IJ", []),
        ("premises licence 12345678", []),
        ("https://x.example/OKAFO657054MR9IJ", []),
    ],
)
def test_driving_licence(text: str, expected: list[str]) -> None:
    assert values(driving_licence, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("signed in from 203.0.113.77", ["203.0.113.77"]),
        ("IP address: 198.51.100.4, device", ["198.51.100.4"]),
        ("ip 8.8.4.4", ["8.8.4.4"]),
        ("from 2001:db8::7 and 2001:db8:0:1:2:3:4:5", ["2001:db8::7", "2001:db8:0:1:2:3:4:5"]),
        ("at 192.168.1.10 and 10.0.0.5, 127.0.0.1", []),
        ("section 1.2.3.4", []),
        ("1.2.3.4", []),
        ("version 12.10.33.44", []),
        ("v12.10.33.44", []),
        ("203.0.113.256", []),
        ("203.0.113.77.5", []),
        ("10:30:45 and 00:11:22:33:44:55", []),
        ("fe80::1, ::1", []),
        ("mail@203.0.113.77", []),
    ],
)
def test_ip(text: str, expected: list[str]) -> None:
    assert values(ip, text) == expected
