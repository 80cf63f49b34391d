"""CLASS-2: what could not be read is never taken for harmless."""

from collections.abc import Iterator
from dataclasses import replace

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.unread import WHOLE, unread_parts
from gateway.model.decision import AnswerKind, Finding, Treatment
from gateway.model.message import UnreadReason
from gateway.model.reasons import Reason


def everything_read(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Each part that nobody could look into holds, unless it stays inside or a manager released it.

    What the sender encrypted for a party that the policy names goes to that party, with a note.
    """
    if releasing(facts, policy, Reason.UNREADABLE_ATTACHMENT) is not None:
        return
    party = facts.recipient.party
    passes = party is not None and party.id in policy.encrypted_to
    for part, why in unread_parts(facts):
        treatment = Treatment.SHARE if passes and why == UnreadReason.ENCRYPTED.value else Treatment.HOLD
        finding = found(Reason.UNREADABLE_ATTACHMENT, treatment, detail=f"{part or 'header'}:{why}")
        settles = tuple(answer for answer in finding.answers if _would_help(answer, part, why))
        yield replace(finding, answers=settles)


def _would_help(answer: AnswerKind, part: str, why: str) -> bool:
    """Only what has a password can be opened, and only an attachment of the mail itself can be left out."""
    if answer is AnswerKind.PASSWORD:
        return why == UnreadReason.LOCKED.value and _is_own(part)
    return answer is not AnswerKind.LEAVE_OUT or _is_own(part)


def _is_own(part: str) -> bool:
    return part not in {"", WHOLE} and "/" not in part
