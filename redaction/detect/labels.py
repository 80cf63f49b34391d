"""Values that a label tells of: *NHS No: …*, the next line or cell of a form, the column under a heading."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from redaction.detect.joints import GAP, REMARK, VERB
from redaction.detect.signs import Signs
from redaction.detect.tables import Tables, heads
from redaction.detect.words import lines
from redaction.spans import Cover
from redaction.tokens import Prepared, figures, places, words

# Between a label and its value: what kind of number it is, a remark in brackets, whose it is, a verb, then
# what forms and mails put there. Every part is bounded.
_KIND_OF: Final = r"(?:[ \t_-]{0,3}(?:numbers?|num|n[o0°]s?|nr|[il1]ds?|refs?|references?|codes?|#)(?![a-z])\.?){0,2}"
_WHOSE: Final = r"(?:[ ](?:for|of|from|on|at|with|by)(?:[ ][^\s\d:]{1,24}){1,3})?"
BETWEEN: Final = REMARK + _WHOSE + VERB + GAP
# The same where a label is a word of its own too: "on account of the 20240301 report".
CLOSE: Final = REMARK + VERB + GAP
_FARTHEST: Final = 240  # characters from a label's beginning to its value's first digit
_HEADING_ENDS: Final = rf"{_KIND_OF}{REMARK}[:*\"]{{0,2}}[ ]?(?=[\t|;,\r\n]|[ ]|\Z)"
_HEADING_BEGINS: Final = re.compile(r"(?:[A-Za-z][A-Za-z']{1,12}[ _]){0,2}")  # "Patient NHS no", "learner_uln"
_MOST_BELOW: Final = 20_000  # rows under one heading

# Between the values of one label: "999 000 0018 (Mia), 999 000 0026 and Tom 999 000 0034".
_AND_NEXT: Final = re.compile(
    r"(?:[ ]?\([^()\r\n]{1,20}\))?(?:[ ]?[,;/&+]|[ ](?:and|or)\b)[ ]{1,2}(?:(?:and|or|&)[ ])?"
    r"(?:[A-Z][a-z'-]{1,20}[ :]{1,2})?"
)


class _Form(dict[int, str]):
    """Code point to what it is in a value's form, filled as characters are met."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        form = self[point] = ("9" if char.isdigit() else "A") if char.isalnum() else ""
        return form


_FORM: Final = _Form()
_LEAST_LISTED: Final = 5  # figures; fewer are a count or a year
_MOST_LISTED: Final = 24  # values after one label; a text of labels and lists is not walked over again and again

Span = tuple[int, int]


