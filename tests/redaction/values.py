"""What a detector takes out of a text, as the tables of tests compare it."""

from redaction import Detect, find


def values(detector: Detect, text: str) -> list[str]:
    """The values that one detector finds, in order."""
    return [text[hit.start : hit.end] for hit in find(text, detectors=(detector,))]
