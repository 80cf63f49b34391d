"""Finds personal data in one text or in all units of a message together."""

from collections.abc import Sequence
from dataclasses import replace

from redaction.detect import DEFAULT, Detect
from redaction.hit import Detector, Hit
from redaction.normal import Folded, fold
from redaction.people import People
from redaction.propagate import propagate
from redaction.spans import Cover
from redaction.tokens import Prepared


def find(text: str, people: People | None = None, detectors: Sequence[Detect] = DEFAULT) -> list[Hit]:
    """Find personal data in one text.

    Args:
        text: Any text; it need not be normalised.
        people: The register's index; None: nobody is known.
        detectors: Which detectors to ask.

    Returns:
        Hits in rising order, spans half open in code points of *text*. They may overlap;
        ``resolve`` makes them disjoint.
    """
    return find_all((text,), people, detectors)[0]


def find_all(
    texts: Sequence[str], people: People | None = None, detectors: Sequence[Detect] = DEFAULT
) -> list[list[Hit]]:
    """Find personal data in several texts of one message: who is named in one is known in all.

    Returns:
        For each text its hits, as ``find`` gives them.
    """
    folded = [replace(one, text=Prepared(one.text)) for one in map(fold, texts)]
    detected = [[hit for detector in detectors for hit in detector(one.text)] for one in folded]
    parts = propagate([one.text for one in folded], detected)
    registered = people.lookup_folded(folded) if people is not None else [[] for _ in texts]
    return [
        _merged(one, found + further, known)
        for one, found, further, known in zip(folded, detected, parts, registered, strict=True)
    ]


def _merged(folded: Folded, found: list[Hit], known: list[Hit]) -> list[Hit]:
    """Register hits absorb what lies within them; a lone first name yields to a longer stranger's name."""
    strangers = Cover(
        (hit.start, hit.end) for hit in found if hit.detector is Detector.NAME and hit.how == "full-name"
    )
    known = [hit for hit in known if hit.how != "first-name" or not strangers.holds(hit.start, hit.end)]
    cover = {
        one: Cover((hit.start, hit.end) for hit in known if hit.detector is one)
        for one in {hit.detector for hit in known}
    }
    kept = [hit for hit in found if hit.detector not in cover or not cover[hit.detector].holds(hit.start, hit.end)]
    return sorted(_placed(folded, hit) for hit in {*kept, *known})


def _placed(folded: Folded, hit: Hit) -> Hit:
    if folded.starts is None:
        return hit
    return hit.at(folded.span(hit.start, hit.end))
