"""Where the readers of a message are, and where its case is: parties by name, people counted. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gateway.config import Config
from gateway.decide.facts import Facts
from gateway.language import Language
from gateway.model.decision import Decision
from gateway.model.lifecycle import RecipientState
from gateway.model.parties import PartyType


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientNews:
    """One recipient of the message, after the look."""

    facts: Facts
    decision: Decision
    state: RecipientState


def case_link(config: Config, case: str) -> str:
    """Where the case is in the console; empty: there is none. It opens nothing: whoever follows it signs in."""
    return "" if config.console is None or not case else f"{config.console.public_url}/cases/{case}"


def places(about: Iterable[RecipientNews], language: Language) -> list[str]:
    """ "2 people at Elm Park School": parties by name, people never."""
    at = Counter(_place(one, language) for one in about)
    return [place.format(people=counted(number, language)) for place, number in at.items()]


def _place(one: RecipientNews, language: Language) -> str:
    """Where somebody is; {people} is still to be filled."""
    name = party_name(one)
    if name:
        safe = name.replace("{", "{{").replace("}", "}}")
        return language.say("{people} at {name}", people="{people}", name=safe)
    if one.facts.recipient.internal:
        return language.say("{people} in our organisation")
    if one.facts.recipient.people:
        return language.say("{people} we support")
    return language.say("{people} at an address that we do not know")


def party_name(one: RecipientNews) -> str:
    """The party's name; empty: there is none, or it is a person's."""
    party = one.facts.recipient.party
    return party.name if party is not None and party.type is not PartyType.PERSON else ""


def counted(number: int, language: Language) -> str:
    """ "1 person", "2 people"."""
    return language.count("1 person", "{n} people", number)
