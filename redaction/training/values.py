"""Dates, numbers, addresses and bodies to fill training texts with."""

import random
from collections.abc import Callable, Mapping
from typing import Final

from redaction.training.people import someone
from redaction.training.stock import places

_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS: Final = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "Mon",
    "Tues",
    "Wed",
    "Thurs",
    "Fri",
    "Sat",
    "Sun",
]
_AREAS: Final = [
    "B",
    "BN",
    "BS",
    "CF",
    "CR",
    "CV",
    "DE",
    "E",
    "EH",
    "G",
    "HX",
    "IG",
    "L",
    "LE",
    "LS",
    "M",
    "N",
    "NE",
    "NG",
    "NW",
    "OL",
    "PE",
    "PL",
    "RG",
    "S",
    "SE",
    "SW",
    "W",
    "WD",
    "WF",
    "SA",
    "BT",
    "AB",
]


def pick(dice: random.Random, kind: str) -> str:
    """One of the stock of places."""
    return dice.choice(places()[kind])


def postcode(dice: random.Random) -> str:
    """A postcode, now and then badly typed."""
    area, letters = dice.choice(_AREAS), "ABDEFGHJLNPQRSTUWXYZ"
    gap = dice.choice((" ", " ", " ", " ", "", "  "))
    found = f"{area}{dice.randint(1, 29)}{gap}{dice.randint(1, 9)}{dice.choice(letters)}{dice.choice(letters)}"
    return found.lower() if dice.random() < 0.06 else found


def street(dice: random.Random) -> str:
    """A street, of the stock or named after somebody."""
    chance = dice.random()
    if chance < 0.03:
        return f"{dice.choice(('The', 'Old', 'Upper', 'Lower', 'Great'))} {pick(dice, 'street')}"
    name = someone(dice).last if chance < 0.15 else pick(dice, "street")
    if chance > 0.9:
        name += " " + pick(dice, "street")
    elif chance > 0.87:
        name = "St " + dice.choice(("John's", "Marys", "Anne's", "Peter's", "James"))
    return f"{name} {pick(dice, 'streettype')}"


def _number(dice: random.Random) -> str:
    number = str(dice.choice((dice.randint(1, 99), dice.randint(1, 320))))
    return number + dice.choice(("", "", "", "", "", "", "", "a", "A", "B", "b", "C"))


def _unit(dice: random.Random) -> str:
    number = dice.choice(
        (str(dice.randint(1, 120)), dice.choice("ABCDE"), f"{dice.randint(1, 30)}{dice.choice('AB')}")
    )
    return f"{dice.choice(('Flat', 'Flat', 'Flat', 'flat', 'Room', 'Unit', 'Apartment', 'Apt', 'Apt.', 'Bedsit'))} {number}"


def street_line(dice: random.Random) -> str:
    """What stands before the town: house and street, with a flat, a block or a house's name."""
    chance = dice.random()
    plain = f"{_number(dice)}{dice.choice((' ', ' ', ' ', ', '))}{street(dice)}"
    if chance < 0.5:
        return plain
    if chance < 0.66:
        return f"{_unit(dice)}, {plain}"
    if chance < 0.76:
        return f"{_unit(dice)}, {pick(dice, 'block')}, {plain if dice.random() < 0.5 else street(dice)}"
    if chance < 0.84:
        return f"{dice.randint(1, 140)} {pick(dice, 'block')}"
    if chance < 0.93:
        return f"{pick(dice, 'house')}, {street(dice)}"
    if chance < 0.94:
        return f"{_unit(dice)}, The {dice.choice(('Anchorage', 'Maltings', 'Old School', 'Grange', 'Willows', 'Limes'))}, {street(dice)}"
    if chance < 0.96:
        return f"{dice.choice(('Ground floor flat', 'Top floor', 'First Floor Flat', 'Basement', 'The Annexe'))}, {plain}"
    return f"{_unit(dice)}, {pick(dice, 'hostel')}, {plain}"


