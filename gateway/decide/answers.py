"""Which answers count, and for what: each is a fact with a name and a date, and nothing else loosens."""

from typing import Final

from gateway.decide.facts import Facts, SenderFacts
from gateway.decide.policy import Policy
from gateway.decide.reasons import TABLE
from gateway.decide.recipient import party_type
from gateway.model.answers import Answer, Spot
from gateway.model.decision import AnswerKind, Asked
from gateway.model.parties import Ground, Kind, PartyType
from gateway.model.reasons import Reason

_SAFEGUARDING: Final = frozenset({Asked.SAFEGUARDING_LEAD})

# MIN-3: in the fast lane these are asked together, and whoever answers first may release all of it …
LANE: Final = (Asked.LINE_MANAGER, Asked.DUTY_MANAGER, Asked.IG_LEAD, Asked.SAFEGUARDING_LEAD)

# … but for what stops in every mode, what is about the sender's own family (SAFE-2), and what no concern hangs on.
LANE_NEVER: Final = frozenset(
    {
        Reason.SECRET_MARKING,
        Reason.SENDER_MISMATCH,
        Reason.KEPT_FROM_SUBJECT,
        Reason.PROTECTED_ADDRESS,
        Reason.NO_CONTACT,
        Reason.CONFLICT_OF_INTEREST,
        Reason.PRIVATE_ADDRESS,
        Reason.NOT_ANONYMISED,
        Reason.REQUEST_NOT_OPEN,
        Reason.REQUESTER_NOT_ENTITLED,
        Reason.IDENTITY_NOT_CHECKED,
        Reason.WRONG_PERSON,
        Reason.FOI_PERSONAL_DATA,
    }
)

# CONS-4: without consent only on a statutory ground. An IG lead's one-off case (AGREE-2) may rest on another.
_NEEDS_STATUTE: Final = ("CONS-1", "CONS-2", "CONS-3", "CONS-4", "CONS-6")


def in_force(facts: Facts, ground: str) -> Ground | None:
    """The ground of that id, if it can be relied on today."""
    known = facts.grounds.get(ground)
    if known is None or not known.active:
        return None
    if known.effective_from is not None and known.effective_from > facts.today:
        return None
    return known


def latest(facts: Facts, kind: AnswerKind) -> Answer | None:
    """The last answer of a kind up to now."""
    if not facts.answers:
        return None
    said = [answer for answer in facts.answers if answer.kind is kind and answer.at <= facts.at]
    return max(said, key=lambda answer: answer.at, default=None)


def hiding(facts: Facts) -> tuple[Answer, ...]:
    """The choices of the version with details hidden, the last one last. Empty: there is none that counts.

    Whoever chose more to be hidden was shown just these finds. When one of them is not found any more, nothing says
    that its words would be cut, so they are asked again.
    """
    last = latest(facts, AnswerKind.HIDE)
    if last is None:
        return ()
    found = spots(facts) if any(answer.more for answer in facts.answers) else {}
    hides = [one for one in facts.answers if one.kind is AnswerKind.HIDE and one.at <= facts.at]
    standing = [one for one in hides if all(key_of(spot) in found for spot in one.more)]
    return tuple(sorted(standing, key=lambda one: one.at)) if last in standing else ()


def spots(facts: Facts) -> dict[tuple[int, int, int, Kind], int]:
    """Index into Facts.hits by unit, start, end and kind."""
    return {(hit.unit, hit.start, hit.end, hit.kind): index for index, hit in enumerate(facts.hits)}


def key_of(spot: Spot) -> tuple[int, int, int, Kind]:
    """What a choice and a find have in common."""
    return spot.unit, spot.start, spot.end, spot.kind


def confirmed(facts: Facts) -> bool:
    """Whether the sender, asked about this very mail and recipient, said that the address is right."""
    return _sender_said(facts, AnswerKind.CONFIRM)


def separated(facts: Facts) -> bool:
    """Whether the sender, asked about this very mail and recipient, chose a mail of its own for each reader."""
    return _sender_said(facts, AnswerKind.SEPARATE)


def _sender_said(facts: Facts, kind: AnswerKind) -> bool:
    return bool(facts.answers) and any(
        answer.kind is kind
        and answer.role is Asked.SENDER
        and answer.at <= facts.at
        and answer.content_hash == facts.content_hash
        and facts.recipient.address.lower() in {address.lower() for address in answer.recipients}
        for answer in facts.answers
    )


def releases(facts: Facts, policy: Policy) -> tuple[Answer, ...]:
    """Releases that may count: bound to this content, recipient and policy, reasoned, by somebody else."""
    return tuple(
        answer
        for answer in facts.answers
        if answer.kind is AnswerKind.RELEASE
        and answer.at <= facts.at
        and answer.content_hash == facts.content_hash
        and answer.policy == policy.version
        and facts.recipient.address.lower() in {address.lower() for address in answer.recipients}
        and answer.justification.strip()
        and in_force(facts, answer.ground) is not None
        and not by_sender(facts, answer.by)
    )


def releasing(facts: Facts, policy: Policy, reason: Reason, by: tuple[Asked, ...] = ()) -> Answer | None:
    """The release that settles a reason. None: there is none.

    Args:
        by: who may release it, where the reason's table entry leaves that to the rule.
    """
    if not facts.answers:
        return None
    settling = TABLE[reason]
    may = frozenset(by or settling.released_by)
    # SAFE-2: what goes to a protected-disclosure address may concern the managers themselves.
    lane = frozenset() if reason in LANE_NEVER else frozenset(LANE)
    if party_type(facts, policy) is PartyType.PROTECTED_DISCLOSURE:
        may, lane = _SAFEGUARDING, _SAFEGUARDING
    if AnswerKind.RELEASE not in settling.answers:
        return None
    statutory = settling.clauses[0] in _NEEDS_STATUTE
    for answer in releases(facts, policy):
        ground = in_force(facts, answer.ground)
        if ground is None or (statutory and not ground.statutory):
            continue
        roles = {answer.role, *facts.answerers.get(answer.by.lower(), ())}
        # MIN-3: to protect a child, the safeguarding lead may answer for all who could be asked.
        if roles & may or (answer.urgent and roles & lane) or (ground.safeguarding and roles & _SAFEGUARDING):
            return answer
    return None


def by_sender(facts: Facts, email: str) -> bool:
    """Whether somebody is who sends the message (CONS-4: the sender never approves)."""
    return email.lower() in writers(facts.sender)


def writers(sender: SenderFacts) -> frozenset[str]:
    """Every address, lower case, of those who may have written: none of them approves it."""
    names = {sender.address.lower(), sender.from_address.lower(), sender.signed_in.lower()} - {""}
    if sender.staff is not None:
        names |= {sender.staff.email.lower(), *(alias.lower() for alias in sender.staff.aliases)}
        # Members of a shared mailbox send as it; which of them did is not known, so none approves.
        names |= {member.lower() for member in (*sender.staff.members, *sender.staff.delegates)}
    return frozenset(names)
