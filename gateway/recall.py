"""What was read and found in the last few messages, for a process that looks at the same ones again and again.

Reading and finding are most of a look and follow from the bytes, the registers and the policy alone. Gathering and
deciding do not: they are done anew each time, so that an answer, a register or a minute that passed counts at once.
"""

import hashlib
from collections.abc import Callable, Hashable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, Generic, TypeVar

from gateway.model.found import Found
from gateway.model.message import Reading

Value = TypeVar("Value")

_MOST: Final = 4  # messages: a page, the page that confirms, and what is looked at beside
_FOR: Final = timedelta(minutes=10)
_LONGEST: Final = 2_000_000  # characters of one: a larger one is read anew


class Recall:
    """Safe from any thread. What two ask for at the same time may be worked out twice."""

    def __init__(self) -> None:
        self._readings: Final[_Kept[Reading]] = _Kept()
        self._found: Final[_Kept[Found]] = _Kept()

    def reading(self, content: bytes, at: datetime, read: Callable[[bytes], Reading]) -> Reading:
        """What a message says.

        A message of which something could not be read is read anew each time: the next try may have the time that
        this one lacked.
        """
        key = hashlib.sha256(content).digest()
        known = self._readings.get(key, at)
        if known is not None:
            return known
        made = read(content)
        if _is_whole(made):
            self._readings.put(key, made, at)
        return made

    def found(
        self, reading: Reading, content: bytes, rest: Hashable, at: datetime, find: Callable[[], Found]
    ) -> Found:
        """Who and what was found in a message that was read.

        Args:
            content: what was read.
            rest: all that the finds hang on beside it: registers, policy, envelope, day.
        """
        key = (hashlib.sha256(content).digest(), rest)
        known = self._found.get(key, at)
        if known is not None:
            return known
        made = find()
        if _is_whole(reading):
            self._found.put(key, made, at)
        return made


def _is_whole(reading: Reading) -> bool:
    return not reading.unread and sum(len(unit.text) for unit in reading.units) <= _LONGEST


class _Kept(Generic[Value]):
    def __init__(self) -> None:
        self._values: dict[Hashable, tuple[datetime, Value]] = {}
        self._lock = Lock()

    def get(self, key: Hashable, at: datetime) -> Value | None:
        with self._lock:
            self._values = {name: one for name, one in self._values.items() if at - one[0] < _FOR}
            return self._values[key][1] if key in self._values else None

    def put(self, key: Hashable, value: Value, at: datetime) -> None:
        with self._lock:
            while len(self._values) >= _MOST:
                self._values.pop(next(iter(self._values)))
            self._values[key] = (at, value)
