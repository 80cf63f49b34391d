"""Case and client numbers: after their label, by forms of courts, police, Home Office, by forms of one's own."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.case_patterns import compiled
from redaction.detect.context import after_goods_reference, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import CLOSE, Label, listed
from redaction.hit import Detector, Hit
from redaction.tokens import figures, places

_NUMBER: Final = (
    r"(?:identifier|id|no|num|number|ref|reference|code|file|#)s?(?![a-z])\.?(?:[ ](?:no|number|id)\b\.?)?"
)
_VALUE: Final = (
    r"(?:[A-Z]{0,4}[ ]?\d{3,4}(?:[ ]\d{3,4}){1,3}|[A-Z0-9](?:[A-Z0-9]|[/_.-](?=[A-Z0-9])){2,23})(?![\w@]|[.,]\d|/\d)"
)
_BY_NAME, _BARE = 0, 3  # which of the labels
# A call's number goes with its day: "CAD 1234/03MAR24", "police log 1187 of 6/11".
_CALL: Final = r"\d{1,5}[ ]?(?:/|of|on|dated)?[ ]?\d{1,2}[ /.-]?(?:[A-Z]{3}|\d\d?)(?:[ /.-]?\d{2,4})?|\d{1,5}/\d{6}"
_LABELS: Final = (
    Label(listed("case_systems"), _VALUE),
    Label.of(("cad", "police", "incident"), r"CAD|(?:police|incident)[ ]log|CAD[ ]log", _CALL, CLOSE),
    Label(listed("case_labels", rf"(?:'?s)?(?:[ _-]{{0,2}}{_NUMBER}|(?=[ ]{{0,2}}[:#=]))"), _VALUE),
    # "Ref" alone, if it is of no order or invoice.
    Label.of(("ref", "refs", "reference", "refno", "references"), r"ref(?:erence)?s?", _VALUE, CLOSE),
)
_MARK: Final = re.compile(r"(?:[:#=\t|]|\b(?:id|no|num|number|ref|reference|is))[ \t.:\r\n]{0,4}\Z", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_COURT: Final = r"court|case|proceedings|hearing|order|cafcass|judge"
_REFERRED: Final = r"nrm|scra|ehcp?|marac|mash|case|referral|reporter|ref"
_OFFICER: Final = r"police|urn|cps|crime|officer|charge"
_PRISON: Final = r"prison(?:er)?|hmp|yoi|nomis|custody|offender"
# The words without which a form is not looked for, the form, and what must stand near; None: the form is enough.
_SHAPES: Final = (
    # Family court: place, year, kind, number. Crown court: T, year, number.
    ("court proceedings hearing cafcass judge order orders", r"[A-Z]{2}\d{2}[A-Z]\d{5}", _COURT),
    ("court crown sentence trial", r"[TSUA]20\d{6}", r"court|crown|trial|sentence|hearing"),
    # Police: force, unit, number, year; a call's number with its day; the national computer's year, number, letter.
    ("police urn cps crime officer", r"\d{2}[A-Z0-9]{2}\d{7}(?:/\d)?", _OFFICER),
    ("pnc cro police record", r"(?:19|20)?\d\d/\d{1,7}[A-Z]", r"pnc|cro|police|record"),
    ("prison prisoner hmp yoi nomis custody", r"[A-Z]\d{4}[A-Z]{2}", _PRISON),
    # Home Office: visa application, registration card, application number, share code.
    ("gwf", r"GWF[ ]?\d{9}", None),
    ("nrm scra ehc ehcp marac mash case referral reporter", r"[A-Z]{2,5}[/-](?:19|20)?\d\d[/-]\d{3,7}", _REFERRED),
    ("asc", r"ASC[ /]?\d{6,8}(?:/\d)?", None),
    ("uan visa home settlement euss", r"\d{4}-\d{4}-\d{4}-\d{4}(?:/\d\d)?", r"uan|home office|visa|settle\w*|euss"),
    ("share", r"[WSR][A-Z0-9]{2}[ ]?[A-Z0-9]{3}[ ]?[A-Z0-9]{3}", "share code"),
)  # fmt: skip
_NOT_AFTER: Final = r"(?<![A-Za-z0-9/_-])"
_BY_SHAPE: Final = tuple(
    (
        frozenset(words.split()),
        re.compile(rf"{_NOT_AFTER}{shape}(?![A-Za-z0-9_-])", re.IGNORECASE),
        re.compile(rf"\b(?:{near})\b", re.IGNORECASE) if near is not None else None,
    )
    for words, shape, near in _SHAPES
)
_LONGEST_PREFIX: Final = 6  # characters before a shape's first digit


def case_id(text: str) -> Iterator[Hit]:
    """Find case ids after *Mosaic ID*, *LCS no*, *case ref* and kin, and by the forms of known bodies.

    No national format exists for most, so the label decides; the id must hold two digits. Only a
    system's own name needs neither *id* nor a colon. Evidence ``pattern``.

    Source:
        HM Courts & Tribunals Service, National Police Chiefs' Council and Home Office (their own forms).
    """
    found = Finds(Detector.CASE_ID)
    for rank, label in enumerate(_LABELS):
        for start, end in label.values(text):
            value = text[start:end]
            digits = sum(char.isdigit() for char in value)
            least = 4 if rank == _BY_NAME and not _marked(text, start) else 3 if rank == _BARE else 2
            bare = rank == _BARE and start not in found
            of_goods = bare and (_YEAR.fullmatch(value) is not None or after_goods_reference(text, start))
            if digits >= least and not _DATE.fullmatch(value) and not of_goods:
                found.add((start, end), "label")
    known = places(text)
    shapes = [row for row in _BY_SHAPE if not row[0].isdisjoint(known)]
    for figure in figures(text) if shapes else ():
        begin = _word_begins(text, figure.start)
        for _, shape, near in shapes:
            match = shape.match(text, begin)
            if match is None or in_link_or_message_id(text, *match.span()):
                continue
            if near is None or near.search(text, max(0, begin - 80), match.end() + 40):
                found.add(match.span(), "shape")
    yield from found


def _word_begins(text: str, at: int) -> int:
    """Where the letters, digits and strokes begin that stand before *at* without a blank."""
    begin, least = at, max(0, at - _LONGEST_PREFIX)
    while begin > least and (text[begin - 1].isalnum() or text[begin - 1] in "/-"):
        begin -= 1
    return begin


def _marked(text: str, start: int) -> bool:
    """Whether more than the system's name stands before: a colon, *id*, *no*, a cell's border."""
    return _MARK.search(text[max(0, start - 16) : start]) is not None


class CaseIds:
    """Finds the case ids of an organisation's own forms, as `case_patterns` writes them.

    Args:
        patterns: Forms such as ``FSC-####-##``.

    Raises:
        ValueError: a form is wrong; says what and which.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._patterns: Final = tuple(map(compiled, patterns))
        self.__name__ = Detector.CASE_ID.value

    def __call__(self, text: str) -> Iterator[Hit]:
        """Hits in rising order, positions in the folded *text*; evidence ``pattern``."""
        found = Finds(Detector.CASE_ID)
        for pattern in self._patterns:
            for match in pattern.finditer(text):
                found.add(match.span(), "configured")
        yield from found
