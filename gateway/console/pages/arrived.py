"""How a mail that went reached its readers: for its sender, out of the very bytes that were handed over."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from gateway.console.case.seen import arrived_text
from gateway.console.case.shown import Stretch
from gateway.console.desk import Desk
from gateway.console.replies import Missing, Page, Reply, Visit
from gateway.model.decision import Channel
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId, ContentId, Reading
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.record.reading import Entry, entries
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
        decided = entries(desk.app.database, case=mail.case, kinds=[RecordKind.DECIDED])
        return tuple(_arrived(desk, one, written, decided) for one in mail.outgoing if _went(one))
    except PermanentFailure:
        return None  # the key of its month was destroyed when retention ended


def _arrived(desk: Desk, one: StoredOutgoing, written: Reading, decided: tuple[Entry, ...]) -> Arrived:
    recipients = [each for each in one.recipients if each.state in _WENT]
    content = desk.app.contents().content(one.content)
    encrypted = one.channel is Channel.SMIME
    return Arrived(
        recipients=tuple(each.address for each in recipients),
        on_its_way=any(each.state is OutgoingState.PENDING for each in recipients),
        encrypted=encrypted,
        text=() if encrypted else tuple(arrived_text(written, desk.room.read(content))),
        removed=tuple(sorted(_removed(content, decided).items())),
    )


def _read(desk: Desk, content: ContentId) -> Reading:
    return desk.room.read(desk.app.contents().content(content))


def _removed(content: bytes, decided: tuple[Entry, ...]) -> Counter[str]:
    """By kind, as the decision has it that these very bytes came of: all readers of a copy get the same.

    Whoever was hidden whole was not disclosed, so that the list of disclosures would leave out most of it.
    """
    went = sha256(content).hexdigest()
    last = next((one for one in reversed(decided) if one.facts.get("sent_sha256") == went), None)
    removed = () if last is None else last.facts.get("removed", ())
    return Counter(dict(_counted(removed if isinstance(removed, (list, tuple)) else ())))


def _counted(removed: Sequence[object]) -> Iterator[tuple[str, int]]:
    for one in map(str, removed):
        kind, _, count = one.rpartition(" ")
        yield kind, int(count) if count.isdecimal() else 1
