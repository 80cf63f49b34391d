"""Makes a plan: which spans of a document are cut, and what stands in their place."""

from collections.abc import Collection, Sequence

from redaction.document import Document
from redaction.hit import MENTIONS, Detector, Hit
from redaction.label import Labels
from redaction.plan import Cut, Plan
from redaction.resolve import resolve
from redaction.sentences import Sentences
from redaction.spans import Cover


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
        chosen = [hit for hit in found if detectors is None or hit.detector in detectors]
        kept.update(
            (unit.text[hit.start : hit.end], None)
            for hit in found
            if detectors is not None and hit.detector not in detectors
        )
        for hit in resolve(_widened(unit.text, chosen)):
            text = labels.replacement(unit.text, hit)
            cuts.append(Cut(unit=unit.id, start=hit.start, end=hit.end, replacement=text))
    return Plan(cuts=tuple(cuts), kept=tuple(kept))


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
