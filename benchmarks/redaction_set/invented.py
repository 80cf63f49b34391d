"""Invented numbers in the forms of British files: the 999 range, drama phones, check digits that hold."""

import random
from collections.abc import Iterator
from typing import Final

_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_LETTERS: Final = "ABCDEFGHJKLMNPRSTUVWXY"
_AREAS: Final = ("BD", "CF", "EH", "BT", "LS", "SE", "M", "PL", "NE", "G", "L", "DY")


def digits(dice: random.Random, count: int) -> str:
    """A run of digits."""
    return "".join(str(dice.randint(0, 9)) for _ in range(count))


def postcode(dice: random.Random) -> str:
    """A postcode in the usual form, now and then without its blank."""
    blank = dice.choice((" ", " ", " ", ""))
    return f"{dice.choice(_AREAS)}{dice.randint(1, 21)}{blank}{dice.randint(1, 9)}{_pick(dice, 'ABDEFGHJLNPQ', 2)}"


def phone(dice: random.Random) -> str:
    """A number of the ranges that are kept for drama."""
    mobile, land = f"07700 900{digits(dice, 3)}", f"01632 960{digits(dice, 3)}"
    london, bracket = f"020 7946 0{digits(dice, 3)}", f"(01632) 960{land[-3:]}"
    return dice.choice((mobile, mobile.replace(" ", ""), f"+44 {mobile[1:]}", land, bracket, london))


def nhs(dice: random.Random) -> str:
    """A number of the 999 range whose check digit holds."""
    while True:
        nine = "999" + digits(dice, 6)
        check = 11 - sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            ten = nine + str(check % 11)
            return dice.choice((f"{ten[:3]} {ten[3:6]} {ten[6:]}", ten, f"{ten[:3]}-{ten[3:6]}-{ten[6:]}"))


def upn(dice: random.Random) -> str:
    """A pupil number whose letter holds."""
    number = "205" + digits(dice, 9)
    return _UPN_LETTERS[sum(int(digit) * place for place, digit in enumerate(number, start=2)) % 23] + number


def uln(dice: random.Random) -> str:
    """A learner number whose check digit holds."""
    while True:
        nine = str(dice.randint(1, 9)) + digits(dice, 8)
        rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
        if rest:
            return nine + str(10 - rest)


def _pick(dice: random.Random, letters: str, count: int) -> str:
    return "".join(dice.choice(letters) for _ in range(count))


def values(dice: random.Random) -> Iterator[tuple[str, str]]:
    """One of each number by the name of its slot."""
    yield "nhs", nhs(dice)
    yield "upn", upn(dice)
    yield "uln", uln(dice)
    six = digits(dice, 6)
    first, last = _pick(dice, "ABCEHJLMPRSWXY", 2), dice.choice("ABCD")
    yield "nino", dice.choice((f"{first}{six}{last}", f"{first} {six[:2]} {six[2:4]} {six[4:]} {last}"))
    yield "sort", f"{digits(dice, 2)}-{digits(dice, 2)}-{digits(dice, 2)}"
    yield "acc", digits(dice, 8)
    yield "card", dice.choice(("4242 4242 4242 4242", "5105 1051 0510 5100", "4000056655665556"))
    yield "passport", digits(dice, 9)
    born = f"{dice.randint(5, 9)}0{dice.randint(1, 9)}1{dice.randint(0, 9)}5"
    yield "dl", f"{_pick(dice, _LETTERS, 5)}{born}{_pick(dice, _LETTERS, 1)}99{_pick(dice, _LETTERS, 2)}"
    age = dice.choice(("14", "68", "21", "73"))
    yield "vrm", f"{_pick(dice, 'ABDEFGKLMNPRSVWY', 2)}{age}{dice.choice((' ', ''))}{_pick(dice, _LETTERS, 3)}"
    yield "ip", f"198.51.100.{dice.randint(1, 254)}"
    yield "crn", f"{_pick(dice, _LETTERS, 1)}{digits(dice, 6)}"
    yield "ho", f"{_pick(dice, 'BDHKMS', 1)}{dice.randint(1, 9)}{digits(dice, 6)}"
    yield "court", f"{_pick(dice, _LETTERS, 2)}25{dice.choice('CPZ')}{digits(dice, 5)}"
    plain = str(dice.randint(2000000, 2999999))
    lettered = (f"LCS-{digits(dice, 6)}", f"EH/25/{digits(dice, 4)}", f"MOS{digits(dice, 7)}")
    yield "case", dice.choice((*lettered, plain))
