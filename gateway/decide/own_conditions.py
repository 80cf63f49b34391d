"""Whether a rule of the organisation's own applies: every condition given holds, any value of its list does."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from gateway.decide.classes import effective
from gateway.decide.facts import Facts, SenderFacts
from gateway.decide.own_rule import CustomRule, Unless, When
from gateway.decide.patterns import is_address, stands_in
from gateway.decide.people import Told, named, told_about
from gateway.decide.policy import Policy
from gateway.decide.purpose import purpose_for, said
from gateway.decide.recipient import party_type
from gateway.decide.unread import unread_parts
from gateway.model.marking import Classification
from gateway.model.parties import Kind, PartyType

# Written by machines on the way, and long.
_TRACES: Final = re.compile(r"received(-spf)?|return-path|dkim-signature|arc-.+|authentication-results")


def may_be_asked(field: str) -> bool:
    """Whether a rule may ask for a header field of this name; the others are not kept with a decision."""
    return _TRACES.fullmatch(field.lower()) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What the conditions of all rules are asked of, worked out once."""

    facts: Facts
    policy: Policy
    told: tuple[Told, ...]
    spoken_of: tuple[Told, ...]  # the same, and correspondents of whom something special is told
    kinds: frozenset[Kind]
    purposes: frozenset[str]
    party: str
    type: PartyType
    team: str
    effective: Classification

    @classmethod
    def of(cls, facts: Facts, policy: Policy) -> "Asking":
        """Of one fact sheet."""
        told = told_about(facts, policy)
        among = {one.id for one in told}
        also = tuple(one for one in named(facts, policy).written_to if one.id not in among)
        return cls(
            facts=facts,
            policy=policy,
            told=told,
            spoken_of=(*told, *also),
            kinds=frozenset(kind for one in (*told, *also) for kind in one.kinds),
            purposes=_purposes(facts, policy, told),
            party="" if facts.recipient.party is None else facts.recipient.party.id,
            type=party_type(facts, policy),
            team="" if facts.sender.staff is None else facts.sender.staff.team,
            effective=effective(facts, policy),
        )


def applies(rule: CustomRule, asking: Asking) -> bool:
    """Whether the rule applies."""
    conditions = (_from_and_to, _about, _message, _when, _not_exempt)
    return all(condition(rule, asking) for condition in conditions)


def _purposes(facts: Facts, policy: Policy, told: tuple[Told, ...]) -> frozenset[str]:
    people = {person for one in told for person in one.candidates}
    found = {said(facts, policy), *(purpose_for(facts, policy, person) for person in people)}
    return frozenset(purpose for purpose in found if purpose is not None)


def _from_and_to(rule: CustomRule, asking: Asking) -> bool:
    recipient = asking.facts.recipient
    return all(
        (
            not rule.sender or any(_fits(rule.sender, one) for one in _addresses(asking.facts.sender)),
            not rule.from_team or asking.team in rule.from_team,
            not rule.to_party or asking.party in rule.to_party,
            not rule.to_type or asking.type in rule.to_type,
            not rule.to_domain or _domain(recipient.address) in rule.to_domain,
            not rule.to_address or _fits(rule.to_address, recipient.address),
            rule.to_inside is None or (asking.type is PartyType.INTERNAL) is rule.to_inside,
            not rule.to_list or recipient.mailing_list,
            not rule.to_front_door or recipient.front_door,
        )
    )


def _about(rule: CustomRule, asking: Asking) -> bool:
    return all(
        (
            not rule.kinds or bool(asking.kinds & rule.kinds),
            not rule.hits_at_least or any(_hits(asking, kind) >= n for kind, n in rule.hits_at_least.items()),
            len(asking.told) >= rule.people_at_least,
            not rule.purposes or bool(asking.purposes & rule.purposes),
            # At least the lowest class named: a raised class never slips out from under a rule.
            not rule.marked or asking.effective >= min(rule.marked),
        )
    )


def _hits(asking: Asking, kind: Kind) -> int:
    return sum(asking.facts.hits[index].kind is kind for one in asking.spoken_of for index in one.hits)


def _message(rule: CustomRule, asking: Asking) -> bool:
    mail = asking.facts.mail
    return all(
        (
            not rule.unread or bool(unread_parts(asking.facts)),
            rule.larger_than_bytes is None or mail.size > rule.larger_than_bytes,
            not rule.file_types or _any_file(rule.file_types, asking.facts),
            not rule.subject or _in_field(rule.subject, "subject", asking.facts),
            not rule.headers or any(_in_field(said, name, asking.facts) for name, said in rule.headers.items()),
        )
    )


def _any_file(wanted: frozenset[str], facts: Facts) -> bool:
    """As said, as found and as named: whoever renames a file does not get it past a rule."""
    types = {kind for one in facts.mail.files for kind in one.types} | {one.media_type for one in facts.unread}
    endings = {ending for one in facts.mail.files for ending in one.endings}
    return any(
        one in endings if one.startswith(".") else any(_is_type(one, found) for found in types) for one in wanted
    )


def _is_type(wanted: str, found: str) -> bool:
    main, _, sub = wanted.partition("/")
    return found == wanted or (sub == "*" and found.partition("/")[0] == main)


def _in_field(patterns: frozenset[str], name: str, facts: Facts) -> bool:
    values = [one.value for one in facts.mail.fields if one.name.lower() == name]
    return any(stands_in(pattern, value) for value in values for pattern in patterns)


def _when(rule: CustomRule, asking: Asking) -> bool:
    when: When = rule.time
    facts = asking.facts
    return all(
        (
            not when.weekdays or facts.today.weekday() in when.weekdays,
            when.starts is None or facts.today >= when.starts,
            when.ends is None or facts.today <= when.ends,
            when.minutes is None or _within(when.minutes, facts),
        )
    )


def _within(minutes: tuple[int, int], facts: Facts) -> bool:
    clock = facts.mail.time_of_day
    if clock is None:
        return True  # a sheet that does not say what time it was: the rule is asked, not passed over
    now = clock.hour * 60 + clock.minute
    start, end = minutes
    return start <= now < end if start < end else now >= start or now < end


def _not_exempt(rule: CustomRule, asking: Asking) -> bool:
    unless: Unless = rule.unless
    recipient = asking.facts.recipient
    sender = _addresses(asking.facts.sender)
    exempt = (
        bool(sender) and bool(unless.sender) and all(_fits(unless.sender, one) for one in sender),
        asking.team in unless.from_team,
        _fits(unless.to_address, recipient.address),
        _domain(recipient.address) in unless.to_domain,
        asking.party in unless.to_party,
        asking.type in unless.to_type,
    )
    return not any(exempt)


def _addresses(sender: SenderFacts) -> tuple[str, ...]:
    # What stands in From may be another of the sender's addresses: a rule for either is a rule for both.
    return tuple(dict.fromkeys(address for address in (sender.address, sender.from_address) if address))


def _fits(patterns: Iterable[str], address: str) -> bool:
    return any(is_address(pattern, address) for pattern in patterns)


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()
