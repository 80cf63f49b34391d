"""The modes in force, laid over a decision that is already made: what is lowered stays told (design.md, Modes).

The rules know nothing of modes. Each finding is carried out as far as the mode of its clause says; the levels of
encryption stand in every mode, because they are the findings' own and are left as they are (SEC-1).
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from gateway.decide.answers import hiding
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import TABLE
from gateway.model.decision import AnswerKind, Asked, Decision, Finding, Treatment
from gateway.model.modes import Mode, ModeEntry, mode_of
from gateway.model.reasons import Reason

# Stop in every mode: what does harm that nobody can call back, what people said, and what cannot be sent at all.
ALWAYS: Final = frozenset(
    {
        Reason.SOCIAL_MEDIA,
        Reason.SECRET_MARKING,
        Reason.PROTECTED_ADDRESS,
        Reason.NO_CONTACT,
        Reason.KEPT_FROM_SUBJECT,
        Reason.SENDER_MISMATCH,
        Reason.SENDER_LEFT,
        Reason.SYSTEM_FAULT,
        Reason.REGISTER_CONTRADICTION,  # what the registers say of them cannot be known: a fault, and no rule
        Reason.UNENCRYPTED_CHANNEL,
        Reason.RETURNED,
        Reason.REFUSED,
        Reason.HIDDEN,
        Reason.CHECKED,
    }
)

# What a mode may lower: somebody has thought about it. A reason that stands in neither of the two stops in each mode.
LOWERED: Final = frozenset(
    {
        Reason.IN_ORDER, Reason.NO_MARKING, Reason.UNDER_MARKED, Reason.CONFLICT_OF_MARKINGS,
        Reason.UNKNOWN_RECIPIENT, Reason.LOOK_ALIKE_RECIPIENT, Reason.FIRST_TIME_RECIPIENT, Reason.PRIVATE_ADDRESS,
        Reason.VISIBLE_RECIPIENTS, Reason.AUTO_FORWARD, Reason.BULK, Reason.NEED_TO_KNOW, Reason.CONTACT_PREFERENCE,
        Reason.NO_AGREEMENT, Reason.AGREEMENT_NOT_YET, Reason.AGREEMENT_EXPIRED, Reason.AGREEMENT_SUSPENDED,
        Reason.CLASS_NOT_COVERED, Reason.ASSURANCE_OVERDUE, Reason.PURPOSE_UNKNOWN, Reason.PURPOSE_NOT_COVERED,
        Reason.CATEGORY_NOT_COVERED, Reason.WHICH_PERSON, Reason.NO_CONSENT, Reason.CONSENT_REFUSED,
        Reason.CONSENT_WITHDRAWN, Reason.CONSENT_EXPIRED, Reason.CONSENT_OTHER_PURPOSE,
        Reason.CONSENT_OTHER_PARTNER, Reason.CONSENT_ASSUMED, Reason.CONSENT_WRONG_GIVER,
        Reason.RESTRICTED_BY_PARENT, Reason.LIMIT_LAPSED, Reason.APPROVAL_MISSING, Reason.APPROVAL_EXPIRED,
        Reason.SENDER_NOT_APPROVER, Reason.CONFLICT_OF_INTEREST, Reason.NO_FACT_OPINION, Reason.NOTICE_NOT_GIVEN,
        Reason.NOT_ANONYMISED, Reason.THIRD_PARTY_DATA, Reason.REQUEST_NOT_OPEN, Reason.REQUESTER_NOT_ENTITLED,
        Reason.IDENTITY_NOT_CHECKED, Reason.WRONG_PERSON, Reason.FOI_PERSONAL_DATA, Reason.UNREADABLE_ATTACHMENT,
        Reason.LINKED_FILE, Reason.TRAINING_OVERDUE, Reason.CUSTOM_RULE, Reason.SEPARATED, Reason.ALREADY_SIGNED,
        Reason.RAISED, Reason.COVERED, Reason.ONWARD_SHARING, Reason.ALREADY_THEIRS, Reason.MODEL_ONLY,
        Reason.PIECES_LEFT_OUT, Reason.URGENT, Reason.OTHER_CHANNEL, Reason.PURPOSE_REMEMBERED,
    }
)  # fmt: skip

_CUTTING: Final = (Treatment.REDACT, Treatment.ANONYMISE)
# What the sender may answer to a rule that only coaches, besides going on.
_SENDERS: Final = (
    AnswerKind.MARKING,
    AnswerKind.PURPOSE,
    AnswerKind.STATEMENT,
    AnswerKind.PERSON,
    AnswerKind.CONFIRM,
    AnswerKind.HIDE,
)


def in_mode(decision: Decision, facts: Facts, policy: Policy) -> Decision:
    """The decision as it is carried out. `would` of a finding tells what a mode took from it.

    With no mode in force it is the decision itself.
    """
    if not any(one.in_force(facts.at) for one in facts.modes):
        return decision
    passed = _passed(facts, policy)
    hides = bool(hiding(facts))
    findings = tuple(_carried_out(found, facts, passed, hides=hides) for found in decision.findings)
    findings = tuple(_signed(found, findings) for found in findings)
    cut = frozenset(index for found in findings for index in found.cut)
    treatment = max(found.treatment for found in findings)
    if cut and treatment is Treatment.SHARE:
        treatment = Treatment.REDACT
    return replace(decision, treatment=treatment, findings=findings, cut=cut)


def shown_to_sender(decisions: Iterable[Decision]) -> str:
    """What a sender who goes on has seen, as the value of that answer: it passes these findings and no later ones."""
    keys = {
        _key(found, decision.recipient)
        for decision in decisions
        for found in decision.findings
        if AnswerKind.GO_ON in found.answers
    }
    return "\n".join(sorted(keys))


def weighed(decision: Decision) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """For the record: what stood in the way, and what would have but for a mode. "CONS-1/no-consent hold" each."""
    stood = (
        f"{found.clause}/{found.reason.value} {found.treatment.word}"
        for found in decision.findings
        if found.treatment is not Treatment.SHARE
    )
    would = (
        f"{found.clause}/{found.reason.value} {found.would.word}"
        for found in decision.findings
        if found.would is not None and found.treatment is Treatment.SHARE
    )
    return tuple(dict.fromkeys(stood)), tuple(dict.fromkeys(would))


def _carried_out(found: Finding, facts: Facts, passed: frozenset[str], *, hides: bool) -> Finding:
    if not (found.treatment > Treatment.SHARE or found.cut) or found.reason not in LOWERED:
        return found
    entry = mode_of(facts.modes, found.clause, facts.at)
    if entry is None or entry.mode is Mode.ENFORCE or found.reason is Reason.ALREADY_SIGNED:
        return found
    if entry.mode is Mode.OBSERVE:
        return _let_go(found, entry.id)
    # A sensitive reason is not told to the sender, and nobody can go on past what they are not told.
    if TABLE[found.reason].sensitive or (hides and found.treatment in _CUTTING):
        return found
    if _key(found, facts.recipient.address) in passed:
        return _let_go(found, entry.id)
    return _asked(found, entry)


def _let_go(found: Finding, mode: str) -> Finding:
    return replace(
        found, treatment=Treatment.SHARE, held_for=(), answers=(), cut=(), would=_strictness(found), mode=mode
    )


def _asked(found: Finding, entry: ModeEntry) -> Finding:
    own = tuple(kind for kind in found.answers if kind in _SENDERS)
    if _strictness(found) in _CUTTING:
        own = (AnswerKind.HIDE,)
    return replace(
        found,
        treatment=Treatment.HOLD,
        held_for=(Asked.SENDER,),
        answers=(*own, AnswerKind.GO_ON, AnswerKind.RETURN),
        would=_strictness(found),
        mode=entry.id,
    )


def _signed(found: Finding, findings: Iterable[Finding]) -> Finding:
    """A signed part stands in the way only of cuts that are made (MIN-1)."""
    if found.reason is not Reason.ALREADY_SIGNED or any(one.cut and one.treatment in _CUTTING for one in findings):
        return found
    lowered = next((one.mode for one in findings if one.mode), "")
    return _let_go(found, lowered) if lowered else found


def _strictness(found: Finding) -> Treatment:
    """What a finding asks for; with something to cut it is never less than that."""
    return max(found.treatment, Treatment.REDACT) if found.cut else found.treatment


def _key(found: Finding, recipient: str) -> str:
    return f"{found.clause}/{found.reason.value}/{','.join(found.about)} to {recipient.lower()}"


def _passed(facts: Facts, policy: Policy) -> frozenset[str]:
    """What the sender of this very mail has seen, and goes on past."""
    return frozenset(
        key
        for answer in facts.answers
        if answer.kind is AnswerKind.GO_ON
        and answer.role is Asked.SENDER
        and answer.at <= facts.at
        and answer.content_hash == facts.content_hash
        and answer.policy == policy.version
        and facts.recipient.address.lower() in {address.lower() for address in answer.recipients}
        for key in answer.value.split("\n")
    )
