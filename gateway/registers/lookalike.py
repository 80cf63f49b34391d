"""Which known domain or address an unknown one could be taken for (AGREE-2, REC-3). Pure.

A slip of the keyboard, a letter that only looks like another (UTS #39), another top level, a word added or a label
dropped. Domains are compared by their name, without the suffix under which anybody registers; a public suffix list
would go out of date unseen, so the suffix is told by its form. Names are indexed by thirds: whatever two edits leave
one third untouched, so that the cost hangs on the length of a name and not on how many are known.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeVar

from gateway.read.lookalike import plain
from gateway.registers.address import above, domain_of, normal, normal_domain, without_tag

# Under a two-letter country domain these stand before it: org.uk, sch.uk, com.au.
SECOND_LEVELS: Final = frozenset(
    {"ac", "co", "com", "edu", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"}
)
SHORTEST: Final = 5  # letters: below it every other word is one edit away
TWO_EDITS: Final = 9  # letters from which on two edits still tell a name
LONGEST: Final = 63  # letters compared by edits: a label can be no longer (RFC 1035 §2.3.4)
PIECES: Final = 3
Key = TypeVar("Key")
_SHAPES: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "_": "", "-": ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalikes:
    """Known domains and addresses, indexed by what could be taken for them. Ids are of parties or people."""

    domains: Mapping[str, str]  # as listed: ".example.org" is for the domains below → id
    addresses: Mapping[str, str]  # normal address → id
    names: Mapping[str, tuple[str, ...]]  # a domain's name as seen → domains
    words: Mapping[tuple[str, ...], tuple[str, ...]]  # the words of that name → domains
    parents: Mapping[str, tuple[str, ...]]  # a domain above → domains
    thirds: Mapping[str, tuple[str, ...]]  # a third of a name → names, or of a local part → addresses
    seen: Mapping[str, tuple[str, ...]]  # an address as seen → addresses

    @classmethod
    def of(cls, domains: Iterable[tuple[str, str]], addresses: Iterable[tuple[str, str]]) -> "Lookalikes":
        """Index what is known, as (domain or address, id)."""
        known = {normal_domain(domain): one for domain, one in domains}
        mailboxes = {normal(address): one for address, one in addresses}
        names = _gathered((_name(domain), domain) for domain in known)
        return cls(
            domains=known,
            addresses=mailboxes,
            names=names,
            words=_gathered((_words(domain), domain) for domain in known if len(_name(domain)) >= SHORTEST),
            parents=_gathered(
                (one, domain) for domain in known for one in above(domain.lstrip(".")) if _has_name(one)
            ),
            thirds=_gathered(
                [
                    *((key, name) for name in names for key in _thirds("", name)),
                    *((key, one) for one in mailboxes for key in _thirds(domain_of(one), _local(one))),
                ]
            ),
            seen=_gathered((_seen_address(one), one) for one in mailboxes),
        )

    def nearest(self, address: str, *, anybodys: Collection[str] = ()) -> str:
        """The id of what *address* could be taken for; empty: nothing, or it is known itself.

        Args:
            anybodys: domains where anybody can have an address. They are nobody's, so only the part before the sign
                tells who is meant.
        """
        whole = without_tag(normal(address))
        domain = domain_of(whole)
        if not domain or whole in self.addresses:
            return ""
        if domain not in self.domains and domain not in anybodys:
            alike = [one for one in self._domains_like(domain) if one not in anybodys]
            if alike:
                return self.domains[min(alike)]
        seen = _local(whole)
        near = [one for one in self._near(domain, seen) if edits(seen, _local(one), 1) <= 1]
        near += self.seen.get(_seen_address(whole), ())
        return self.addresses[min(near)] if near else ""

    def _domains_like(self, domain: str) -> Iterator[str]:
        yield from self.parents.get(domain, ())
        yield from (one for one in above(domain) if one in self.domains)
        name = _name(domain)
        yield from self.names.get(name, ())
        words = _words(domain)
        for start, end in combinations(range(min(len(words), 12) + 1), 2):
            yield from self.words.get(words[start:end], ())
        for other in self._near("", name):
            if edits(name, other, 2) <= _most(other):
                yield from self.names[other]

    def _near(self, group: str, text: str) -> Iterator[str]:
        """Everything that shares a third with *text* where two edits would leave it, once each."""
        seen: set[str] = set()
        for length in range(max(SHORTEST, len(text) - 2), min(LONGEST, len(text) + 2) + 1):
            for number, start, end in _cuts(length):
                for at in range(max(0, start - 2), min(len(text) - (end - start), start + 2) + 1):
                    piece = text[at : at + end - start]
                    seen.update(self.thirds.get(f"{group}|{length}|{number}|{piece}", ()))
        yield from sorted(seen)


def edits(one: str, other: str, most: int) -> int:
    """Letters put in, left out, changed or swapped with their neighbour; more than *most* counts as one more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    earlier: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i] + [most + 1] * len(other)
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            row[j] = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != other[j - 1]))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other[j - 1]:
                row[j] = min(row[j], earlier[j - 2] + 1)
        if min(row) > most:
            return most + 1
        earlier, last = last, row
    return min(last[-1], most + 1)


def seen_as(text: str) -> str:
    """*text* as a hurried reader sees it: case, accents, foreign letters and hyphens gone, 0 as o, 1 and i as l."""
    shapes = plain(text).lower().translate(_SHAPES)
    return shapes.replace("rn", "m").replace("vv", "w")


def _most(name: str) -> int:
    if len(name) < SHORTEST:
        return 0
    return 2 if len(name) >= TWO_EDITS else 1


def _labels(domain: str) -> list[str]:
    """The labels of a normal domain without its suffix; at least one stays."""
    labels = domain.lstrip(".").split(".")
    suffix = 1
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SECOND_LEVELS:
        # A school's domain in England lies under its authority's: elmpark.council.sch.uk.
        suffix = 3 if labels[-2] == "sch" and len(labels) > 3 else 2
    return labels[:-suffix] or labels


def _has_name(domain: str) -> bool:
    labels = domain.split(".")
    return len(labels) > 1 and not (len(labels) == 2 and len(labels[1]) == 2 and labels[0] in SECOND_LEVELS)


def _words(domain: str) -> tuple[str, ...]:
    return tuple(seen_as(word) for label in _labels(domain) for word in _decoded(label).split("-") if word)


def _name(domain: str) -> str:
    return "".join(_words(domain))


def _local(address: str) -> str:
    return seen_as(without_tag(address).rpartition("@")[0])


def _seen_address(address: str) -> str:
    return f"{_local(address)}@{domain_of(address)}"


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _cuts(length: int) -> Iterator[tuple[int, int, int]]:
    for number in range(PIECES):
        yield number, length * number // PIECES, length * (number + 1) // PIECES


def _thirds(group: str, text: str) -> Iterator[str]:
    if SHORTEST <= len(text) <= LONGEST:
        for number, start, end in _cuts(len(text)):
            yield f"{group}|{len(text)}|{number}|{text[start:end]}"


def _gathered(pairs: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}
