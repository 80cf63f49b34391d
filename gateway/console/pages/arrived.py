"""How a mail that went reached its readers: for its sender, out of the very bytes that were handed over."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.console.case.seen import arrived_text
from gateway.console.case.shown import Stretch
from gateway.console.desk import Desk
from gateway.console.replies import Missing, Page, Reply, Visit
from gateway.model.decision import Channel
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId, ContentId, Reading
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.record.reading import Disclosed, Which, disclosures
from gateway.spool.rows import OutgoingState, StoredOutgoing, TracedCase

_WENT = frozenset({OutgoingState.PENDING, OutgoingState.DELIVERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One copy, and for whom."""

    recipients: tuple[str, ...]
    on_its_way: bool  # for one of them it was not taken yet
    encrypted: bool  # only its readers can open it
    text: tuple[Stretch, ...]  # empty: it is encrypted
    removed: tuple[tuple[str, int], ...]  # how much of which kind was hidden, as the record has it


def arrived(desk: Desk, visit: Visit) -> Reply:
    """The page; that they look is recorded."""
    case = CaseId(visit.here["case"].upper())
    mail = next((one for one in desk.view.trace(case) if one.case == case), None)
    if mail is None or mail.sender.lower() not in visit.viewer.addresses:
        return Missing()
    copies = _copies(desk, mail)
    if copies:
        facts = (("what", "arrived"), ("client", visit.client))
        desk.record(RecordKind.VIEWED, visit.viewer.account, facts, case)
    return Page(template="arrived.html", values={"case": case, "copies": copies})


def went(mail: TracedCase) -> bool:
    """Whether a copy of it went, or is about to."""
    return any(_went(one) for one in mail.outgoing)


def _went(one: StoredOutgoing) -> bool:
    return one.kind is FinishedKind.MAIL and any(each.state in _WENT for each in one.recipients)


def _copies(desk: Desk, mail: TracedCase) -> tuple[Arrived, ...] | None:
    """None: what it said is not kept any more."""
    try:
        written = _read(desk, desk.app.steps().load_message(mail.case).content)
        shared = disclosures(desk.app.database, Which(case=mail.case))
        return tuple(_arrived(desk, one, written, shared) for one in mail.outgoing if _went(one))
    except PermanentFailure:
        return None  # the key of its month was destroyed when retention ended


def _arrived(desk: Desk, one: StoredOutgoing, written: Reading, shared: tuple[Disclosed, ...]) -> Arrived:
    recipients = [each for each in one.recipients if each.state in _WENT]
    addresses = tuple(each.address for each in recipients)
    encrypted = one.channel is Channel.SMIME
    return Arrived(
        recipients=addresses,
        on_its_way=any(each.state is OutgoingState.PENDING for each in recipients),
        encrypted=encrypted,
        text=() if encrypted else tuple(arrived_text(written, _read(desk, one.content))),
        removed=tuple(sorted(_removed(addresses, shared).items())),
    )


def _read(desk: Desk, content: ContentId) -> Reading:
    return desk.room.read(desk.app.contents().content(content))


def _removed(addresses: tuple[str, ...], shared: tuple[Disclosed, ...]) -> Counter[str]:
    """By kind, for one of these readers: all of a copy get the same."""
    found: Counter[str] = Counter()
    for line in shared:
        if line.recipient == addresses[0] and line.details is not None:
            found.update(dict(_counted(line.details.removed)))
    return found


def _counted(removed: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    for one in removed:
        kind, _, count = one.rpartition(" ")
        yield kind, int(count) if count.isdecimal() else 1
