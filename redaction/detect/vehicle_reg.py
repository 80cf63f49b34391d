"""Registration marks of vehicles."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import CLOSE, Label
from redaction.detect.words import word_list
from redaction.hit import Detector, Hit
from redaction.tokens import figures

_LETTERS: Final = "[A-HJ-PR-Z]"  # no I, no Q
_MARK: Final = (
    rf"(?:[A-HJ-PR-Y][A-HJ-PR-Y]\d\d[ ]?{_LETTERS}{{3}}"  # AB12 CDE, since 2001
    rf"|[A-HJ-NPR-TV-Y]\d{{1,3}}[ ]?{_LETTERS}{{3}})"  # A123 BCD, 1983 to 2001
)
_PLATE: Final = re.compile(rf"(?<![A-Za-z0-9/_=-]){_MARK}(?![A-Za-z0-9/_=])")
_LABELLED: Final = Label.of(
    ("reg", "registration", "number", "plate", "plates", "vrm", "vrn", "vehicle", "car", "regno"),
    r"(?:(?:vehicle|car)[ ])?(?:reg(?:istration)?(?:[ ](?:mark|plate))?|number[ ]?plate|plates?|VRM|VRN)",
    rf"{_MARK}|[A-Z]{{3}}[ ]?\d{{1,3}}[A-Z]|[A-Z]{{1,3}}[ ]?\d{{1,4}}|[A-Z]{{2}}[0-9OI]{{2}}[ ]?{_LETTERS}{{3}}",
)
# The mark of a car that is told of, in lower case too; only today's form, for "car a12 bcd" may be anything.
_TOLD: Final = Label.of(
    ("drives", "drove", "driving", "car", "van", "vehicle", "index", "motor"),
    r"drives|drove|driving|car|van|vehicle|index(?:[ ]mark)?|motor",
    rf"[A-HJ-PR-Y][A-HJ-PR-Y]\d\d[ ]?{_LETTERS}{{3}}",
    CLOSE,
)
_NEAR: Final = re.compile(
    r"\b(?:cars?|vans?|vehicles?|lorry|taxi|minicab|moped|motor(?:bike|cycle)|reg|registration|plates?|number ?plate|"
    r"drives?|driving|drove|driver|parked|parking|dvla|mot|ford|vauxhall|toyota|nissan|volkswagen|vw|bmw|audi|mercedes|"
    r"honda|kia|hyundai|peugeot|renault|citroen|fiat|skoda|seat|mini|mazda|volvo|tesla|fiesta|corsa|astra|golf)\b",
    re.IGNORECASE,
)
_COMMON: Final = word_list("common") | word_list("never_surname")


def vehicle_reg(text: str) -> Iterator[Hit]:
    """Find registration marks after their label, or in capitals near a word of vehicles; evidence ``pattern``.

    Source:
        DVLA INF104 (current and prefix marks); older and Irish marks only after a label.
    """
    found = Finds(Detector.VEHICLE_REG)
    for start, end in _LABELLED.values(text):
        if any(char.isdigit() for char in text[start:end]):
            found.add((start, end), "label")
    for span in _TOLD.values(text):
        if text[span[1] - 3 : span[1]].lower() not in _COMMON:
            found.add(span, "label")
    for figure in figures(text):
        at = figure.start
        if figure.end - at > 3 or not text[at - 1 : at].isupper():
            continue
        start = at - 2 if text[at - 2 : at - 1].isalpha() else at - 1
        match = _PLATE.match(text, start)
        # "DRIVING ON THE M25 AND": a road and a word.
        if match is None or match[0][-3:].lower() in _COMMON or in_link_or_message_id(text, *match.span()):
            continue
        end = match.end()
        if _NEAR.search(text, max(0, start - 60), start) or _NEAR.search(text, end, end + 40):
            found.add((start, end), "context")
    yield from found
