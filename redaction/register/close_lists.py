"""Who is close to whom, worked out for everybody when the register is packed.

Close are those who live at one address, are related, or share a relation. A look-up asks it of everybody whom a text
may mean; to walk from entry to entry for it took most of its time.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray

from redaction.register.word_hash import Hashes, Places

MANY: Final = 32
"""People whom one value may mean, beyond whom none of them is looked at singly."""

_AT_ONCE: Final = 1 << 17  # people: what is held of pairs beside the result stays some megabytes
_LOW: Final = 2**32 - 1


class CloseLists:
    """Gathers homes and relations, then tells whom they bring together."""

    def __init__(self) -> None:
        self._own = array("Q")
        self._homes = _Pairs()
        self._named = _Pairs()

    def add(self, number: int, own: int, homes: Iterable[int], named: Iterable[int]) -> None:
        """Enter the next person: the key of their id, those of their homes, those of the ids they are related to."""
        self._own.append(own)
        self._homes.add(number, set(homes))
        self._named.add(number, set(named))

    def lists(self, places: NDArray[np.uint32] | None) -> Iterator[tuple[NDArray[np.uint32], NDArray[np.uint32]]]:
        """For some people after the other how many are close to each, and who, rising.

        Args:
            places: where each person lies in the end; None: where they were added.
        """
        own = np.frombuffer(self._own, np.uint64)
        people = len(own)
        if places is not None:
            moved = np.empty_like(own)
            moved[places] = own
            own = moved
        homes, at_home = self._homes.taken(places)
        named, relations = self._named.taken(places)
        keys, numbers = np.unique(np.concatenate((own, relations)), return_inverse=True)
        persons, related = numbers[:people], numbers[people:]
        addresses = np.unique(at_home, return_inverse=True)[1]
        known = _Ways(
            homes=_Groups(addresses, homes, len(homes)).few(),
            at=_Groups(persons, np.arange(people), len(keys)),
            few_namers=_Groups(related, named, len(keys)).few(),
            relations=_Groups(named, related, people),
        )
        # Whom somebody is related to, by the entry of either.
        mine, theirs = known.few_namers.joined(np.arange(people), persons)
        one, other = np.concatenate((named, mine)), np.concatenate((related, persons[theirs]))
        for start in range(0, people, _AT_ONCE):
            end = min(start + _AT_ONCE, people)
            here, lives = (one >= start) & (one < end), (homes >= start) & (homes < end)
            pairs = [known.homes.joined(homes[lives], addresses[lives]), *known.met(one[here], other[here])]
            yield _counted(pairs, start, end)


class _Pairs:
    """People and keys, side by side."""

    def __init__(self) -> None:
        self._people = array("I")
        self._keys = array("Q")

    def add(self, number: int, keys: set[int]) -> None:
        self._people.extend([number] * len(keys))
        self._keys.extend(keys)

    def taken(self, places: NDArray[np.uint32] | None) -> tuple[Places, Hashes]:
        people, keys = np.frombuffer(self._people, np.uint32), np.frombuffer(self._keys, np.uint64)
        return (people if places is None else places[people]).astype(np.int64), keys


class _Groups:
    """The members of groups; groups and members are numbers."""

    def __init__(self, groups: Places, members: Places, count: int) -> None:
        self.members: Final = members[np.argsort(groups, kind="stable")]
        self.sizes: Places = np.bincount(groups, minlength=count)
        self.starts: Final = np.cumsum(self.sizes) - self.sizes

    def few(self) -> "_Groups":
        """The same, with nobody in a group of more than ``MANY``."""
        self.sizes = np.where(self.sizes > MANY, 0, self.sizes)
        return self

    def joined(self, left: Places, groups: Places) -> tuple[Places, Places]:
        """Each of *left* with every member of the group beside it."""
        sizes = self.sizes[groups]
        inside = np.arange(int(sizes.sum())) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return np.repeat(left, sizes), self.members[np.repeat(self.starts[groups], sizes) + inside]


class _Ways:
    """How people and ids lead to each other."""

    def __init__(self, *, homes: _Groups, at: _Groups, few_namers: _Groups, relations: _Groups) -> None:
        self.homes: Final = homes
        self._at: Final = at
        self.few_namers: Final = few_namers
        self._relations: Final = relations

    def met(self, people: Places, related: Places) -> Iterator[tuple[Places, Places]]:
        """People with those related to the same ids, those whose ids these are, and their relations."""
        yield self.few_namers.joined(people, related)
        both = self._at.joined(people, related)
        yield both
        yield self._at.joined(*self._relations.joined(*both))


def _counted(
    pairs: list[tuple[Places, Places]], start: int, end: int
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    ones, others = (np.concatenate(some) for some in zip(*pairs, strict=True))
    apart = ones != others
    codes = np.unique(ones[apart] << 32 | others[apart])
    counts = np.bincount((codes >> 32) - start, minlength=end - start)
    return counts.astype(np.uint32), (codes & _LOW).astype(np.uint32)
