"""Makes a value rougher: a day of birth an age, a postcode its district, an address its town. Pure."""

import re
from datetime import date
from typing import Final

from redaction.dates import age_on, dates
from redaction.normal import fold

# The town after which each postcode area is named (Royal Mail); a district says no less than the town does.
_AREA_TOWNS: Final = {
    "AB": "Aberdeen", "AL": "St Albans", "B": "Birmingham", "BA": "Bath", "BB": "Blackburn", "BD": "Bradford",
    "BH": "Bournemouth", "BL": "Bolton", "BN": "Brighton", "BR": "Bromley", "BS": "Bristol", "BT": "Belfast",
    "CA": "Carlisle", "CB": "Cambridge", "CF": "Cardiff", "CH": "Chester", "CM": "Chelmsford", "CO": "Colchester",
    "CR": "Croydon", "CT": "Canterbury", "CV": "Coventry", "CW": "Crewe", "DA": "Dartford", "DD": "Dundee",
    "DE": "Derby", "DG": "Dumfries", "DH": "Durham", "DL": "Darlington", "DN": "Doncaster", "DT": "Dorchester",
    "DY": "Dudley", "E": "London", "EC": "London", "EH": "Edinburgh", "EN": "Enfield", "EX": "Exeter",
    "FK": "Falkirk", "FY": "Blackpool", "G": "Glasgow", "GL": "Gloucester", "GU": "Guildford", "HA": "Harrow",
    "HD": "Huddersfield", "HG": "Harrogate", "HP": "Hemel Hempstead", "HR": "Hereford", "HS": "Outer Hebrides",
    "HU": "Hull", "HX": "Halifax", "IG": "Ilford", "IP": "Ipswich", "IV": "Inverness", "KA": "Kilmarnock",
    "KT": "Kingston upon Thames", "KW": "Kirkwall", "KY": "Kirkcaldy", "L": "Liverpool", "LA": "Lancaster",
    "LD": "Llandrindod Wells", "LE": "Leicester", "LL": "Llandudno", "LN": "Lincoln", "LS": "Leeds", "LU": "Luton",
    "M": "Manchester", "ME": "Rochester", "MK": "Milton Keynes", "ML": "Motherwell", "N": "London",
    "NE": "Newcastle upon Tyne", "NG": "Nottingham", "NN": "Northampton", "NP": "Newport", "NR": "Norwich",
    "NW": "London", "OL": "Oldham", "OX": "Oxford", "PA": "Paisley", "PE": "Peterborough", "PH": "Perth",
    "PL": "Plymouth", "PO": "Portsmouth", "PR": "Preston", "RG": "Reading", "RH": "Redhill", "RM": "Romford",
    "S": "Sheffield", "SA": "Swansea", "SE": "London", "SG": "Stevenage", "SK": "Stockport", "SL": "Slough",
    "SM": "Sutton", "SN": "Swindon", "SO": "Southampton", "SP": "Salisbury", "SR": "Sunderland",
    "SS": "Southend-on-Sea", "ST": "Stoke-on-Trent", "SW": "London", "SY": "Shrewsbury", "TA": "Taunton",
    "TD": "Galashiels", "TF": "Telford", "TN": "Tonbridge", "TQ": "Torquay", "TR": "Truro", "TS": "Middlesbrough",
    "TW": "Twickenham", "UB": "Southall", "W": "London", "WA": "Warrington", "WC": "London", "WD": "Watford",
    "WF": "Wakefield", "WN": "Wigan", "WR": "Worcester", "WS": "Walsall", "WV": "Wolverhampton", "YO": "York",
    "ZE": "Lerwick",
}  # fmt: skip
TOWNS: Final = frozenset(_AREA_TOWNS.values())
"""Every town that may stand in place of an address; London counts as one."""

_BY_WORD: Final = {town.lower(): town for town in TOWNS}
_POSTCODE: Final = re.compile(r"(?<![A-Za-z\d])([A-Z]{1,2}\d[A-Z\d]?)\s*\d[A-Z]{2}(?![A-Za-z\d])", re.IGNORECASE)
_POSTCODE_AFTER: Final = re.compile(
    r"[\s,]{0,4}(?:[A-Za-z][A-Za-z' -]{1,30}[\s,]{1,4})?([A-Z]{1,2})\d[A-Z\d]? ?\d[A-Z]{2}\b", re.IGNORECASE
)
_AFTER: Final = 60  # characters behind an address in which its postcode may stand
_NUMBER_WORDS: Final = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_OLDEST: Final = 90  # from here on so few are of one age that it tells who somebody is


def born(value: str, today: date | None) -> str:
    """A date of birth as "aged 9" on *today*, or "born 2014" without it; empty when not even a year stands there."""
    folded = fold(value).text
    written = next(dates(folded), None)
    if written is None:
        year = re.search(r"(?:19|20)\d\d", folded)
        return f"born {year[0]}" if year else ""
    year_born = written.full_year
    if today is None:
        return _in_year(year_born)
    if written.year < 100 and year_born > today.year:
        year_born -= 100
    try:
        age = age_on(date(year_born, written.month, written.day), today)
    except ValueError:
        age = age_on(date(year_born, 3, 1), today)  # 29 February written with two digits
    return (
        f"aged {age}" if 0 <= age < _OLDEST else "aged 90 or over" if _OLDEST <= age <= 120 else _in_year(year_born)
    )


def _in_years(age: int) -> str:
    return f"aged {age}" if age < _OLDEST else "aged 90 or over"


def _in_year(year: int) -> str:
    return f"born {year}" if 1900 <= year <= 2099 else ""


def aged(value: str) -> str:
    """An age as "aged 9", one in months or weeks by its full years; empty when no number is read."""
    words = re.findall(r"[a-z]+|\d+", fold(value).text.lower())
    spoken = sum(_NUMBER_WORDS.get(word, 0) for word in words)
    years = next((int(word) for word in words if word.isdigit()), spoken)
    if not years:
        return ""
    if any(word.startswith(("mth", "month")) for word in words):
        years //= 12
    elif any(word.startswith(("week", "wk")) for word in words):
        years //= 52
    if not years:
        return "aged under 1"
    return _in_years(years)


def outward(value: str) -> str:
    """The postcode's first half: the district, several thousand households. Empty: no whole postcode stands there.

    Of a find that holds more (*Grace SW1A 1AA*, whose initial and postcode overlap) nothing else is left.
    """
    found = _POSTCODE.search(fold(value).text)
    return "" if found is None else found[1].upper()


def town(text: str, start: int, end: int) -> str:
    """The town of the address at ``[start, end)``: by the postcode in or behind it, or by its last words.

    Empty when it is none that a postcode area is named after: smaller places tell more than a town may.
    """
    value = fold(text[start:end]).text
    inside = re.findall(r"\b([A-Z]{1,2})\d[A-Z\d]? ?\d[A-Z]{2}\b", value, re.IGNORECASE)
    behind = _POSTCODE_AFTER.match(fold(text[end : end + _AFTER]).text)
    if inside or behind is not None:
        return _AREA_TOWNS.get(inside[-1].upper() if inside else behind[1].upper() if behind else "", "")
    pieces = [" ".join(piece.split()).lower() for piece in re.split(r"[,\r\n]", value)]
    return next((_BY_WORD[piece] for piece in reversed(pieces) if piece in _BY_WORD), "")
