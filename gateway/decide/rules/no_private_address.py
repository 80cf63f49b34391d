"""AGREE-2, SEC-1: personal data does not go to the sender's own address at a free mail service."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from gateway.decide.answers import releasing
from gateway.decide.classes import marked
from gateway.decide.facts import Facts
from gateway.decide.people import told_about
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.model.decision import Finding, Treatment
from gateway.model.marking import Classification
from gateway.model.parties import StaffKind
from gateway.model.reasons import Reason

# An initial and a surname of four letters (`asharma`) say who it is; `ali` in `kalif` does not.
SHORTEST_SURNAME: Final = 4


def no_private_address(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Held for the line manager, with what is marked above Unclassified too."""
    domain = facts.recipient.address.rpartition("@")[2].lower()
    if domain not in policy.free_mail_domains:
        return
    people = told_about(facts, policy)
    sensitive = (marked(facts) or Classification.UNCLASSIFIED) > Classification.UNCLASSIFIED
    if not (people or sensitive) or not _senders_own(facts):
        return
    if releasing(facts, policy, Reason.PRIVATE_ADDRESS) is None:
        yield found(Reason.PRIVATE_ADDRESS, Treatment.HOLD, about=[one.id for one in people])


def _senders_own(facts: Facts) -> bool:
    sender = facts.sender
    private = "".join(_words(facts.recipient.address.rpartition("@")[0]))
    staff = sender.staff
    written = [address.rpartition("@")[0] for address in (sender.address, sender.from_address) if address]
    if staff is not None and staff.kind is not StaffKind.PERSON:
        written = []  # a shared mailbox has no home: `info` at work is not `info` elsewhere
    named = [staff.name, *written] if staff is not None and staff.kind is StaffKind.PERSON else written
    return any(_stands_in(_words(name), private) for name in named)


def _words(text: str) -> list[str]:
    letters = "".join(one for one in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(one))
    return re.findall(r"[^\W\d_]+", letters)


def _stands_in(name: list[str], private: str) -> bool:
    """First and last word of a name in any order, or an initial and the surname."""
    if len(name) < 2:
        # One word only, such as `jfield`: the whole of what is before the sign, digits apart.
        return len(name) == 1 and len(name[0]) > SHORTEST_SURNAME and private == name[0]
    first, last = name[0], name[-1]
    if first in private and last in private and len(private) <= len("".join(name)) + 6:
        return True
    return len(last) >= SHORTEST_SURNAME and private in {f"{first[0]}{last}", f"{last}{first[0]}"}
