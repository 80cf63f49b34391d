"""What takes long to work out and stays the same until something changes: worked out once, and kept."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")

_MOST: Final = 8


class Kept(Generic[Value]):
    """By all that it depends on; the oldest goes first. Safe from any thread: what two ask for is worked out once."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Value] = {}
        self._lock = Lock()

    def get(self, key: Hashable, work_out: Callable[[], Value]) -> Value:
        """The value of *key*."""
        with self._lock:
            if key not in self._values:
                while len(self._values) >= _MOST:
                    self._values.pop(next(iter(self._values)))
                self._values[key] = work_out()
            return self._values[key]