def address_parts(dice: random.Random) -> list[str]:
    """The parts of one address in the order of its lines."""
    parts = [part.strip() for part in street_line(dice).split(", ")]
    if dice.random() < 0.18:
        parts.append(pick(dice, "area").removeprefix("the "))
    if dice.random() < 0.75:
        parts.append(pick(dice, "town"))
    if dice.random() < 0.08:
        parts.append(dice.choice(("Kent", "Essex", "West Yorkshire", "Lancs", "Surrey", "Middlesex", "Gwent")))
    if dice.random() < 0.6:
        parts.append(postcode(dice))
    return parts


def address(dice: random.Random) -> str:
    """An address on one line."""
    return dice.choice((", ", ", ", ", ", ", ", " ", ",")).join(address_parts(dice))


def address_lines(dice: random.Random) -> str:
    """An address on several lines."""
    return dice.choice((",\n", "\n", "\n", "\n")).join(address_parts(dice))


def school(dice: random.Random) -> str:
    """A school or nursery."""
    kind = dice.choice((
        "Primary School", "Primary", "Academy", "High School", "School", "Nursery", "C of E Primary School", "College",
        "Infant School", "Junior School", "RC Primary School", "Community School", "Catholic School", "Special School",
        "Children's Centre", "Grammar School", "Pre-School", "Sixth Form",
    ))  # fmt: skip
    chance = dice.random()
    if chance < 0.3:
        return f"{pick(dice, 'saint')}{dice.choice((' ' + kind, ' ' + kind, ''))}"
    if chance < 0.45:
        return f"{someone(dice).written(dice.choice(('full', 'last', 'last')), dice)} {kind}"
    if chance < 0.7:
        return f"{pick(dice, 'street')} {dice.choice(('Road', 'Park', 'Lane', 'Hill', 'Street', 'Wood', ''))} {kind}".replace(
            "  ", " "
        )
    return f"{pick(dice, dice.choice(('town', 'area'))).removeprefix('the ')} {kind}"


def body(dice: random.Random) -> str:
    """An organisation."""
    chance = dice.random()
    if chance < 0.25:
        return pick(dice, "charity")
    if chance < 0.4:
        return council(dice)
    if chance < 0.55:
        return f"{someone(dice).last} {dice.choice(('Solicitors', '& Co', 'Ltd', 'Care', 'Housing', 'Trust', 'Foundation', 'Fostering', 'Associates'))}"
    if chance < 0.7:
        return pick(dice, "company")
    if chance < 0.85:
        return f"{pick(dice, 'town')} {dice.choice(('Family Support', 'Housing Association', 'Carers', 'Mind', 'NHS Trust', 'Women’s Aid', 'Young Carers', 'Food Bank', 'Law Centre', 'Police'))}"
    if chance < 0.9:
        # Called after somebody, and nobody for all that.
        return dice.choice(
            ("{} House", "the {} Centre", "the {} Unit", "{} Hospice", "the {} Suite", "{} Ward", "{} Room")
        ).format(someone(dice).written(dice.choice(("first", "last", "full")), dice))
    if chance < 0.94:
        return someone(dice).written("full", dice) + dice.choice(
            (" LLP", " Ltd", " & Co", " Homes", " Group", " Solicitors")
        )
    return dice.choice((school, surgery))(dice)


def council(dice: random.Random) -> str:
    """A council."""
    return dice.choice(
        ("{} Council", "{} City Council", "London Borough of {}", "{} Borough Council", "{} CC", "{} MBC")
    ).format(pick(dice, "town"))


def surgery(dice: random.Random) -> str:
    """A doctor's surgery or health centre."""
    name = dice.choice(
        (pick(dice, "street"), pick(dice, "town"), someone(dice).last, f"Dr {someone(dice).last} & Partners,")
    )
    return f"{name} {dice.choice(('Surgery', 'Medical Centre', 'Health Centre', 'Practice', 'Medical Practice', 'Dental Care'))}"


def court(dice: random.Random) -> str:
    """A court."""
    kind = dice.choice(("Family Court", "Crown Court", "Magistrates' Court", "County Court"))
    return f"{pick(dice, 'town')} {kind}"


