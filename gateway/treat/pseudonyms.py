"""The key of a party's pseudonyms. Pure."""

import hmac

from gateway.decide.facts import Facts
from gateway.model.decision import Decision, HiddenAs


def pseudonyms_for(facts: Facts, decision: Decision) -> str:
    """The id of the party whose pseudonyms a copy has; empty: it has none."""
    party = facts.recipient.party
    return party.id if decision.hidden_as is HiddenAs.PSEUDONYM and party is not None else ""


def key_of(secret: bytes, party: str) -> bytes:
    """A key for one party alone, 32 bytes: two that lay their copies side by side learn nothing from the codes."""
    return hmac.digest(secret, party.encode(), "sha256")
