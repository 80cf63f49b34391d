"""No detector takes more than its share of time on a text made to keep it busy: twice the text, twice the time."""

import time
from collections.abc import Callable

import pytest

from redaction import DETECTORS, Detect, find
from redaction.detect import (
    account,
    address,
    age,
    card,
    case_id,
    date_of_birth,
    driving_licence,
    email,
    handle,
    health,
    ip,
    mac,
    name,
    nhs_number,
    nino,
    passport,
    phone,
    postcode,
    safeguarding,
    sort_code,
    uln,
    upn,
    url,
    utr,
    vehicle_reg,
)
from redaction.detect.case_id import CaseIds
from redaction.model import Names

SMALL = 1_500  # characters
TIMES = 16  # as many for the larger text: linear time grows by 16, quadratic by 256
MARGIN = 6


def least_seconds(work: Callable[[], object], rounds: int) -> float:
    """The least time of this process alone, so that a busy machine makes no difference."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        work()
        best = min(best, time.process_time() - started)
    return best


def grows_no_faster_than_text(detector: Detect, piece: str) -> bool:
    small = piece * (SMALL // len(piece) + 1)
    large = small * TIMES
    few = least_seconds(lambda: find(small, detectors=(detector,)), 7)
    many = least_seconds(lambda: find(large, detectors=(detector,)), 2)
    return many < few * TIMES * MARGIN


# Beginnings that never end, gaps as wide as they may be, headings over headings.
HOSTILE: dict[Detect, tuple[str, ...]] = {
    nhs_number: (
        "NHS ", "NHS number of a b c ", "NHS\n \n ", "NHS (x" + " " * 39, "999 000 001", "NHS\t", "999 000 0018,",
        "H & C no ", "Nhs 9990000018, ", "NHS number as it is said ", "NHS 1/2/12 13 ", "nine nine nine ",
    ),
    nino: ("NINOAB12345", "JGOOOO", "JG O O O", "NI A B 1 2 \n",
        "NI of aaaa bbbb cccc ", "NINO:          \n>>>>>>>>> \n>>>>>>", "AB 12 34 56 ", "12", "TRN 11 A "),
    upn: ("UPN ", "UPN A-123-", "A123", "D205 0000 24 0"),
    uln: ("ULN ", "learner number 1 2 3 4 5 6 7 8 9 ", "1234567890"),
    utr: ("UTR ", "UTR K1 2 3 4 5 6 7 8 9 ", "self assessment "),
    phone: (
        "oh seven seven double oh ", "double ", "nine ", "0", "0 7 7 0 0 ", "+44 ", "(0)-.", "tel ",
        "tel (0 7 7 0 0 9 0 0 ", "00 1 2 3 4 5 6", "07700 900123 x",
        "020 7946 0123/", "07700 OOO O", "07OOO", "44 7", "0048", "07700 900123 or ",
    ),
    email: (
        "@", "a@", "a@b.", "a.", " at ", "a at b dot ", "a dot b dot ", "a [at] b [dot] ", "x" * 70 + "@", "a @ b . ",
    ),
    url: ("/", "://", "a.bc/", "http://a.", "www.a.b/?a_name=", "http://x.example/" + "a" * 300, "a" * 130 + "://"),
    handle: ("@", "@a.", "instagram ", "instagram account name is ", "snap chat: ", "username: a.", "x-box ID (",
        "a_", "account a_", "name a.a.", "profile a1", "as abc1 on ",
    ),
    health: ("cuts the ", "she cuts ", "(cuts cuts cuts\n", "on the on a ", "asthma "),
    safeguarding: ("pushed .. stairs ", "he pushed her ", "no food the "),
    case_id: (
        "case ", "case ref: ", "LCS ", "service user number (", "CAD 1/", "CAD 1 of 1", "court AB12C1234",
        "police 12AB",         "share code W12 ", "1234-", "our ref A/B-", "ref ",
        "LCS ", "MOS-", "MOS12345", "referral AB/12-",
        "case EH/25/", "Mosaic (", "mosaic 1234567 ", "A1/",
    ),
    passport: ("passport ", "passport for a b c ", "P<GBR", "<", "A<", "1234567 (", "passport 1234567 (x"),
    driving_licence: ("driving licence ", "ABCDE 123456 AB", "99999", "A9", "driver number "),
    vehicle_reg: ("car AB12 ", "AB12CDE", "reg ", "A1", "vehicle reg AB",
        "AB12 CD", "ABC 123", "van abc12", "plate 1 "),
    sort_code: ("sort code ", "12-", "12-34-", "12-34-56 1234567", "12 34 56 ", "s/c 12-34-5"),
    account: (
        "account ", "account 1", "12-34-56 ", "GB33 ", "GB33BUKB", "sort code 12-34-56 \n", "roll number A-",
        "IBAN GB33 ",
    ),
    age: (
        "aged 9, ", "aged 9/", "age: ", "9 ", "she is 9 ", "children 9, 8 ", "mum (", "M/9", "in year 9 ",
        "age (years ",
        "chronological age at a b ", "9 years 3 months ", "in her early ", "early 30s ", "Y5 (", "Y5 (9) ",
        "kids 7 5 ", "school A b, yr 9 ", "34F with ", "corrected 9 ",
    ),
    date_of_birth: (
        "dob ", "born a b c ", "3.4.12 ", "dobs 3.4.12, ", "turns 4 on ", "day 1 month 2 ",
        "b.", "born on the ",
        "born 2015, ", "born in 2015, her son in ", "born one one ninety ", "born '8", "delivered a baby on ",
        "date of birth: a b c ", "mum (3.4.12", "dob 030412 ", "1/2/", "birth month ",
    ),
    postcode: ("W6 ", "W6 0H", "postcode ", "postcode W6 O"),
    card: ("card ", "4111 ", "4111", "card 1-2.3 4-5", "cvv "),
    ip: ("1.2.3.", "1.1.1.1", ":", "ab:", "::1 ", "1."),
    mac: (":", "00:", "00-11-", "0011.", "imei ", "aa:bb:cc:dd:ee:"),
    CaseIds(("FSC-####-##", "@{2,9}-#{2,9}", "?{9}/#{2,4}")): ("FSC-", "FSC-1234-", "aaaaaaaaa-", "A1", "123456789/"),
}  # fmt: skip
ROWS = [(detector, piece) for detector, pieces in HOSTILE.items() for piece in pieces]
# Any of them on what busies another, and on what a program reads as no text at all.
ANYWHERE = (
    "a", "1", " ", "\t", "\n", "|", ",", '",', ";", "\r\n> ", "NHS number\tcase ref\tcard\n1\t2\t3\n", "a,b\n", "é",
    "\u200b", "\u202e1", "\ud800", "\0", "０7", "case|", "  a  1",
)  # fmt: skip


@pytest.mark.parametrize(("detector", "piece"), ROWS, ids=[f"{one.__name__}-{piece[:24]!r}" for one, piece in ROWS])
def test_time_grows_with_the_text(detector: Detect, piece: str) -> None:
    assert grows_no_faster_than_text(detector, piece)


@pytest.mark.parametrize("piece", ANYWHERE)
def test_no_detector_is_slow_on_anything(piece: str) -> None:
    def all_of_them(text: str) -> object:
        return (hit for detector in HOSTILE for hit in find(text, detectors=(detector,)))

    small = piece * (SMALL // len(piece) + 1)
    few = least_seconds(lambda: list(all_of_them(small)), 5)  # type: ignore[call-overload]  # it gives hits
    many = least_seconds(lambda: list(all_of_them(small * TIMES)), 2)  # type: ignore[call-overload]  # the same
    assert many < few * TIMES * MARGIN


@pytest.mark.parametrize(
    "piece",
    [
        "Grace Okafor (9, ", "Grace Okafor 3.4.12 and ", "Grace Okafor, 9, ", "Grace Okafor is 9. ", "3.4.12 (13) ",
        "Grace Okafor - 12345 ", "12345 - Grace Okafor\n", "999 000 0018, 3.4.12 ", "Grace Okafor in year 9, ",
        "4 Mill Lane, W6 0HP, 3.4.12, ", "F, 3.4.12, ", "case ref 12-34567 ", "Grace Okafor 9 years, ",
    ],
)  # fmt: skip
def test_what_stands_beside_another_find(piece: str) -> None:
    asked = (name, address, postcode, nhs_number, age, date_of_birth, case_id)
    small = piece * (SMALL // len(piece) + 1)
    few = least_seconds(lambda: find(small, detectors=asked), 5)
    many = least_seconds(lambda: find(small * TIMES, detectors=asked), 2)
    assert many < few * TIMES * MARGIN


def test_every_detector_of_numbers_has_its_hostile_texts() -> None:
    others = {"name", "address"}
    mentions = {one.__name__ for one in DETECTORS if type(one).__name__ == "Mention"}
    of_rules = {one.__name__ for one in DETECTORS if not isinstance(one, Names)}

    assert of_rules - others - mentions <= {one.__name__ for one in HOSTILE}
