"""Case and client numbers: after their label, by forms of courts, police, Home Office, by forms of one's own."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.case_groups import grouped, headed, hidden
from redaction.detect.case_patterns import compiled
from redaction.detect.case_shapes import shaped
from redaction.detect.columns import Column, cells
from redaction.detect.context import after_goods_reference, in_link_or_message_id
from redaction.detect.finds import Finds
from redaction.detect.labels import BETWEEN, CLOSE, Label, listed
from redaction.detect.numbered import numbered
from redaction.hit import Detector, Hit
from redaction.tokens import codes, small

_NUMBER: Final = (
    r"(?:identifier|id|ld|1d|n[o0]|num|number|ref|reference|code|file|#)s?(?![a-z])\.?"
    r"(?:[ ](?:no|number|id)\b\.?)?"
)
_PLAIN: Final = r"[A-Z0-9](?:[A-Z0-9]|[/_.-](?=[A-Z0-9])){2,23}"
_VALUE: Final = (
    r"(?!(?:of|is|on|at|to|for|from|in|no|or|and|by|as|was"
    r"|the)[ ])(?:[A-Z]{0,4}[ ]?\d{1,4}(?:[ ]\d{2,5}){2,3}(?![ ]?\d)|[A-Z]{0,4}[ ]?\d{3,4}(?:[ ]\d{3,4}){1,3}"
    r"|[A-Z][ ]?\d\d(?:[ ]\d\d){2,3}|\d{2}[ ][A-Z]{2}[ ]\d{6,8}|\d\d(?:[ ]\d{3}){2,3}"
    r"|[A-Z]{1,4}\d{1,4}[A-Z]{0,2}(?:[ ][A-Z]?\d{3,8}|[ ][A-Z]\d{1,2}[ ]\d{3,6})"
    r"|[A-Z]{2}[ ]\d{2}[ ][A-Z]{1,2}[ ]?\d{5}"
    r"|[A-Z]{2,5}[ ]\d{2}[ ]\d{4,6}|[A-Z]{2,6}[ ]\d{3,6}[/-]\d{2,6}"
    r"|[A-Z0-9]{1,6}(?:[ ][/-][ ](?=[A-Z]{0,5}\d|[A-Z]{2}[ ])[A-Z0-9]{1,8}){2,4}"
    rf"|[A-Z]{{1,4}}[ ]\d{{5,11}}|{_PLAIN})(?![\w@]|[.,]\d|/\d)"
)
_BY_NAME, _BARE, _NOUN = 0, 3, 5  # which of the labels
# A call's number goes with its day: "CAD 1234/03MAR24", "police log 1187 of 6/11".
_CALL: Final = (
    r"\d{3,5}[ ]\d{6}(?:\d\d)?|\d{1,5}[ ]?(?:/|of|on|dated)?[ ]?\d{1,2}[ /.-]?(?:[A-Z]{3,9}"
    r"|\d\d?)(?:[ /.-]?\d{2,4})?|\d{1,5}/\d{6}"
    r"|\d{8}-\d{3,5}"
)
# What of a system a number is of, and a bracket: "EHM episode 88213", "closed on Mosaic (1984423)".
_OF_SYSTEM: Final = (
    r"(?:[ ](?:episode|record|case|file|person|child|client|contact|family|group|workflow|report|entry|log))?"
)
_LABELS: Final = (
    Label(listed("case_systems", _OF_SYSTEM), _VALUE, BETWEEN + r"[(\[]?"),
    Label.of(
        ("cad", "police", "incident", "storm", "call", "log"),
        r"CAD|incident(?=[ ]\d{3,5}[ ]\d{6})|(?:police|incident|storm|call|CAD)[ ]log|log[ ](?=num|no\b|ref"
        r"|\d{3,5}[ ]+(?:of[ ])?\d{1,2}/\d)",
        _CALL,
        CLOSE,
    ),
    Label(listed("case_labels", rf"(?:'?s|\.)?(?:[ _-]{{0,2}}{_NUMBER}|(?=[ ]{{0,2}}[:#=]))"), _VALUE),
    # "Ref" alone, if it is of no order or invoice.
    Label.of(
        ("ref", "refs", "reference", "refno", "references", "id", "uid"),
        r"ref(?:erence)?s?(?:[ ](?:on|for)(?:[ ][a-z]{3,12}){1,2}(?=[ ]?:))?|u?id",
        _VALUE,
        CLOSE,
    ),
    # "Case 1 = 5510447": numbered in a list, with its number.
    Label.of(
        ("case", "child", "client", "family", "file"),
        r"(?:case|child|client|family|file)[ ]\d{1,2}(?=[ ]?[:=-])",
        r"\d{5,10}|[A-Z]{1,5}[/-]?\d{4,9}",
        CLOSE,
    ),
    Label(listed("case_nouns", r"(?:'?s)?"), rf"[A-Z]{{2,4}}[ ]\d{{6,11}}(?!\w)|{_PLAIN}", r"[ \t]{1,3}+[(\[]?"),
)
_MARK: Final = re.compile(r"(?:[:#=\t|(]|\b(?:id|no|num|number|ref|reference|is))[ \t.:\r\n]{0,4}\Z", re.IGNORECASE)
_DATE: Final = re.compile(r"(?:(?:19|20)\d\d|\d{1,2})[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# After a bare noun only what is no count, sum, year or time: letters first, parts, or many figures.
_STRONG: Final = re.compile(
    r"(?!(?:19|20)\d\d[/.-]\d{2,4}\Z)(?=(?:\D{0,8}\d){4})(?:[A-Z]{1,6}[/-]?[A-Z0-9]{0,8}[/.-]?\d{4,}\w?"
    r"|\d{6,14}[A-Z]?|"
    r"\d{3}(?!00)\d\d|[A-Z0-9]{1,6}[/-][A-Z0-9/.-]{4,}|\d\d[A-Z]{2,4}\d{4,}|[A-Z]{2,4}[ ]\d{6,11})",
    re.IGNORECASE,
)
_IN_COLUMN: Final = re.compile(
    r"(?=(?:[^\d\n]*\d){3})[A-Z0-9](?:[A-Z0-9]|[ ]?[/_.-][ ]?(?=[A-Z0-9])|[ ](?=\d)){2,23}", re.IGNORECASE
)
_RUN: Final = re.compile(rf"{_PLAIN}(?![\w@]|[.,]\d|/\d)", re.IGNORECASE)
# "Planning application no", "student numbers: 412".
_OF_OTHERS: Final = re.compile(
    r"\b(?:(?<!legal )planning|job|grant|tender|ofsted|charity|company|supplier)\b[^.\r\n]{0,24}\Z"
    r"|\bnumbers[ :=]{1,3}\Z",
    re.IGNORECASE,
)
# Ofsted's number of a school or nursery: "Ofsted URN 123456".
_SCHOOLS: Final = re.compile(
    r"\b(?:ofsted|school|nursery|provider|setting)(?:'s)?[ ]urn[ :.]{0,3}(?:no\.?[ ])?\Z", re.IGNORECASE
)
_LEAST_SET: Final = 4
_LEAST_ALIKE: Final = 6  # characters of a value by whose form others are known
_KINDS: Final = str.maketrans({**dict.fromkeys("0123456789", "9"), "_": "-", ".": "-"})


def case_id(text: str) -> Iterator[Hit]:
    """Find case ids after *Mosaic ID*, *LCS no*, *case ref* and kin, and by the forms of known bodies.

    No national format exists for most, so the label decides; the id must hold two digits. Only a
    system's own name needs neither *id* nor a colon. What is written like one that a label told
    of counts too: *her Mosaic ID is 0482213, her brother's 0482214*. Evidence ``pattern``.

    Source:
        HM Courts & Tribunals Service, National Police Chiefs' Council and Home Office (their own forms).
    """
    found = Finds(Detector.CASE_ID)
    for rank, label in enumerate(_LABELS):
        for start, end in label.values(text):
            if start not in found and _counts(text, (start, end), rank):
                found.add((start, end), "label")
    for span in (*grouped(text), *hidden(text), *headed(text)):
        found.add(span, "grouped")
    for span in numbered(text, found):
        if not _OF_OTHERS.search(text, max(0, span[0] - 48), span[0]):
            found.add(span, "numbered")
    for cell in cells(text):
        span = cell.start, cell.end
        if cell.column is Column.NUMBER and _IN_COLUMN.fullmatch(text, *span) and not _DATE.fullmatch(text, *span):
            found.add(span, "column")
    for span in _alike(text, found):
        found.add(span, "alike")
    for span in shaped(text, found):
        found.add(span, "shape")
    yield from found


def _counts(text: str, span: tuple[int, int], rank: int) -> bool:
    """Whether what stands after a label of that rank is a case's number."""
    start, end = span
    value = text[start:end]
    if rank == _BY_NAME and _SCHOOLS.search(text, max(0, start - 24), start) is not None:
        return False
    if rank not in {_BARE, _BY_NAME} and _OF_OTHERS.search(text, max(0, start - 48), start) is not None:
        return False
    if rank == _NOUN:
        return _STRONG.fullmatch(value) is not None and not (
            _DATE.fullmatch(value) or in_link_or_message_id(text, start, end)
        )
    digits = sum(map(str.isdigit, value))
    # "port = 587": a setting.
    if value.isdigit() and digits < _LEAST_SET and text[max(0, start - 2) : start].strip(" ") == "=":
        return False
    least = 4 if rank == _BY_NAME and not _marked(text, start) else 3 if rank == _BARE else 2
    bare = rank == _BARE
    of_goods = bare and (_YEAR.fullmatch(value) is not None or after_goods_reference(text, start))
    return digits >= least and not _DATE.fullmatch(value) and not of_goods


def _alike(text: str, found: Finds) -> Iterator[tuple[int, int]]:
    """What is written as one of those found: the same letters, as many figures in the same places."""
    forms = {
        value.translate(_KINDS)
        for hit in found
        if len(value := small(text)[hit.start : hit.end]) >= _LEAST_ALIKE and _RUN.fullmatch(value)
    }
    if not forms:
        return
    sizes = {len(form) for form in forms}
    first = {form[0] for form in forms}
    written = small(text).translate(_KINDS)
    for _, start in codes(text):
        if written[start] not in first or start in found:
            continue
        alike = any(written[start : start + size] in forms for size in sizes)
        match = _RUN.match(text, start) if alike else None
        if (
            match is not None
            and written[start : match.end()] in forms
            and text[start - 1 : start] not in {"£", "/", "-", ".", "#", "+"}
            and not after_goods_reference(text, start)
            and not _DATE.fullmatch(match[0])
            and not in_link_or_message_id(text, *match.span())
        ):
            yield match.span()


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
