"""An email as who asked for their data may read it: decided, cut and searched as if it were sent to them now (REC-2).

The decision is the gateway's own, for that reader and that request. On top everybody is hidden who is neither whom
the request is about nor who asked, on whatever evidence they were found; only those who write and receive for their
work stay named. What holds for another reason than how it would travel is not given: it stays back.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from gateway.finish import Finisher
from gateway.intake.fields import fields, without
from gateway.look import Asked, Look, Looker, Room
from gateway.model.decision import AnswerKind, Decision, Finding, Treatment
from gateway.model.found import FoundPerson, Role
from gateway.model.message import CaseId, Envelope, Reading
from gateway.model.parties import PersonId
from gateway.model.reasons import Reason
from gateway.requests.asked_for import AskedFor
from gateway.treat.errors import TreatFailed

# About sending this email now, by whoever sent it then; the answer as a whole is looked at when it is sent.
_OF_SENDING: Final = frozenset(
    {
        Reason.NO_MARKING,
        Reason.UNDER_MARKED,
        Reason.CONFLICT_OF_MARKINGS,
        Reason.UNKNOWN_RECIPIENT,
        Reason.LOOK_ALIKE_RECIPIENT,
        Reason.FIRST_TIME_RECIPIENT,
        Reason.PRIVATE_ADDRESS,
        Reason.VISIBLE_RECIPIENTS,
        Reason.AUTO_FORWARD,
        Reason.BULK,
        Reason.CONTACT_PREFERENCE,
        Reason.PURPOSE_UNKNOWN,
        Reason.SENDER_MISMATCH,
        Reason.SENDER_LEFT,
        Reason.CONFLICT_OF_INTEREST,
        Reason.NO_FACT_OPINION,
        Reason.NOTICE_NOT_GIVEN,
        Reason.UNENCRYPTED_CHANNEL,
        Reason.TRAINING_OVERDUE,
        Reason.CUSTOM_RULE,
        # Of the request: asked_for says so once.
        Reason.REQUEST_NOT_OPEN,
        Reason.REQUESTER_NOT_ENTITLED,
        Reason.IDENTITY_NOT_CHECKED,
    }
)
_BY_HAND: Final = "who-asked@by-hand.invalid"  # RFC 2606 §2: nobody can have it
_AUTHORITY: Final = frozenset({b"x-sharing-authority"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody else in the email."""

    id: str  # FoundPerson.id
    words: tuple[str, ...]  # how they stand in it
    role: Role
    hidden: bool  # in any case


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCopy:
    """What of one email may be given."""

    case: CaseId
    look: Look
    others: tuple[Other, ...]
    stops: tuple[Reason, ...]  # why it cannot be given; empty: it can
    asks: tuple[Reason, ...]  # what whoever gives it must have looked at
    hidden: tuple[str, ...]  # "name 3": how much is cut, by kind
    content: bytes  # empty: it cannot be given
    reading: Reading | None  # of the finished copy itself. None: there is none


def reply_copy(
    *,
    case: CaseId,
    envelope: Envelope,
    content_hash: str,
    content: bytes,
    asked: AskedFor,
    hide: Collection[str],
    looker: Looker,
    finisher: Finisher,
    room: Room,
    now: datetime,
) -> ReplyCopy:
    """Make it.

    Args:
        asked: without an address of who asked it is looked at as if it went to one that only they have.
        hide: FoundPerson.id of who is hidden besides.

    Raises:
        TemporaryFailure: it cannot be looked at now.
    """
    address = next(iter(asked.addresses), _BY_HAND)
    if not asked.addresses:
        # What is kept from somebody is known by whom it is for.
        known = looker.directory()
        looker = looker.knowing(replace(known, people_by_email={**known.people_by_email, _BY_HAND: asked.requesters}))
    named = f"X-Sharing-Authority: {asked.request.type.value}:{asked.request.id}\r\n".encode("ascii", "replace")
    look = looker.look(
        Asked(
            at=now,
            case=case,
            content_hash=content_hash,
            envelope=replace(envelope, recipients=(address,)),
            content=named + without(content, tuple(fields(content, _AUTHORITY))),
            recipients=(address,),
            answers=(),
            hold=None,
        )
    )
    decision = look.decisions[0]
    cut = _cut(look, asked.own, hide)
    stops = tuple(dict.fromkeys(_stops(look, decision, asked.own)))
    copy = b""
    if not stops:
        try:
            copy = _finished(look, decision, cut, finisher)
        except TreatFailed as failed:
            stops = (failed.reason,)
    return ReplyCopy(
        case=case,
        look=look,
        others=tuple(_others(look, asked.own)),
        stops=stops,
        asks=tuple({found.reason for found in decision.findings if found.reason is Reason.WRONG_PERSON}),
        hidden=tuple(f"{kind} {n}" for kind, n in sorted(Counter(_kinds(look, cut)).items())),
        content=copy,
        reading=room.read(copy) if copy else None,
    )


def _stays(person: FoundPerson | None, own: frozenset[PersonId]) -> bool:
    """Whether somebody stands in the copy by themselves: nobody of whom it is not known who they are."""
    if person is None:
        return False
    if person.candidates:
        return own.issuperset(person.candidates)
    return person.role is Role.CORRESPONDENT


def _cut(look: Look, own: frozenset[PersonId], hide: Collection[str]) -> frozenset[int]:
    people = {one.id: one for one in look.found.people}
    cut = {hit.id for hit in look.found.hits if not _stays(people.get(hit.about), own) or hit.about in hide}
    return look.decisions[0].cut | cut


def _stops(look: Look, decision: Decision, own: frozenset[PersonId]) -> Iterator[Reason]:
    if look.reading.unread or look.reading.encrypted:
        yield Reason.UNREADABLE_ATTACHMENT
    for found in decision.findings:
        if found.treatment >= Treatment.HOLD and not _settled(found, own):
            yield found.reason


def _settled(found: Finding, own: frozenset[PersonId]) -> bool:
    if found.reason in _OF_SENDING or found.reason is Reason.WRONG_PERSON:
        return True
    # About others alone, of whom nothing is left.
    return bool(found.about) and own.isdisjoint(found.about) and AnswerKind.HIDE in found.answers


def _finished(look: Look, decision: Decision, cut: frozenset[int], finisher: Finisher) -> bytes:
    # Neither a marking that was raised nor a note of ours: it goes as it was written, but for what is cut.
    kept = tuple(found for found in decision.findings if found.reason is Reason.THIRD_PARTY_DATA)
    plain = replace(decision, cut=cut, treatment=Treatment.REDACT, findings=kept, channel=None)
    return finisher.shown(replace(look, decisions=(plain,)))[0].content


def _others(look: Look, own: frozenset[PersonId]) -> Iterator[Other]:
    texts = [unit.text for unit in look.reading.units]
    for person in look.found.people:
        if person.candidates and own.issuperset(person.candidates):
            continue
        hits = (hit for hit in look.found.hits if hit.about == person.id)
        words = dict.fromkeys(" ".join(texts[hit.unit][hit.start : hit.end].split()) for hit in hits)
        if words:
            yield Other(id=person.id, words=tuple(words)[:5], role=person.role, hidden=not _stays(person, own))


def _kinds(look: Look, cut: frozenset[int]) -> Iterator[str]:
    return (hit.kind.value for hit in look.found.hits if hit.id in cut)