def listed(name: str, after: str = "") -> Mapping[str, str]:
    """The labels of ``lists/NAME.txt``: by each word that one begins with, all that begin so as one expression.

    Words of one label may be joined (*liquidlogic*), and so may what kind of number it is (*caseid*). *after* is what
    each must be followed by.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for label in sorted(lines(name), key=len, reverse=True):
        for begin in {re.split(r"\W", label)[0], re.sub(r"\W", "", label)}:
            for kind in ("", "s", "id", "no", "num", "number", "ref"):
                found[begin + kind].append(re.sub(r"[ -]", "[ _-]?", label))
    return {begin: f"(?:{'|'.join(labels)}){after}" for begin, labels in found.items()}


class Label:
    """What a label says and how the value after it is written; both regular expressions, in any case.

    Args:
        labels: For each word that a label begins with, as tokens are (lower case, letters alone), the labels that
            begin so, without *number*, *no* or *ref* at their end. They are looked for only at these words.
        value: The value. Whatever it is written with must be bounded: nothing here is searched twice.
        between: What may stand between the two, if not the usual.
        digits: Whether every value holds a digit.
    """

    def __init__(self, labels: Mapping[str, str], value: str, between: str = BETWEEN, *, digits: bool = True) -> None:
        self._labels: Final = labels
        self._written: Final = value
        self._between: Final = between
        self._digits: Final = digits
        self._value: Final = re.compile(rf"(?:{value})", re.IGNORECASE)
        self._signs: Final = Signs(labels)
        self._compiled: dict[str, tuple[re.Pattern[str], re.Pattern[str]]] = {}  # by label, when first met

    @classmethod
    def of(
        cls, words: Iterable[str], label: str, value: str, between: str = BETWEEN, *, digits: bool = True
    ) -> "Label":
        """One expression for the labels that begin with any of *words*."""
        return cls(dict.fromkeys(words, label), value, between, digits=digits)

    def values(self, text: str) -> Iterator[Span]:
        """The spans of the values, those after a label first, then those in the columns under one."""
        known = self._signs.met(text)
        if not known:
            return
        begins = places(text)
        every, numbers = words(text), figures(text)
        table_heads = _heads(text)
        headings: list[int] = []
        following = 0
        for at in sorted([at for word in known for at in begins[word]]):
            start, _, word = every[at]
            while following < len(numbers) and numbers[following].start < start:
                following += 1
            # Where no digit follows there is nothing to find, and most of these words stand in plain sentences.
            if self._digits and following == len(numbers):
                break
            forward, heading = self._patterns(self._labels[word])
            if not self._digits or numbers[following].start - start < _FARTHEST:
                match = forward.match(text, start)
                if match is not None:
                    yield match.span("value")
                    yield from self._listed(text, *match.span("value"))
            if (
                table_heads is not None
                and table_heads.holds(start, start + 1)
                and heading.match(text, start) is not None
            ):
                headings.append(start)
        if headings:
            yield from self._below(text, headings)

    def _patterns(self, label: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """The label with its value after it, and the label as a heading."""
        if label not in self._compiled:
            forward = rf"(?:{label}){_KIND_OF}(?![^\W\d_]){self._between}(?P<value>{self._written})(?![A-Za-z0-9])"
            heading = rf"(?:{label}){_HEADING_ENDS}"
            self._compiled[label] = re.compile(forward, re.IGNORECASE), re.compile(heading, re.IGNORECASE)
        return self._compiled[label]

    def _listed(self, text: str, start: int, end: int) -> Iterator[Span]:
        """The values that follow one, written as it is: "NHS nos 999 000 0018, 999 000 0026 and …"."""
        form = ""
        for _ in range(_MOST_LISTED):
            between = _AND_NEXT.match(text, end)
            if between is None:
                return
            form = form or _form(text[start:end])
            value = self._value.match(text, between.end()) if form.count("9") >= _LEAST_LISTED else None
            if value is None or _form(value[0]) != form or text[value.end() : value.end() + 1].isalnum():
                return
            yield value.span()
            end = value.end()

    def _below(self, text: str, headings: list[int]) -> Iterator[Span]:
        tables = _tables(text)
        cells = [
            cell
            for start in headings
            if (cell := tables.cell_at(start)) is not None and _HEADING_BEGINS.fullmatch(text, cell.start, start)
        ]
        # Under a heading that stands twice in a column each row is read once: down to the next one.
        known = set(cells)
        for heading in cells:
            for number, cell in enumerate(tables.below(heading)):
                if cell in known or number > _MOST_BELOW:
                    break
                if self._value.fullmatch(text, cell.start, cell.end) is not None:
                    yield cell.start, cell.end


def _form(value: str) -> str:
    """What a value is written with: A for each letter, 9 for each figure, no signs."""
    return value.translate(_FORM)


def _heads(text: str) -> Cover | None:
    if not isinstance(text, Prepared):
        return heads(text)
    if text.heads is None:
        text.heads = (heads(text),)
    return text.heads[0]


def _tables(text: str) -> Tables:
    if not isinstance(text, Prepared):
        return Tables(text)
    if text.tables is None:
        text.tables = Tables(text)
    return text.tables
