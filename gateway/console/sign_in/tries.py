"""How often somebody tries to prove who they are. Too often for one name from one network locks out nobody else."""

import time
from threading import Lock
from typing import Final

from gateway.intake.limits import Rate, network_of

PER_MINUTE: Final = 10


class Tries:
    """One for each console process. Safe from any thread."""

    def __init__(self, per_minute: int = PER_MINUTE) -> None:
        self._rate = Rate(per_minute)
        self._counting = Lock()

    def counted(self, name: str, client: str) -> bool:
        """One more try; False: too many lately, and this one is not to be looked at."""
        key, now = f"{name}\0{network_of(client)}", time.monotonic()
        with self._counting:
            if not self._rate.allowed(key, now):
                return False
            self._rate.count(key, now)
        return True
