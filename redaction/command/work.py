"""What the command does with one file's bytes: read, found, planned, rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from redaction.coded import meant_in
from redaction.detect import DEFAULT, Detect
from redaction.detect.case_id import CaseIds
from redaction.document import Document, Unit
from redaction.file_room import FileRoom
from redaction.finding import find_all
from redaction.hit import Detector, Hit
from redaction.label import Labels, Style
from redaction.people.index import People
from redaction.plan import Plan
from redaction.planning import plan_until_clean
from redaction.staff import Staff
from redaction.wire import Rewritten


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be taken out of every file of a run, and how."""

    register: People | None  # None: nobody is known
    detectors: frozenset[Detector] | None  # None: all
    case_ids: CaseIds | None = None  # of the user's own forms; None: no such form was given
    style: Style
    key: bytes = field(default=b"", repr=False)  # of pseudonyms
    today: date  # on which ages are counted
    staff: Staff = field(default_factory=Staff)  # who stays
    enough: int = 5  # people of the register who must fit what is left, for it to be called anonymised


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A document and what is to be cut from it."""

    document: Document
    plan: Plan
    hits: tuple[tuple[Hit, ...], ...]  # for each unit those that are cut

    def placed(self) -> tuple[tuple[Unit, Hit], ...]:
        """Every hit that is cut, with its unit."""
        return tuple((unit, hit) for unit, found in zip(self.document.units, self.hits, strict=True) for hit in found)


def planned(document: Document, wish: Wish) -> Planned:
    """Find in a document that was read, and plan. The register never enters the room where files are opened."""
    texts = [unit.text for unit in document.units]
    detectors: tuple[Detect, ...] = DEFAULT if wish.case_ids is None else (*DEFAULT, wish.case_ids)
    first, kept = wish.staff.apart(
        texts, meant_in(document.units, find_all(texts, wish.register, detectors, today=wish.today))
    )
    persons = {person for found in first for hit in found for person in hit.persons}
    rows = wish.register.household(persons) if wish.register is not None else ()
    labels = Labels(rows, style=wish.style, today=wish.today, key=wish.key)

    def look(wanted: Sequence[str]) -> list[list[Hit]]:
        if list(wanted) == texts:
            return first
        units = [replace(unit, text=text) for unit, text in zip(document.units, wanted, strict=True)]
        return wish.staff.apart(
            wanted, meant_in(units, find_all(wanted, wish.register, detectors, today=wish.today))
        )[0]

    plan, hits = plan_until_clean(document, look, labels, wish.detectors)
    plan = replace(plan, kept=(*plan.kept, *kept))
    chosen = tuple(
        tuple(hit for hit in found if wish.detectors is None or hit.detector in wish.detectors) for found in hits
    )
    return Planned(document=document, plan=plan, hits=chosen)


def rewritten(room: FileRoom, data: bytes, made: Planned) -> Rewritten:
    """The document with the plan's cuts made, and searched again.

    Raises:
        Unreadable, TooLarge, StillThere, RoomUnavailable: as ``FileRoom.redact``.
    """
    texts = {unit.id: unit.text for unit in made.document.units}
    removed = [texts[cut.unit][cut.start : cut.end] for cut in made.plan.cuts]
    return room.redact(data, made.document.media_type, made.plan, removed)
