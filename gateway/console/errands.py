"""Work that takes longer than a page may: done beside it, once at a time, its last result shown with its age."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Generic, TypeVar

from gateway.language import mark
from gateway.log import where
from gateway.model.errors import GatewayError

Came = TypeVar("Came")


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand(Generic[Came]):
    """How it stands with one."""

    began_at: datetime | None = None  # of the one under way. None: none is
    ended_at: datetime | None = None  # of the last that ended. None: none did since this process started
    came: Came | None = None  # what the last came to. None: none ended yet, or it failed
    failed: str = ""  # why the last one failed, in words; empty: it did not


class Errands(Generic[Came]):
    """One kind of errand, for every page that shows it. Safe from any thread."""

    def __init__(self, name: str, now: Callable[[], datetime]) -> None:
        self._name: Final = name
        self._now = now
        self._lock = threading.Lock()
        self._state: Errand[Came] = Errand()

    def state(self) -> Errand[Came]:
        """How it stands now."""
        with self._lock:
            return self._state

    def begin(self, work: Callable[[], Came]) -> bool:
        """Begin one. False: one is under way, and what it comes to is waited for instead."""
        with self._lock:
            if self._state.began_at is not None:
                return False
            self._state = replace(self._state, began_at=self._now())
        threading.Thread(target=self._run, args=(work,), name=f"errand-{self._name}", daemon=True).start()
        return True

    def _run(self, work: Callable[[], Came]) -> None:
        came, failed = None, ""
        try:
            came = work()
        except GatewayError as error:
            failed = str(error)
        # Its text may quote anything; the place tells ICT enough to ask.
        except Exception as error:
            failed = mark(
                "a fault in the gateway itself: {name} at {where}", name=type(error).__name__, where=where(error)
            )
        with self._lock:
            self._state = Errand(ended_at=self._now(), came=came, failed=failed)