def date(dice: random.Random) -> str:
    """A date in one of many forms."""
    day, month, year = dice.randint(1, 28), dice.randint(1, 12), dice.randint(2005, 2026)
    name = _MONTHS[month - 1]
    return dice.choice((
        f"{day:02}/{month:02}/{year}", f"{day}/{month}/{year % 100:02}", f"{day} {name} {year}", f"{day}.{month}.{year % 100:02}",
        f"{day}{_ending(day)} {name}", f"{day} {name[:3]} {year}", f"{year}-{month:02}-{day:02}", f"{name} {day}{_ending(day)}",
        f"{day}-{name[:3]}-{year % 100:02}", f"the {day}{_ending(day)} of {name}",
    ))  # fmt: skip


def _ending(day: int) -> str:
    return "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def phone(dice: random.Random) -> str:
    """A telephone number of the range kept for drama."""
    tail = dice.randint(0, 999)
    return dice.choice(
        (
            f"020 7946 0{tail:03}",
            f"0161 496 0{tail:03}",
            f"07700 900{tail:03}",
            f"07700900{tail:03}",
            f"+44 7700 900 {tail:03}",
        )
    )


def _digits(dice: random.Random, count: int) -> str:
    return "".join(dice.choice("0123456789") for _ in range(count))


Value = Callable[[random.Random], str]


def _of(kind: str) -> Value:
    return lambda dice: pick(dice, kind)


# What each slot holds and how it is labelled; an empty label: nobody's and nothing to be told apart.
SLOTS: Final[Mapping[str, tuple[Value, str]]] = {
    "addr": (address, "ADDRESS"),
    "addrl": (address_lines, "ADDRESS"),
    "addrs": (street_line, "ADDRESS"),
    "town": (lambda dice: pick(dice, "town" if dice.random() < 0.85 else "abroad"), "LOC"),
    "country": (_of("country"), "LOC"),
    "area": (_of("area"), "LOC"),
    "place": (
        lambda dice: pick(dice, "venue") if dice.random() < 0.6 else f"{pick(dice, 'street')} {pick(dice, 'streettype')}",
        "LOC",
    ),
    "school": (school, "ORG"),
    "org": (body, "ORG"),
    "hospital": (_of("hospital"), "ORG"),
    "council": (council, "ORG"),
    "gp": (surgery, "ORG"),
    "court": (court, "ORG"),
    "company": (lambda dice: pick(dice, "company") if dice.random() < 0.7 else f"{someone(dice).last} Ltd", "ORG"),
    "hostel": (_of("hostel"), "ADDRESS"),
    "service": (_of("service"), ""),
    "nat": (_of("nat"), ""),
    "dx": (_of("dx"), ""),
    "med": (_of("med"), ""),
    "job": (_of("job"), ""),
    "dob": (date, ""),
    "date": (date, ""),
    "dshort": (lambda dice: f"{dice.randint(1, 28)}/{dice.randint(1, 12)}", ""),
    "day": (lambda dice: dice.choice(_DAYS), ""),
    "month": (lambda dice: dice.choice(_MONTHS), ""),
    "year": (lambda dice: str(dice.randint(1920, 2026)), ""),
    "time": (lambda dice: dice.choice(("{}:{:02}", "{}.{:02}pm", "{}{:02}", "{}am")).format(dice.randint(8, 12), dice.randint(0, 59)), ""),
    "phone": (phone, ""),
    "mobile": (phone, ""),
    "pc": (postcode, ""),
    "nhs": (lambda dice: f"999 {_digits(dice, 3)} {_digits(dice, 4)}", ""),
    "sort": (lambda dice: "-".join(_digits(dice, 2) for _ in range(3)), ""),
    "acc": (lambda dice: _digits(dice, 8), ""),
    "ref": (lambda dice: f"{dice.choice(('LCS', 'EH', 'REF', 'CF', 'MOS'))}{dice.choice('-/ ')}{_digits(dice, 5)}", ""),
    "money": (lambda dice: f"£{dice.randint(2, 4000):,}{dice.choice(('', '.50'))}", ""),
    "n": (lambda dice: str(dice.randint(1, 17)), ""),
    "n2": (lambda dice: str(dice.randint(18, 90)), ""),
    "link": (lambda dice: f"https://{pick(dice, 'street').lower()}.example/{_digits(dice, 3)}", ""),
    "handle": (lambda dice: someone(dice).first.lower().replace(" ", "") + _digits(dice, 2), "PERSON"),
}  # fmt: skip
