"""By when the law wants a request answered (UK GDPR Art. 12, FOIA 2000 s.10). Pure."""

from datetime import date, timedelta
from typing import Final

from gateway.model.parties import Request, RequestType
from gateway.registers.bank_holidays import ENGLAND

FOI_DAYS: Final = 20  # working days, the first being the one after the request came

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


def answer_by(request: Request) -> date:
    """The last day on which an answer is in time.

    A subject access request: one month from when it came, or from when identity was proven, if that was later
    (Art. 12A). It is the same day of the next month, that month's last where it has no such day, and the next working
    day where that is none. A freedom of information request: the twentieth working day after it came.
    """
    if request.type is RequestType.FOI:
        return _working_days_after(request.opened, FOI_DAYS)
    begun = max(request.opened, request.identity_checked_on or request.opened)
    day = _month_after(begun)
    while not is_working_day(day):
        day += _DAY
    return day


def is_working_day(day: date) -> bool:
    """Whether it is neither at the weekend nor a bank holiday in England."""
    return day.weekday() < _SATURDAY and day not in ENGLAND


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def _month_after(day: date) -> date:
    year, month = divmod(day.month, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - _DAY)
