"""What became of an email once nobody is asked about it: where each copy is, what was done to it, who sees that."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.console.desk import Desk
from gateway.console.pages.service.named import named_in, sheets_of
from gateway.console.replies import Viewer
from gateway.decide.reasons import TABLE
from gateway.language import LATER, mark
from gateway.model.decision import Asked, Channel, Finding, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.model.reasons import Reason
from gateway.notices.compose import NoticeKind
from gateway.notices.sentences import words_for
from gateway.past.from_json import OtherShape
from gateway.past.stored_sheet import Past, pasts
from gateway.record.reading import entries
from gateway.spool.rows import StoredRecipient, TracedCase

_SENT: Final = frozenset({RecipientState.READY, RecipientState.DELIVERED, RecipientState.BOUNCED})
_CHANGED: Final = {
    Treatment.REDACT: mark("Some details were hidden."),
    Treatment.ANONYMISE: mark("Everything that tells who it is about was hidden."),
}
_ROUTES: Final = {
    Channel.INTERNAL: mark("It stayed inside."),
    Channel.PLAIN: mark("It went as ordinary email."),
    Channel.TLS: mark("It went over a secure connection."),
    Channel.SMIME: mark("It went encrypted: only they can open it."),
}
_NEEDS_A_CHECK: Final = mark("It needed a check. Whoever was asked can see why.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One reason, in words."""

    clause: str  # empty: it is not told
    sentence: str
    remedy: str  # empty: nothing is left to do


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """One recipient's copy."""

    address: str
    state: str  # lifecycle.RecipientState
    changed: str  # what was done to it; empty: nothing
    route: str  # how it travelled; empty: it did not
    next_at: datetime | None  # when it is tried again; None: it was not tried yet, or nothing more is tried
    why: tuple[Told, ...]


def gone(desk: Desk, mail: TracedCase, *, own: bool) -> tuple[Gone, ...]:
    """Every copy, in the order of the recipients. Why is told as long as retention keeps what was decided.

    Args:
        own: its sender looks.
    """
    decided = _decided(desk, mail)
    return tuple(_gone(one, decided.get(one.address), mail, own=own) for one in mail.recipients)


def hidden_from(desk: Desk, mail: TracedCase) -> frozenset[str]:
    """To whom it went with details hidden; nobody once what was decided cannot be read any more."""
    # Most mail goes as it was written, and nothing is opened for it.
    if not any(one.state in _SENT and one.reasons != (Reason.IN_ORDER,) for one in mail.recipients):
        return frozenset()
    decided = _decided(desk, mail)
    sent = (one.address for one in mail.recipients if one.state in _SENT)
    return frozenset(one for one in sent if one in decided and decided[one].treatment in _CHANGED)


def notices_to(desk: Desk, viewer: Viewer, case: CaseId) -> frozenset[NoticeKind]:
    """The kinds of notice about a case that this viewer was sent: its link shows them where it went.

    Empty: none but such as ask nothing of them, or it names them or their household (SAFE-2), or retention ended and
    nobody can tell any more whom it names.
    """
    looks = sheets_of(desk, case)
    told = entries(desk.app.database, case=case, kinds=(RecordKind.NOTIFIED,))
    kinds = {str(one.facts["notice"]) for one in told if str(one.facts.get("to", "")).lower() in viewer.addresses}
    if not looks or not kinds or not named_in(desk, case, looks).isdisjoint(viewer.addresses):
        return frozenset()
    return frozenset(kind for kind in NoticeKind if kind.value in kinds) - {NoticeKind.RULE_APPLIED}


def _decided(desk: Desk, mail: TracedCase) -> dict[str, Past]:
    """Address → the last look at it. Empty: what was decided cannot be read any more."""
    found: dict[str, Past] = {}
    for look in sheets_of(desk, mail.case):
        try:
            found |= {one.facts.recipient.address: one for one in pasts(look.document)}
        except OtherShape:
            continue
    return found


def _gone(one: StoredRecipient, past: Past | None, mail: TracedCase, *, own: bool) -> Gone:
    sent = one.state in _SENT
    route, next_at = _travelled(one, mail) if sent else ("", None)
    return Gone(
        address=one.address,
        state=one.state.value,
        changed=_CHANGED.get(past.treatment, "") if past is not None and sent else "",
        route=route,
        next_at=next_at,
        why=() if past is None else tuple(dict.fromkeys(_told(past, sent=sent, own=own))),
    )


def _travelled(one: StoredRecipient, mail: TracedCase) -> tuple[str, datetime | None]:
    for outgoing in mail.outgoing:
        for each in outgoing.recipients if outgoing.kind is FinishedKind.MAIL else ():
            if each.address == one.address:
                delivered = one.state is RecipientState.DELIVERED
                route = _ROUTES.get(outgoing.channel, "") if delivered else ""
                return route, each.next_at if each.attempts else None
    return "", None


def _told(past: Past, *, sent: bool, own: bool) -> Iterator[Told]:
    party = past.facts.recipient.party
    for found in past.findings:
        if not (found.treatment > Treatment.SHARE or found.reason is Reason.RAISED or found.afterwards):
            continue
        if TABLE[found.reason].sensitive and not (own and Asked.SENDER in found.held_for):
            yield Told(clause="", sentence=_NEEDS_A_CHECK, remedy="")
            continue
        words = words_for(found.reason, party="" if party is None else party.name, language=LATER)
        yield Told(
            clause=found.clause, sentence=words.sentence, remedy=words.remedy if _left(found, sent=sent) else ""
        )


def _left(found: Finding, *, sent: bool) -> bool:
    """Whether something is left to do: what was not sent can be mended, and what went in haste is put right now."""
    return not sent or bool(found.afterwards)
