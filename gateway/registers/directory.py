"""The registers, indexed by what a message carries: who stands behind an address, and with whom they live."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from gateway.model.parties import (
    Agreement,
    Approval,
    Consent,
    DataSubject,
    Party,
    PersonId,
    RegisterSnapshot,
    RememberedPurpose,
    Request,
    Restriction,
    StaffMember,
)
from gateway.registers.address import domain_of, normal
from gateway.registers.dwelling import dwelling
from gateway.registers.lookalike import Lookalikes, nearest_address
from gateway.registers.moved import Moved, as_one, moved_to
from gateway.registers.people.change import Change, change, regathered, related_again
from gateway.registers.phrases import stemmed, words
from gateway.registers.records import by_key, people_of_consent, people_of_restriction, person_of_approval
from redaction.groups import Groups

Index = TypeVar("Index")

_FEW: Final = 100  # people, whose change is followed one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """One snapshot with its indexes; built once for each generation. Addresses are normal (address.py).

    An index is made anew only when a register it is made from was changed.
    """

    written: RegisterSnapshot  # as imported
    registers: RegisterSnapshot  # entries of one person made one (moved.py)
    moved: Moved
    parties_by_address: Mapping[str, Party]  # addresses, lists and front doors
    parties_by_domain: Mapping[str, Party]  # as listed: ".example.org" is for the domains below
    lookalikes: Lookalikes  # of the parties' domains
    people_by_email: Mapping[str, tuple[PersonId, ...]]
    related: Mapping[PersonId, frozenset[PersonId]]  # by the register's relations, either way
    living_at: Mapping[str, tuple[PersonId, ...]]  # by `dwellings`
    groups: Groups
    staff_by_address: Mapping[str, StaffMember]  # aliases too
    agreements: Mapping[str, tuple[Agreement, ...]]  # by party
    consents: Mapping[str, tuple[Consent, ...]]  # by who they are about, and by who gave them
    approvals: Mapping[str, tuple[Approval, ...]]  # by who they are about, and `*`
    restrictions: Mapping[str, tuple[Restriction, ...]]  # by who they are about, and from whom they keep something
    restrictions_by_id: Mapping[str, tuple[Restriction, ...]]
    requests: Mapping[str, tuple[Request, ...]]  # by id
    remembered: Mapping[str, tuple[RememberedPurpose, ...]]  # by who they are about
    phrases: tuple[tuple[str, str], ...]  # restriction id, and a phrase of it as `phrases.words` gives it
    stems: tuple[tuple[str, str], ...] = ()  # restriction id, and a phrase of several words by its words' stems
    documents: Mapping[bytes, tuple[str, ...]] = field(default_factory=dict)  # print → ids of restrictions
    kept_from: Mapping[PersonId, frozenset[str]] = field(default_factory=dict)  # whom something is kept from → names

    @classmethod
    def of(
        cls,
        written: RegisterSnapshot,
        before: "Directory | None" = None,
        *,
        documents: Mapping[bytes, tuple[str, ...]] = MappingProxyType({}),
    ) -> "Directory":
        """Index a snapshot, with the entries of one person made one.

        Args:
            written: as imported. A register in it that is the very one of *before* was not changed.
            before: an earlier directory, whose indexes of such registers are kept.
            documents: the prints of those that are kept from somebody (CONS-7).
        """
        moved = moved_to(written.people)
        # Another move changes what many entries say, so nothing that was made before it is kept.
        old = before if before is not None and before.moved == moved else None
        now = as_one(written, moved, None if old is None else (old.written, old.registers))

        def kept(registers: str, index: "Callable[[Directory], Index]", make: Callable[[], Index]) -> Index:
            same = old is not None and all(
                getattr(old.registers, one) is getattr(now, one) for one in registers.split()
            )
            return index(old) if old is not None and same else make()

        of_people = _of_people(now.people, old)
        return cls(
            written=written,
            registers=now,
            moved=moved,
            parties_by_address=kept("parties", lambda one: one.parties_by_address, lambda: _addresses(now)),
            parties_by_domain=kept("parties", lambda one: one.parties_by_domain, lambda: dict(_domains(now))),
            lookalikes=kept("parties", lambda one: one.lookalikes, lambda: _lookalikes(now)),
            people_by_email=of_people.by_email,
            related=of_people.related,
            living_at=of_people.living_at,
            groups=of_people.groups,
            staff_by_address=kept("staff", lambda one: one.staff_by_address, lambda: _mailboxes(now)),
            agreements=kept(
                "agreements", lambda one: one.agreements, lambda: by_key(now.agreements, lambda one: (one.party,))
            ),
            consents=kept("consents", lambda one: one.consents, lambda: by_key(now.consents, people_of_consent)),
            approvals=kept("approvals", lambda one: one.approvals, lambda: by_key(now.approvals, person_of_approval)),
            restrictions=kept(
                "restrictions", lambda one: one.restrictions, lambda: by_key(now.restrictions, people_of_restriction)
            ),
            restrictions_by_id=kept(
                "restrictions",
                lambda one: one.restrictions_by_id,
                lambda: by_key(now.restrictions, lambda one: (one.id,)),
            ),
            requests=kept("requests", lambda one: one.requests, lambda: by_key(now.requests, lambda one: (one.id,))),
            remembered=kept(
                "remembered", lambda one: one.remembered, lambda: by_key(now.remembered, lambda one: (one.person,))
            ),
            phrases=kept("restrictions", lambda one: one.phrases, lambda: tuple(_phrases(now))),
            stems=kept("restrictions", lambda one: one.stems, lambda: tuple(_stems(now))),
            documents=documents,
            kept_from=kept("people restrictions", lambda one: one.kept_from, lambda: _kept_from(now)),
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


def _addresses(registers: RegisterSnapshot) -> dict[str, Party]:
    return {
        address: party
        for party in registers.parties.values()
        for address in (*party.addresses, *party.lists, *party.front_door)
    }


def _domains(registers: RegisterSnapshot) -> Iterator[tuple[str, Party]]:
    return ((domain, party) for party in registers.parties.values() for domain in party.domains)


def _lookalikes(registers: RegisterSnapshot) -> Lookalikes:
    return Lookalikes.of((domain, str(party.id)) for domain, party in _domains(registers))


class _OfPeople(NamedTuple):
    by_email: Mapping[str, tuple[PersonId, ...]]
    related: Mapping[PersonId, frozenset[PersonId]]
    living_at: Mapping[str, tuple[PersonId, ...]]
    groups: Groups


def _of_people(people: Mapping[PersonId, DataSubject], old: Directory | None) -> _OfPeople:
    """The indexes of people: kept, brought up to date, or where too much changed made anew."""
    before = old.registers.people if old is not None else {}
    if old is None or before is people:
        changed: Change = {}
    else:
        changed = change(before, people)
    if old is None or len(changed) > max(_FEW, len(people) // 20):
        return _OfPeople(
            by_email=_gathered((email, person.id) for person in people.values() for email in person.emails),
            related=_related(people.values()),
            living_at=_gathered((place, person.id) for person in people.values() for place in _places(person)),
            groups=Groups.of(people.values()),
        )
    if not changed:
        return _OfPeople(old.people_by_email, old.related, old.living_at, old.groups)
    return _OfPeople(
        by_email=regathered(old.people_by_email, changed, lambda person: person.emails),
        related=related_again(old.related, changed, people),
        living_at=regathered(old.living_at, changed, _places),
        groups=old.groups.changed(changed.values()),
    )


def _phrases(registers: RegisterSnapshot) -> Iterator[tuple[str, str]]:
    return ((one.id, words(phrase)) for one in registers.restrictions for phrase in one.phrases)


def _stems(registers: RegisterSnapshot) -> Iterator[tuple[str, str]]:
    stems = ((of, stemmed(phrase)) for of, phrase in _phrases(registers))
    return ((of, stem) for of, stem in stems if " " in stem.strip())


def _kept_from(registers: RegisterSnapshot) -> dict[PersonId, frozenset[str]]:
    kept = {one for each in registers.restrictions for one in each.kept_from or (each.person,)}
    if not kept:
        return {}
    closest = [one for one in registers.people.values() if one.id in kept or not kept.isdisjoint(one.acts_for)]
    return {one.id: frozenset(map(words, (one.name, *one.aliases))) for one in closest}


def _mailboxes(registers: RegisterSnapshot) -> dict[str, StaffMember]:
    return {
        normal(address): member for member in registers.staff.values() for address in (*member.aliases, member.email)
    }


def _places(person: DataSubject) -> frozenset[str]:
    # A protected address is one too: who lives there together is a household, wherever that is.
    return frozenset(dwelling(address) for address in (*person.addresses, *person.protected_addresses)) - {""}


def _related(people: Iterable[DataSubject]) -> dict[PersonId, frozenset[PersonId]]:
    found: defaultdict[PersonId, set[PersonId]] = defaultdict(set)
    related: dict[PersonId, frozenset[PersonId]] = {}
    for person in people:
        for _, other in person.relations:
            found[person.id].add(other)
            found[other].add(person.id)
    alike: dict[frozenset[PersonId], frozenset[PersonId]] = {}  # brothers and sisters have the same
    for person_id, others in found.items():
        few = frozenset(others)
        related[person_id] = alike.setdefault(few, few)
    return related


def _gathered(pairs: Iterable[tuple[str, PersonId]]) -> dict[str, tuple[PersonId, ...]]:
    found: defaultdict[str, list[PersonId]] = defaultdict(list)
    for key, person in pairs:
        if person not in found[key]:
            found[key].append(person)
    return {key: tuple(people) for key, people in found.items()}
