"""Which known domain or address an unknown one could be taken for (AGREE-2, REC-3). Pure.

A slip of the keyboard, a letter that only looks like another (UTS #39), another top level, a word added or a label
dropped. Domains are compared by their name, without the suffix under which anybody registers; a public suffix list
would go out of date unseen, so the suffix is told by its form. Names are indexed by thirds: whatever two edits leave
one third untouched, so that the cost hangs on the length of a name and not on how many are known. Addresses may be a
million: they are not indexed, but every address one slip away from the one asked about is looked up.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final, TypeVar

from gateway.read.lookalike import plain
from gateway.registers.address import above, normal, normal_domain, without_tag

# Under a two-letter country domain these stand before it: org.uk, sch.uk, com.au.
SECOND_LEVELS: Final = frozenset(
    {"ac", "co", "com", "edu", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"}
)
SHORTEST: Final = 5  # letters: below it every other word is one edit away
TWO_EDITS: Final = 9  # letters from which on two edits still tell a name
LONGEST: Final = 63  # letters compared by edits: a label can be no longer (RFC 1035 §2.3.4)
PIECES: Final = 3
Key = TypeVar("Key")
KEYS: Final = "abcdefghijklmnopqrstuvwxyz0123456789.-_"
# Each reads as the other.
_TWINS: Final = (("0", "o"), ("1", "l"), ("1", "i"), ("l", "i"), ("5", "s"), ("rn", "m"), ("vv", "w"))
_SHAPES: Final = str.maketrans({"0": "o", "1": "l", "i": "l", "5": "s", "_": "", "-": ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookalikes:
    """Known domains, indexed by what could be taken for them; each with whose it is."""

    domains: Mapping[str, str]  # as listed: ".example.org" is for the domains below → id
    wholes: Mapping[str, tuple[str, ...]]  # a domain as seen, without its dots → domains
    names: Mapping[str, tuple[str, ...]]  # a domain's name as seen → domains
    words: Mapping[tuple[str, ...], tuple[str, ...]]  # the words of that name → domains
    parents: Mapping[str, tuple[str, ...]]  # a domain above → domains
    thirds: Mapping[str, tuple[str, ...]]  # a third of a name → names

    @classmethod
    def of(cls, domains: Iterable[tuple[str, str]]) -> "Lookalikes":
        """Index what is known, as (domain, id)."""
        known = {normal_domain(domain): one for domain, one in domains}
        names = _gathered((_name(domain), domain) for domain in known)
        return cls(
            domains=known,
            wholes=_gathered(("".join(_seen_words(domain.lstrip(".").split("."))), domain) for domain in known),
            names=names,
            words=_gathered((_words(domain), domain) for domain in known if len(_name(domain)) >= SHORTEST),
            parents=_gathered(
                (one, domain) for domain in known for one in above(domain.lstrip(".")) if _has_name(one)
            ),
            thirds=_gathered((key, name) for name in names for key in _thirds(name)),
        )

    def nearest(self, domain: str, *, anybodys: Collection[str] = ()) -> str:
        """The id of whose domain *domain* could be taken for; empty: nobody's, or it is known itself.

        Args:
            anybodys: domains where anybody can have an address: they are nobody's.
        """
        asked = normal_domain(domain)
        if not asked or asked in self.domains or asked in anybodys:
            return ""
        # Only its owner can make a domain below one: that is unknown until it is listed, and no slip.
        if any(one in self.domains and one not in anybodys for one in above(asked)):
            return ""
        alike = [one for one in self._domains_like(asked) if one not in anybodys]
        return self.domains[min(alike)] if alike else ""

    def _domains_like(self, domain: str) -> Iterator[str]:
        yield from self.parents.get(domain, ())
        name = _name(domain)
        yield from self.names.get(name, ())
        for run in _runs(_words(domain)):
            yield from self.words.get(run, ())
        # With a dot for a hyphen or nothing, and whatever stands round it: lbx-gov.uk, lbx.gov.uk.login.com.
        for run in _runs(_seen_words(domain.split("."))):
            yield from self.wholes.get("".join(run), ())
        for other in self._near(name):
            if edits(name, other, 2) <= _most(other):
                yield from self.names[other]

    def _near(self, name: str) -> Iterator[str]:
        """Every name that shares a third with this one where two edits would leave it, once each."""
        seen: set[str] = set()
        for length in range(max(SHORTEST, len(name) - 2), min(LONGEST, len(name) + 2) + 1):
            for number, start, end in _cuts(length):
                for at in range(max(0, start - 2), min(len(name) - (end - start), start + 2) + 1):
                    piece = name[at : at + end - start]
                    seen.update(self.thirds.get(f"{length}|{number}|{piece}", ()))
        yield from sorted(seen)


def nearest_address(address: str, known: Container[str]) -> str:
    """The known address of the same domain that *address* could be taken for; empty: none, or it is known itself.

    Args:
        known: normal addresses.
    """
    whole = without_tag(normal(address))
    local, _, domain = whole.rpartition("@")
    if not local or whole in known:
        return ""
    slips = _slips(plain(local).lower()[:LONGEST])
    return next((near for slip in slips if (near := f"{slip}@{domain}") in known), "")


def _slips(local: str) -> Iterator[str]:
    """What somebody may have meant who wrote *local*: it as it looks, and all that is one slip away."""
    yield local
    for one, other in (*_TWINS, *((other, one) for one, other in _TWINS)):
        yield local.replace(one, other)
        parts = local.split(one)
        yield from (one.join(parts[:at]) + other + one.join(parts[at:]) for at in range(1, len(parts)))
    # An address shorter than this is one slip away from every other word.
    yield from (slip for slip in _edited(local) if len(slip) >= SHORTEST)


def _edited(local: str) -> Iterator[str]:
    for at in range(len(local) + 1):
        before, rest = local[:at], local[at:]
        yield before + rest[1:]
        yield before + rest[1:2] + rest[:1] + rest[2:]
        for key in KEYS:
            yield before + key + rest
            yield before + key + rest[1:]


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
    return _seen_words(_labels(domain))


def _seen_words(labels: Iterable[str]) -> tuple[str, ...]:
    return tuple(seen_as(word) for label in labels for word in _decoded(label).split("-") if word)


def _runs(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    # A dozen words are more than any name has; a longer one is looked at from its beginning.
    return (words[start:end] for start, end in combinations(range(min(len(words), 12) + 1), 2))


def _name(domain: str) -> str:
    return "".join(_words(domain))


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


def _thirds(name: str) -> Iterator[str]:
    if SHORTEST <= len(name) <= LONGEST:
        for number, start, end in _cuts(len(name)):
            yield f"{len(name)}|{number}|{name[start:end]}"


def _gathered(pairs: Iterable[tuple[Key, str]]) -> dict[Key, tuple[str, ...]]:
    found: defaultdict[Key, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(dict.fromkeys(values)) for key, values in found.items()}
