"""Makes a plan: which spans of a document are cut, and what stands in their place."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Final

from redaction.document import Document
from redaction.grammar import Change, readable
from redaction.hit import MENTIONS, Detector, Hit
from redaction.label import Labels
from redaction.plan import Cut, Plan, apply
from redaction.resolve import resolve
from redaction.sentences import Sentences
from redaction.spans import Cover

_MOST_LOOKS: Final = 8  # each cuts at least one more character; more than two were never seen to be needed


def plan_for(
    document: Document,
    hits: Sequence[Sequence[Hit]],
    labels: Labels,
    detectors: Collection[Detector] | None = None,
) -> Plan:
    """Cut the hits of *detectors* (None: all), mentions with their whole sentence.

    Args:
        document: As read.
        hits: For each unit what ``find_all`` found in it.
        labels: Gives the replacements; meets the names first.
        detectors: Whose hits are cut; values of the others are named in ``kept``.
    """
    texts = [unit.text for unit in document.units]
    labels.learn(texts, hits)
    cuts: list[Cut] = []
    kept: dict[str, None] = {}
    for unit, found in zip(document.units, hits, strict=True):
        chosen = [hit for hit in found if _wanted(hit, detectors)]
        kept.update(
            (unit.text[hit.start : hit.end], None)
            for hit in found
            if detectors is not None and hit.detector not in detectors
        )
        spans = resolve(_widened(unit.text, chosen))
        changes = [Change(hit.start, hit.end, labels.replacement(unit.text, hit)) for hit in spans]
        cuts += (
            Cut(unit=unit.id, start=start, end=end, replacement=text)
            for start, end, text in readable(unit.text, changes)
        )
    return Plan(cuts=tuple(cuts), kept=tuple(kept))


def plan_until_clean(
    document: Document,
    look: Callable[[Sequence[str]], list[list[Hit]]],
    labels: Labels,
    detectors: Collection[Detector] | None = None,
) -> tuple[Plan, list[list[Hit]]]:
    """Plan, look at what would be written, and go on until nothing is found in it: redacting twice is redacting once.

    A value may only come to stand beside the word that gives it away once what stood between them is cut.

    Args:
        document: As read.
        look: Finds in the units' texts, as ``find_all`` does; called once more than there is something to find.
        labels, detectors: As for ``plan_for``.

    Returns:
        The plan, and for each unit the hits that it rests on, spans in the document's own texts.
    """
    texts = [unit.text for unit in document.units]
    hits = look(texts)
    for _ in range(_MOST_LOOKS):
        plan = plan_for(document, hits, labels, detectors)
        if not plan.cuts:
            break
        by_unit = plan.by_unit()
        cuts = [by_unit.get(unit.id, ()) for unit in document.units]
        again = look([apply(text, mine) for text, mine in zip(texts, cuts, strict=True)])
        further = [
            [hit.at(span) for hit in found if _wanted(hit, detectors) for span in made.before(hit.start, hit.end)]
            for made, found in zip(map(_Made, cuts), again, strict=True)
        ]
        if not any(further):
            break
        hits = [sorted({*old, *new}) for old, new in zip(hits, further, strict=True)]
    return plan, hits


def _wanted(hit: Hit, detectors: Collection[Detector] | None) -> bool:
    return detectors is None or hit.detector in detectors


class _Made:
    """A text's cuts once they are made: where its replacements stand then, and how far they move what follows."""

    def __init__(self, cuts: Sequence[Cut]) -> None:
        self._begins: list[int] = []
        self._ends: list[int] = []
        self._longer = [0]  # by how much the first replacements, so many, make the text longer
        for cut in cuts:
            begins = cut.start + self._longer[-1]
            self._begins.append(begins)
            self._ends.append(begins + len(cut.replacement))
            self._longer.append(self._longer[-1] + len(cut.replacement) - (cut.end - cut.start))

    def before(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Where what stands at ``[start, end)`` now stood before the cuts; nothing of a replacement counts."""
        first = bisect_right(self._ends, start)
        if first < len(self._ends) and self._begins[first] <= start:
            start = self._ends[first]
        last = bisect_left(self._ends, end)
        if last < len(self._ends) and self._begins[last] < end:
            end = self._begins[last]
        if start < end:
            yield (
                start - self._longer[bisect_right(self._ends, start)],
                end - self._longer[bisect_left(self._begins, end)],
            )


def _widened(text: str, hits: list[Hit]) -> list[Hit]:
    """Mentions as sentences; what lies in such a sentence goes with it."""
    mentioned = [hit for hit in hits if hit.detector in MENTIONS]
    if not mentioned:
        return hits
    borders = Sentences(text)
    sentences: dict[tuple[int, int], Hit] = {}
    for hit in mentioned:
        span = borders.around(hit.start, hit.end)
        sentences.setdefault(span, hit.at(span))
    cover = Cover(sentences)
    others = [hit for hit in hits if hit.detector not in MENTIONS and not cover.holds(hit.start, hit.end)]
    return [*sentences.values(), *others]
