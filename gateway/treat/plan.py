"""Which spans of which units a copy must not show, and what stands in their place. Pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from gateway.model.decision import HiddenAs
from gateway.model.found import Found, FoundHit
from gateway.model.message import Reading, TextCut, Unit, ZoneKind
from gateway.model.parties import DataSubject
from redaction.grammar import Change, readable
from redaction.hit import MENTIONS, Detector, Evidence, Hit
from redaction.label import Labels, Style
from redaction.people.person import PersonRow
from redaction.resolve import resolve
from redaction.spans import Cover

_STATEMENT: Final = re.compile(
    r"[*_ ]*(?:statement|facts?(?: ?/ ?| or | and )opinions?)(?:[*_ ]*[:=]| (?:-+|[\u2013\u2014])(?= ))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatPlan:
    """What is cut from one copy of a message."""

    cuts: tuple[TextCut, ...]
    removed: tuple[str, ...]  # the values that go; personal data, never logged
    kept: tuple[str, ...]  # values that rightly stay: a mother's surname must not look like her son's
    rewritten: tuple[str, ...] = ()  # parts that are written anew even where nothing is cut; see Reading.rewritten

    @property
    def changes(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.cuts or self.rewritten)

    def with_cuts(self, more: Iterable[TextCut]) -> "TreatPlan":
        """The same, with further replacements where nothing is cut yet; what they replace is no removed value."""
        mine = {unit: [cut for cut in self.cuts if cut.unit == unit] for unit in {cut.unit for cut in self.cuts}}
        free = tuple(
            cut
            for cut in more
            if all(cut.end <= other.start or other.end <= cut.start for other in mine.get(cut.unit, ()))
        )
        return replace(self, cuts=(*self.cuts, *free))


def plan_treatment(
    reading: Reading,
    found: Found,
    cut: Collection[int],
    *,
    subjects: Iterable[DataSubject],
    today: date,
    keep_directives: bool,
    outside: bool = True,
    coarse: bool = False,
    hidden_as: HiddenAs = HiddenAs.LABEL,
    pseudonym_key: bytes = b"",
) -> TreatPlan:
    """The plan for one group of recipients with equal decisions.

    Args:
        cut: FoundHit.id of everything that may not be shown; mentions go with their whole sentence (MIN-1).
        subjects: Register entries of the people found, for labels such as [Mother of Child A].
        today: The day on which ages are counted.
        keep_directives: Whether lines such as "Purpose: …", which are meant for us, stay in what is sent.
        outside: Whether the copy leaves the organisation.
        coarse: Whether not even an age or half a postcode is left in place of what is cut.
        hidden_as: How those are shown of whom something is cut.
        pseudonym_key: Of pseudonyms, for this group's party alone; needed where they are asked for.
    """
    labels = Labels(
        (_row(subject) for subject in subjects),
        style=Style(hidden_as.value),
        today=today,
        coarse=coarse,
        key=pseudonym_key,
    )
    texts = [unit.text for unit in reading.units]
    going: list[list[Hit]] = [[] for _ in texts]
    staying: list[list[Hit]] = [[] for _ in texts]
    for hit in found.hits:
        (going if hit.id in cut else staying)[hit.unit].append(_hit(hit))
    labels.learn(texts, [_both(gone, stays) for gone, stays in zip(going, staying, strict=True)])
    sentences = _sentences(found, cut)
    cuts: list[TextCut] = []
    for unit in reading.units:
        directives = () if keep_directives else _directive_spans(unit)
        chosen = _widened(going[unit.id], sentences.get(unit.id, ()))
        cuts.extend(_cuts(unit, chosen, directives, labels))
    return TreatPlan(
        cuts=tuple(cuts),
        removed=_removed(texts, going, staying),
        kept=tuple(dict.fromkeys(value for value, hit in _values(texts, staying) if hit.detector is Detector.NAME)),
        rewritten=reading.rewritten if outside else (),
    )


def _removed(
    texts: Sequence[str], going: Sequence[Sequence[Hit]], staying: Sequence[Sequence[Hit]]
) -> tuple[str, ...]:
    """What must be gone: "asthma" may go of one child and stay of another, so a mention that stays need not be."""
    stays = {value.casefold() for value, hit in _values(texts, staying) if hit.detector in MENTIONS}
    return tuple(
        dict.fromkeys(
            value
            for value, hit in _values(texts, going)
            if hit.detector not in MENTIONS or value.casefold() not in stays
        )
    )


def _values(texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> Iterator[tuple[str, Hit]]:
    return ((text[hit.start : hit.end], hit) for text, some in zip(texts, hits, strict=True) for hit in some)


def _cuts(
    unit: Unit, chosen: Iterable[Hit], directives: Collection[tuple[int, int]], labels: Labels
) -> Iterator[TextCut]:
    """What is replaced by a label, then the lines meant for us, which go without one."""
    cover = Cover(directives)
    spans = resolve([one for one in chosen if not cover.holds(one.start, one.end)])
    changes = [Change(span.start, span.end, labels.replacement(unit.text, span)) for span in spans]
    for start, end, replacement in readable(unit.text, changes):
        yield TextCut(unit=unit.id, start=start, end=end, replacement=replacement)
    for start, end in directives:
        yield TextCut(unit=unit.id, start=start, end=end, replacement="")


def _directive_spans(unit: Unit) -> tuple[tuple[int, int], ...]:
    """The lines meant for us. Whether it is fact or opinion is meant for the reader too, and stays (FACT-1)."""
    spans: list[tuple[int, int]] = []
    for zone in unit.zones:
        if zone.kind is not ZoneKind.DIRECTIVE:
            continue
        start = zone.start
        for line in unit.text[zone.start : zone.end].splitlines(keepends=True):
            if line.strip() and not _STATEMENT.match(line):
                spans.append((start, start + len(line)))
            start += len(line)
    return tuple(spans)


def _hit(hit: FoundHit) -> Hit:
    persons = () if hit.about.startswith("?") else (hit.about,)
    return Hit(
        start=hit.start,
        end=hit.end,
        detector=Detector(hit.detector),
        evidence=Evidence(hit.evidence.value),
        persons=persons,
    )


def _both(gone: Sequence[Hit], stays: Sequence[Hit]) -> list[Hit]:
    return sorted([*gone, *stays])


def _sentences(found: Found, cut: Collection[int]) -> dict[int, list[tuple[int, int, FoundHit]]]:
    by_unit: dict[int, list[tuple[int, int, FoundHit]]] = {}
    for hit in found.hits:
        if hit.id in cut and hit.sentence is not None:
            by_unit.setdefault(hit.unit, []).append((*hit.sentence, hit))
    return by_unit


def _widened(hits: list[Hit], sentences: Sequence[tuple[int, int, FoundHit]]) -> list[Hit]:
    """Mentions as their whole sentence; what lies in such a sentence goes with it."""
    wide: dict[tuple[int, int], Hit] = {}
    for start, end, hit in sentences:
        whole = Hit(start=start, end=end, detector=Detector(hit.detector), evidence=Evidence(hit.evidence.value))
        wide.setdefault((start, end), whole)
    cover = Cover(wide)
    return [*wide.values(), *(hit for hit in hits if not cover.holds(hit.start, hit.end))]


def _row(subject: DataSubject) -> PersonRow:
    return PersonRow(
        id=subject.id,
        name=subject.name,
        aliases=subject.aliases,
        date_of_birth=subject.date_of_birth,
        nhs_number=subject.nhs_number,
        upn=subject.upn,
        nino=subject.nino,
        case_ids=subject.case_ids,
        addresses=subject.addresses,
        protected_addresses=subject.protected_addresses,
        emails=subject.emails,
        phones=subject.phones,
        relations=subject.relations,
    )
