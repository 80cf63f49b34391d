"""Case and client numbers: after their label, by forms of courts, police, Home Office, by forms of one's own."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.case_patterns import compiled
from redaction.detect.context import after_goods_reference, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import CLOSE, Label, listed
from redaction.hit import Detector, Hit
from redaction.tokens import places

_SYSTEM_WORDS, _SYSTEM = listed("case_systems")
_OF_WORDS, _OF = listed("case_labels")
_NUMBER: Final = (
    r"(?:identifier|id|no|num|number|ref|reference|code|file|#)s?(?![a-z])\.?(?:[ ](?:no|number|id)\b\.?)?"
)
_VALUE: Final = (
    r"(?:[A-Z]{0,4}[ ]?\d{3,4}(?:[ ]\d{3,4}){1,3}|[A-Z0-9](?:[A-Z0-9]|[/_.-](?=[A-Z0-9])){2,23})(?![\w@]|[.,]\d|/\d)"
)
_BY_NAME, _BARE = 0, 1  # which of the labels
_LABELS: Final = (
    Label(_SYSTEM_WORDS, rf"(?:{_SYSTEM})", _VALUE),
    # "Ref" alone, if it is of no order or invoice.
    Label(("ref", "refs", "reference", "refno", "references"), r"ref(?:erence)?s?", _VALUE, CLOSE),
    Label(_OF_WORDS, rf"(?:{_OF})(?:'?s)?(?:[ _-]{{0,2}}{_NUMBER}|(?=[ ]{{0,2}}[:#=]))", _VALUE),
)
_MARK: Final = re.compile(r"(?:[:#=\t|]|\b(?:id|no|num|number|ref|reference|is))[ \t.:\r\n]{0,4}\Z", re.IGNORECASE)
_DATE: Final = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?")
_COURT: Final = r"court|case|proceedings|hearing|order|cafcass|judge"
_OFFICER: Final = r"police|urn|cps|crime|officer|charge"
_PRISON: Final = r"prison(?:er)?|hmp|yoi|nomis|custody|offender"
_CAD: Final = (
    r"(?<=CAD|log)[ :#]{0,2}(?:no\.?|ref\.?|number)?[ :#]{0,2}\d{1,5}[ ]?(?:/|of|on|dated)?[ ]?\d{1,2}[ /.-]?"
    r"(?:[A-Z]{3}|\d\d?)(?:[ /.-]?\d{2,4})?"
)
# The words without which a form is not looked for, the form, and what must stand near; None: the form is enough.
_SHAPES: Final = (
    # Family court: place, year, kind, number. Crown court: T, year, number.
    ("court proceedings hearing cafcass judge order orders", r"[A-Z]{2}\d{2}[A-Z]\d{5}", _COURT),
    ("court crown sentence trial", r"[TSUA]20\d{6}", r"court|crown|trial|sentence|hearing"),
    # Police: force, unit, number, year; a call's number with its day; the national computer's year, number, letter.
    ("police urn cps crime officer", r"\d{2}[A-Z0-9]{2}\d{7}(?:/\d)?", _OFFICER),
    ("cad log", _CAD, r"cad|police|incident"),
    ("pnc cro police record", r"(?:19|20)?\d\d/\d{1,7}[A-Z]", r"pnc|cro|police|record"),
    ("prison prisoner hmp yoi nomis custody", r"[A-Z]\d{4}[A-Z]{2}", _PRISON),
    # Home Office: visa application, registration card, application number, share code.
    ("gwf", r"GWF[ ]?\d{9}", None),
    ("asc", r"ASC[ /]?\d{6,8}(?:/\d)?", None),
    ("uan visa home settlement euss", r"\d{4}-\d{4}-\d{4}-\d{4}(?:/\d\d)?", r"uan|home office|visa|settle\w*|euss"),
    ("share", r"(?<![A-Z0-9])[WSR][A-Z0-9]{2}[ ]?[A-Z0-9]{3}[ ]?[A-Z0-9]{3}", "share code"),
)  # fmt: skip
_NOT_AFTER: Final = r"(?<![A-Za-z0-9/_-])"
_BY_SHAPE: Final = tuple(
    (
        frozenset(words.split()),
        re.compile(rf"{'' if shape.startswith('(?<') else _NOT_AFTER}{shape}(?![A-Za-z0-9_-])", re.IGNORECASE),
        re.compile(rf"\b(?:{near})\b", re.IGNORECASE) if near is not None else None,
    )
    for words, shape, near in _SHAPES
)


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
            of_goods = rank == _BARE and after_goods_reference(text, start)
            if digits >= least and not _DATE.fullmatch(value) and not of_goods:
                found.add((start, end), "label")
    known = places(text)
    for words, shape, near in _BY_SHAPE:
        if words.isdisjoint(known):
            continue
        for match in shape.finditer(text):
            start, end = match.span()
            start += len(match[0]) - len(match[0].lstrip(" :#"))
            if (near is None or near.search(text, max(0, start - 80), min(len(text), end + 40))) and not (
                in_link_or_message_id(text, start, end)
            ):
                found.add((start, end), "shape")
    yield from found


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
