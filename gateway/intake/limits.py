"""Counts of what clients do: connections, messages and failed sign-ins. Time is an argument."""

import ipaddress
from collections import Counter, OrderedDict
from typing import Final

# How many names or addresses a rate remembers. Beyond it the longest unseen is forgotten: memory stays bounded
# however many names a client makes up.
_REMEMBERED: Final = 10_000


def network_of(address: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 that one IPv6 host can move about in (RFC 6177 §2)."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return str(ipaddress.IPv6Network((ip, 64), strict=False))
    return str(ip)


class Connections:
    """How many connections are open, in all and from each address."""

    def __init__(self, *, total: int, each: int) -> None:
        self._total, self._each = total, each
        self._open: Counter[str] = Counter()

    def enter(self, address: str) -> bool:
        """Count one in; False: too many, and it was not counted."""
        who = network_of(address)
        if self._open.total() >= self._total or self._open[who] >= self._each:
            return False
        self._open[who] += 1
        return True

    def leave(self, address: str) -> None:
        """Count one out that was counted in."""
        who = network_of(address)
        self._open[who] -= 1
        if not self._open[who]:
            del self._open[who]


class Rate:
    """So many a minute for each key: a bucket that holds a minute's worth and fills steadily."""

    def __init__(self, per_minute: int) -> None:
        self._per_minute = per_minute
        self._spent: OrderedDict[str, tuple[float, float]] = OrderedDict()  # key → (spent, as of)

    def allowed(self, key: str, now: float) -> bool:
        """Whether one more is within the rate; counts nothing. *now* is monotonic seconds."""
        return self._level(key, now) + 1 <= self._per_minute

    def count(self, key: str, now: float) -> None:
        """Count one."""
        # Never above the limit by more than one: who was refused all the time is let in again within a minute.
        self._spent[key] = (min(self._level(key, now), self._per_minute) + 1, now)
        self._spent.move_to_end(key)
        if len(self._spent) > _REMEMBERED:
            self._spent.popitem(last=False)

    def _level(self, key: str, now: float) -> float:
        spent, since = self._spent.get(key, (0.0, now))
        return max(0.0, spent - (now - since) * self._per_minute / 60)


class Memory:
    """How many bytes of content all sessions together may hold."""

    def __init__(self, total: int) -> None:
        self._free = total

    def take(self, count: int) -> bool:
        """Reserve; False: there is not so much, and nothing was reserved."""
        if count > self._free:
            return False
        self._free -= count
        return True

    def give_back(self, count: int) -> None:
        """Return what was reserved."""
        self._free += count
