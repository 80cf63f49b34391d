"""A find and whom it is about."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from redaction import Detector, Hit


class Sort(StrEnum):
    """What a person found is, before roles are given."""

    REGISTER = "register"
    STRANGER = "stranger"
    CORRESPONDENT = "correspondent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """A person found: the same value throughout one message."""

    sort: Sort
    ids: tuple[str, ...] = ()  # register ids it may be
    key: str = ""  # of people who are not in the register


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One hit in its unit, about one person."""

    unit: int
    hit: Hit
    who: Who
    corresponding: bool = False  # it shows no more than that this person writes or is written to


Placed = tuple[int, Hit]  # unit id and hit
Wanted = Callable[[Spot], bool]


class Spots:
    """The spots of all units in order, to look around a place in one of them."""

    def __init__(self, spots: Iterable[Spot]) -> None:
        self.all: Final = tuple(sorted(spots, key=lambda spot: (spot.unit, spot.hit.start, spot.hit.end)))
        self._keys: Final = [(spot.unit, spot.hit.start) for spot in self.all]

    def within(self, unit: int, start: int, end: int) -> Iterator[Spot]:
        """Those that begin in a span, in order."""
        for index in range(bisect_left(self._keys, (unit, start)), bisect_left(self._keys, (unit, end))):
            yield self.all[index]

    def before(self, unit: int, start: int, at: int, wanted: Wanted) -> Spot | None:
        """The nearest wanted one that begins in `[start, at]`, going back."""
        low = bisect_left(self._keys, (unit, start))
        for index in range(bisect_left(self._keys, (unit, at + 1)) - 1, low - 1, -1):
            if wanted(self.all[index]):
                return self.all[index]
        return None

    def earlier(self, unit: int, at: int, wanted: Wanted) -> Spot | None:
        """The nearest wanted one before a place, in this unit or one before it."""
        for index in range(bisect_left(self._keys, (unit, at + 1)) - 1, -1, -1):
            if wanted(self.all[index]):
                return self.all[index]
        return None

    def first(self, wanted: Wanted) -> Spot | None:
        """The first wanted one of the message."""
        return next((spot for spot in self.all if wanted(spot)), None)


class Emails:
    """The mail addresses of a message, to see whether a name is only a part of one."""

    def __init__(self, placed: Iterable[Placed]) -> None:
        self._all: Final = sorted(
            ((unit, hit.start, hit.end, hit) for unit, hit in placed if hit.detector is Detector.EMAIL),
            key=lambda one: one[:3],
        )
        self._keys: Final = [one[:2] for one in self._all]

    def around(self, unit: int, hit: Hit) -> Hit | None:
        """The address that a hit of another kind stands in."""
        index = bisect_left(self._keys, (unit, hit.start + 1)) - 1
        if hit.detector is Detector.EMAIL or index < 0:
            return None
        other, start, end, email = self._all[index]
        return email if other == unit and start <= hit.start and hit.end <= end else None
