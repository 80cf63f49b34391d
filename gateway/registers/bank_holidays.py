"""Bank holidays in England and Wales, as data (gov.uk/bank-holidays; substitute days as the Act of 1971 has them).

The Freedom of Information Act 2000 s.10(6) leaves out bank holidays of every part of the United Kingdom. Those of
Scotland and Northern Ireland alone are not here: the day that is computed is then the earlier one, which is safe. The
same holds after the last year of this table.
"""

from datetime import date
from typing import Final

_DAYS: Final = {
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2030: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
}

ENGLAND: Final[frozenset[date]] = frozenset(
    date.fromisoformat(f"{year}-{day}") for year, days in _DAYS.items() for day in days.split()
)
