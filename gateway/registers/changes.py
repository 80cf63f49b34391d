"""Which waiting mail a change of the registers concerns. Pure.

A mail that waits for another attempt was decided under registers that may have changed since (CONS-2: from a
withdrawal on nothing further goes). Deciding all of it again with every import would hold up a whole queue for one
telephone number. So a mail is decided again when the change names somebody or something that its fact sheet names, or
when the change could let something be found or known in it that was not: a new name, another spelling, a phrase, a
party gone. Whatever is not understood here concerns every mail.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Final

from gateway.model.parties import (
    ALL,
    Agreement,
    Approval,
    Consent,
    DataSubject,
    Ground,
    Party,
    PersonId,
    RememberedPurpose,
    Request,
    Restriction,
    StaffMember,
)
from gateway.registers.address import above, domain_of, normal
from gateway.registers.moved import Moved
from gateway.registers.rows.entry import Entry

# What of a person is looked at only once they are known to be in the message: nobody is found by it.
_NOT_FOUND_BY: Final = frozenset(
    {"acts_for", "no_contact", "risk_to", "competence", "worker", "contact_preference", "language", "notice_version"}
    | {"died_on", "school", "ward", "ethnicity", "conditions"}
)
# The same of a colleague: names, numbers and mailboxes tell who in a text is one.
_NOT_KNOWN_BY: Final = frozenset(
    {"team", "line_manager", "deputy", "team_manager", "trained_on", "away_until", "roles", "members", "delegates"}
    | {"language"}
)
_KNOWN_BY_ID: Final = frozenset({"name", "channel", "dialect", "forces_tls", "protection"})  # of a party
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT")

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one or more changes name."""

    everything: bool = False  # no mail can be told to be apart from it
    ids: frozenset[str] = frozenset()  # of entries, and addresses of ours
    domains: frozenset[str] = frozenset()  # that a party has or had; ".example.org" for those below

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(
            everything=self.everything or other.everything,
            ids=self.ids | other.ids,
            domains=self.domains | other.domains,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What the fact sheet of one recipient names, and when it was made."""

    address: str
    at: datetime
    today: date
    strings: frozenset[str]  # every text on it
    instants: tuple[datetime, ...]  # every moment on it
    known: bool  # a party stands behind the recipient, and behind all others that are shown

    @classmethod
    def of(cls, facts: Mapping[str, Json]) -> "Seen":
        """From a stored sheet's facts.

        Raises:
            KeyError, TypeError, ValueError: it is not such a sheet; an earlier version's may lack something.
        """
        recipient = facts["recipient"]
        if not isinstance(recipient, dict):
            raise TypeError("the sheet has no recipient")
        # Every ground there is stands on each sheet; those that count are named elsewhere too.
        texts = frozenset(_texts({key: value for key, value in facts.items() if key != "grounds"}))
        moments = tuple(datetime.fromisoformat(text) for text in texts if _INSTANT.match(text))
        return cls(
            address=str(recipient["address"]),
            at=datetime.fromisoformat(str(facts["at"])),
            today=date.fromisoformat(str(facts["today"])),
            strings=texts,
            instants=tuple(moment for moment in moments if moment.tzinfo is not None),
            known=recipient["party"] is not None and not facts.get("visible_unknown"),
        )


def change(old: Entry | None, new: Entry | None, moved: Moved) -> Changes:
    """What the change of one entry names. None: it was not there before, or is not any longer."""
    entry = new if new is not None else old
    both = [one for one in (old, new) if one is not None]
    match entry:
        case DataSubject():
            if new is None:
                return _ids([entry.id], moved)
            if old is None or _other_than(old, new) - _NOT_FOUND_BY:
                return Changes(everything=True)
            people = [one for one in both if isinstance(one, DataSubject)]
            return _ids(
                (each for one in people for each in (one.id, *one.acts_for, *one.no_contact, *one.risk_to)), moved
            )
        case Consent() | RememberedPurpose():
            return _ids((each for one in both for each in _named(one)), moved)
        case Restriction():
            # A phrase may stand in any text.
            phrased = any(one.phrases for one in both if isinstance(one, Restriction))
            named = (each for one in both if isinstance(one, Restriction) for each in (one.person, *one.kept_from))
            return Changes(everything=phrased) | _ids(named, moved)
        case Approval():
            return _joined(_approval(one, moved) for one in both if isinstance(one, Approval))
        case Agreement():
            return Changes(ids=frozenset(one.party for one in both if isinstance(one, Agreement)))
        case Party():
            return _party(old if isinstance(old, Party) else None, new if isinstance(new, Party) else None)
        case StaffMember():
            if new is not None and old is not None and not _other_than(old, new) - _NOT_KNOWN_BY:
                addresses = [each for one in both if isinstance(one, StaffMember) for each in _mailboxes(one)]
                return Changes(ids=frozenset(addresses))
            return Changes(everything=True)
        case Ground() | Request():
            return Changes(ids=frozenset({entry.id}))
        case _:
            return Changes(everything=True)


def concerns(changes: Changes, seen: Seen) -> bool:
    """Whether a mail that was decided on such a sheet is to be decided again."""
    if changes.everything:
        return True
    if changes.domains:
        # A new party may be who the recipient is, or whom an address nobody stood behind is like.
        domain = domain_of(normal(seen.address))
        if not seen.known or domain in changes.domains or any(f".{one}" in changes.domains for one in above(domain)):
            return True
    return not changes.ids.isdisjoint(seen.strings)


def has_passed(seen: Seen, now: datetime, today: date) -> bool:
    """Whether time alone changed something: an agreement or consent began or ended, or it is another day (CONS-6)."""
    return today != seen.today or any(seen.at < moment <= now for moment in seen.instants)


def _ids(people: Iterable[str], moved: Moved) -> Changes:
    names = {*people} - {"", ALL}
    return Changes(ids=frozenset(names | {new for old, new in moved.items() if old in names}))


def _named(one: Entry) -> tuple[PersonId, ...]:
    match one:
        case Consent():
            return one.person, one.given_by
        case RememberedPurpose():
            return (one.person,)
        case _:
            return ()


def _approval(approval: Approval, moved: Moved) -> Changes:
    if approval.person != ALL:
        return _ids([approval.person], moved)
    return Changes(everything=True) if approval.party == ALL else Changes(ids=frozenset({approval.party}))


def _party(old: Party | None, new: Party | None) -> Changes:
    if old is not None and (new is None or _other_than(old, new) - _KNOWN_BY_ID):
        # Its people were taken for correspondents by their addresses, wherever those stand in a text.
        return Changes(everything=True)
    entry = new if new is not None else old
    if entry is None:
        return Changes(everything=True)
    if old is not None:
        return Changes(ids=frozenset({entry.id}))
    addresses = (*entry.addresses, *entry.lists, *entry.front_door)
    return Changes(
        ids=frozenset({entry.id}), domains=frozenset(entry.domains) | {domain_of(address) for address in addresses}
    )


def _mailboxes(member: StaffMember) -> tuple[str, ...]:
    return (member.email, *member.aliases)


def _joined(changes: Iterable[Changes]) -> Changes:
    whole = Changes()
    for one in changes:
        whole |= one
    return whole


def _other_than(old: Entry, new: Entry) -> set[str]:
    """The names of the fields in which two entries of one register differ."""
    return {one.name for one in fields(new) if getattr(old, one.name) != getattr(new, one.name)}


def _texts(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
            # "sar:S-4" names S-4, and "P-1|P-2" both.
            if 0 < len(value) <= 200 and re.search(r"[:|]", value):
                yield from re.split(r"[:|]", value)
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for key, item in value.items():
                yield key
                yield from _texts(item)
        case _:
            return
