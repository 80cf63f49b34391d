"""The registers, indexed by what a message carries: who stands behind an address, and with whom they live."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gateway.model.parties import DataSubject, Party, PersonId, RegisterSnapshot, StaffMember
from gateway.registers.address import domain_of, normal
from gateway.registers.dwelling import dwelling
from gateway.registers.lookalike import Lookalikes, nearest_address
from gateway.registers.moved import Moved, as_one
from gateway.registers.phrases import stemmed, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One snapshot with its indexes; built once for each generation. Addresses are normal (address.py)."""

    registers: RegisterSnapshot  # entries of one person made one (moved.py)
    moved: Moved
    parties_by_address: Mapping[str, Party]  # addresses, lists and front doors
    parties_by_domain: Mapping[str, Party]  # as listed: ".example.org" is for the domains below
    people_by_email: Mapping[str, tuple[PersonId, ...]]
    staff_by_address: Mapping[str, StaffMember]  # aliases too
    related: Mapping[PersonId, frozenset[PersonId]]  # by the register's relations, either way
    living_at: Mapping[str, tuple[PersonId, ...]]  # by `dwellings`
    phrases: tuple[tuple[str, str], ...]  # restriction id, and a phrase of it as `phrases.words` gives it
    lookalikes: Lookalikes  # of the parties' domains
    stems: tuple[tuple[str, str], ...] = ()  # restriction id, and a phrase of several words by its words' stems
    documents: Mapping[bytes, tuple[str, ...]] = field(default_factory=dict)  # print → ids of restrictions
    kept_from: Mapping[PersonId, frozenset[str]] = field(default_factory=dict)  # whom something is kept from → names

    @classmethod
    def of(
        cls, registers: RegisterSnapshot, documents: Mapping[bytes, tuple[str, ...]] = MappingProxyType({})
    ) -> "Directory":
        """Index a snapshot, with the entries of one person made one.

        *documents*: the prints of those that are kept from somebody (CONS-7).
        """
        registers, moved = as_one(registers)
        people = registers.people.values()
        kept = {one for each in registers.restrictions for one in each.kept_from or (each.person,)}
        closest = [one for one in people if one.id in kept or not kept.isdisjoint(one.acts_for)]
        return cls(
            registers=registers,
            moved=moved,
            parties_by_address={
                address: party
                for party in registers.parties.values()
                for address in (*party.addresses, *party.lists, *party.front_door)
            },
            parties_by_domain={domain: party for party in registers.parties.values() for domain in party.domains},
            people_by_email=_gathered((email, person.id) for person in people for email in person.emails),
            staff_by_address={
                normal(address): member
                for member in registers.staff.values()
                for address in (*member.aliases, member.email)
            },
            related=_related(people),
            living_at=_gathered((place, person.id) for person in people for place in _places(person)),
            phrases=tuple(
                (restriction.id, words(phrase))
                for restriction in registers.restrictions
                for phrase in restriction.phrases
            ),
            lookalikes=Lookalikes.of(
                (domain, str(party.id)) for party in registers.parties.values() for domain in party.domains
            ),
            stems=tuple(
                (restriction.id, stem)
                for restriction in registers.restrictions
                for phrase in restriction.phrases
                if " " in (stem := stemmed(words(phrase))).strip()
            ),
            documents=documents,
            kept_from={one.id: frozenset(map(words, (one.name, *one.aliases))) for one in closest},
        )

    def resembled(self, address: str, *, anybodys: Collection[str]) -> str:
        """The id of the party or person whose domain or address *address* could be taken for; empty: nobody's.

        Args:
            anybodys: domains where anybody can have an address.
        """
        near = self.lookalikes.nearest(domain_of(address), anybodys=anybodys)
        if near:
            return near
        party = self.parties_by_address.get(nearest_address(address, self.parties_by_address))
        if party is not None:
            return str(party.id)
        return str(next(iter(self.people_by_email.get(nearest_address(address, self.people_by_email), ())), ""))

    def household(self, people: Iterable[PersonId]) -> frozenset[PersonId]:
        """Everyone who shares an address with one of *people* or is related to one, without *people* themselves."""
        asked = frozenset(people)
        found: set[PersonId] = set()
        for one in asked:
            found |= self.related.get(one, frozenset())
            entry = self.registers.people.get(one)
            for place in _places(entry) if entry is not None else ():
                found.update(self.living_at[place])
        return frozenset(found - asked)


def _places(person: DataSubject) -> frozenset[str]:
    # A protected address is one too: who lives there together is a household, wherever that is.
    return frozenset(dwelling(address) for address in (*person.addresses, *person.protected_addresses)) - {""}


def _related(people: Iterable[DataSubject]) -> dict[PersonId, frozenset[PersonId]]:
    found: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    for person in people:
        for _, other in person.relations:
            found[person.id].add(other)
            found[other].add(person.id)
    return {person: frozenset(others) for person, others in found.items()}


def _gathered(pairs: Iterable[tuple[str, PersonId]]) -> dict[str, tuple[PersonId, ...]]:
    found: defaultdict[str, list[PersonId]] = defaultdict(list)
    for key, person in pairs:
        if person not in found[key]:
            found[key].append(person)
    return {key: tuple(people) for key, people in found.items()}
