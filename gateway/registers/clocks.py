"""By when the law wants a request answered (UK GDPR Art. 12 and 12A, FOIA 2000 s.10). Pure."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gateway.model.parties import Request, RequestType
from gateway.registers.bank_holidays import ENGLAND

FOI_DAYS: Final = 20  # working days, the first being the one after the request came
EXTENSION_MONTHS: Final = 2  # that an answer to somebody's own request may take longer: complex, or one of several

_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5


class WaitsFor(StrEnum):
    """What who asked has yet to give us, so that no day is counted."""

    IDENTITY = "identity"  # to show who they are
    CLARITY = "clarity"  # to say what they mean


def waits_for(request: Request) -> WaitsFor | None:
    """What stands still until they give it. None: the days are counted.

    Only what they were asked for stops the clock: that nobody checked yet who they are is our own delay (Art. 12(6),
    12A(2)). Who asks under freedom of information need not show who they are.
    """
    if request.answered_on is not None:
        return None
    asked, checked = request.identity_asked_on, request.identity_checked_on
    if request.type is RequestType.SAR and asked is not None and (checked is None or checked < asked):
        return WaitsFor.IDENTITY
    if request.clarity_asked_on is not None and request.clarity_given_on is None:
        return WaitsFor.CLARITY
    return None


def waits_since(request: Request) -> date | None:
    """The day on which they were asked for what is waited for. None: nothing is."""
    match waits_for(request):
        case WaitsFor.IDENTITY:
            return request.identity_asked_on
        case WaitsFor.CLARITY:
            return request.clarity_asked_on
        case None:
            return None


def answer_by(request: Request) -> date | None:
    """The last day on which an answer is in time. None: the clock stands still (`waits_for`).

    A subject access request: one month from when it came, or from when identity was proven, if that was later
    (Art. 12A), and two months more if they were told so in time (`is_extended`). The days between asking what they
    mean and being told do not count: it may be asked only where we hold much about them. It is the same day of the
    month, that month's last where it has no such day, and the next working day where that is none. A freedom of
    information request: the twentieth working day after it came, or after what is meant was told (FOIA s.1(3),
    s.10(6)).
    """
    if waits_for(request) is not None:
        return None
    if request.type is RequestType.FOI:
        return _working_days_after(max(request.opened, request.clarity_given_on or request.opened), FOI_DAYS)
    return _months(request, 1 + EXTENSION_MONTHS if is_extended(request) else 1)


def extend_by(request: Request) -> date | None:
    """The last day on which they can be told that the answer takes longer (Art. 12(3)): that of the first month.

    None: the clock stands still, or there is no such extension.
    """
    if request.type is not RequestType.SAR or waits_for(request) is not None:
        return None
    return _months(request, 1)


def is_extended(request: Request) -> bool:
    """Whether they were told within the first month that it takes up to two months longer, and why (Art. 12(3)).

    Told later, or without a reason, it gives no more time.
    """
    told, last = request.extended_on, extend_by(request)
    if request.type is not RequestType.SAR or told is None or not request.extended_why:
        return False
    return last is None or told <= last


def _months(request: Request, count: int) -> date:
    begun = max(request.opened, request.identity_checked_on or request.opened)
    day = _months_after(begun, count) + _stood_still(request, begun)
    while not is_working_day(day):
        day += _DAY
    return day


def _stood_still(request: Request, begun: date) -> timedelta:
    """How long the month stood still once it had begun. Neither of both days is added: rather a day too early."""
    asked, given = request.clarity_asked_on, request.clarity_given_on
    return max(given - max(asked, begun), timedelta(0)) if asked is not None and given is not None else timedelta(0)


def is_working_day(day: date) -> bool:
    """Whether it is neither at the weekend nor a bank holiday in England."""
    return day.weekday() < _SATURDAY and day not in ENGLAND


def _working_days_after(day: date, count: int) -> date:
    while count:
        day += _DAY
        count -= is_working_day(day)
    return day


def _months_after(day: date, count: int) -> date:
    year, month = divmod(day.month - 1 + count, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - _DAY)
