"""Case numbers by their forms: courts, police, prisons, Home Office, and the codes that offices give their files."""

import re
from collections.abc import Container, Iterator
from typing import Final

from redaction.detect.context import after_goods_reference, before, in_link_or_message_id
from redaction.detect.labels import Span
from redaction.detect.signs import Signs
from redaction.detect.words import lines
from redaction.tokens import Token, codes

_COURT: Final = r"court|case|proceedings|hearing|order|cafcass|judge"
_REFERRED: Final = r"nrm|scra|ehcp?|marac|mash|case|referral|reporter|ref"
_OFFICER: Final = r"police|urn|cps|crime|officer|charge"
_HOME_OFFICE: Final = r"uan|home office|ho|visa|settle\w*|euss"
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
    ("hwf fees", r"HWF-[A-Z0-9]{3}-[A-Z0-9]{3}", None),
    ("nrm scra ehc ehcp marac mash case referral reporter", r"[A-Z]{2,5}[/-](?:19|20)?\d\d[/-]\d{3,7}", _REFERRED),
    ("tribunal send", r"E[HN]\d{3}/\d\d/\d{5}", None),
    ("asc", r"ASC[ /]?\d{6,8}(?:/\d)?", None),
    ("uan visa home ho settlement euss", r"\d{4}-\d{4}-\d{4}-\d{4}(?:/\d\d)?", _HOME_OFFICE),
    ("share", r"[WSR][A-Z0-9]{2}[ ]?[A-Z0-9]{3}[ ]?[A-Z0-9]{3}", "share code"),
)  # fmt: skip
_NOT_AFTER: Final = r"(?<![A-Za-z0-9/_-])"
_BY_SHAPE: Final = tuple(
    (
        Signs(words.split()),
        re.compile(rf"{_NOT_AFTER}{shape}(?![A-Za-z0-9_-])", re.IGNORECASE),
        re.compile(rf"\b(?:{near})\b", re.IGNORECASE) if near is not None else None,
    )
    for words, shape, near in _SHAPES
)
_LONGEST_PREFIX: Final = 12  # characters before a shape's first digit
# What an office puts before its files' numbers: "MOS2588448", "LCS 260178", "EH/25/2498". Whole, these need no label.
_OFFICES: Final = "|".join(sorted(lines("case_prefixes"), key=len, reverse=True))
_END: Final = r"(?![\w@]|[./-]\w|,\d)"
_OWN: Final = re.compile(
    rf"{_NOT_AFTER}(?:{_OFFICES})(?:[ ]?[-/ ]?\d{{5,9}}(?:/\d\d(?!\d))?|[-/]\d{{4}}"
    rf"|[-/](?:20)?\d\d[-/]\d{{3,7}}){_END}",
    re.IGNORECASE,
)
# Any other letters with a year and a number, or with many figures, or in parts: where it is told of a case.
_CODE: Final = re.compile(
    rf"{_NOT_AFTER}(?:[A-Z]{{1,6}}[-/](?:19|20)?\d\d[-/][A-Z]?\d{{3,7}}|[A-Z]{{1,5}}[-/]?\d{{5,9}}(?:[-/]\d{{1,4}})?"
    rf"|[A-Z]{{2,6}}[-/]\d{{3,8}}(?:[-/][A-Z]{{1,4}})?|[A-Z]{{1,5}}[-/][A-Z]{{1,5}}[-/]\d{{3,8}}(?:[-/.]\w{{1,4}})?"
    rf"|\d{{2,4}}[-/]\d{{4,7}}[-/]\d{{2}}){_END}"
)
_TOLD: Final = re.compile(
    r"\b(?:cases?|files?|records?|referr(?:al|ed)|chronology|assessments?|allocated|closed|closing|closure|opened|"
    r"re-?opened|step(?:ped)?[ ](?:up|down)|episodes?|social[ ]work(?:er)?|mosaic|lcs|ehm|liquidlogic|early[ ]help|"
    r"mash|duty|child(?:ren)?(?:'s)?|famil(?:y|ies)|mum|dad|mother|father|client|service[ ]user|police|crime|officer|"
    r"dictated|typed|quot(?:e|ing)|re|subject|ref(?:erence)?|s17|s47|cin|cp|appeal|dismissed|home[ ]office"
    r"|court|order|warrant|"
    r"summary|minutes|plan|ehcp)\b",
    re.IGNORECASE,
)
_OTHERS: Final = re.compile(
    r"(?:\b(?:INV|PO|SO|ORD|SKU|VAT|ISO|IEC|BS|EN|DIN|RFC|CVE|SI|UKSI|EU|EC|EEC|UK|KS|KB|HR|IT|ITT|RFQ|DL|GR|SN|SM|"
    r"DOI|ISBN|ISSN|HTTP|COVID|CD|DVD|HP|DF[EE]|SG|CYP[0-9]|FSW|WCAG|UN|HSE|CO|AS|USB|CPD|QR|V|REV|FY|Q)\Z|"
    r"\b(?:invoice|order|purchase|delivery|parcel|course|module|job|vacancy|tender|grant|contract|asset|serial|"
    r"licen[cs]e|meter|planning|version|build|model|product|form|guidance|template|appendix|room|unit)"
    r"(?:[ ](?:no|number|id|code|ref(?:erence)?|reference|with))?[ .:#]{0,3}\Z)",
    re.IGNORECASE,
)


def shaped(text: str, known: Container[int]) -> Iterator[Span]:
    """The spans of case numbers that their form, or form and surroundings, tell; where one is *known* none begins."""
    shapes = [row for row in _BY_SHAPE if row[0].met(text)]
    last = -1
    for figure, begin in codes(text):
        if begin in known:
            continue
        for _, shape, near in shapes:
            match = shape.match(text, begin)
            if match is None or in_link_or_message_id(text, *match.span()):
                continue
            if near is None or near.search(text, max(0, begin - 80), match.end() + 40):
                yield match.span()
        if begin < figure.start:
            # Of a code in parts the first figures are enough: it is read whole from its beginning.
            if begin != last:
                yield from _code(text, figure, begin)
            last = begin
        elif figure.end - figure.start >= 4:
            yield from _spaced(text, figure)


def _code(text: str, figure: Token, begin: int) -> Iterator[Span]:
    """A code that letters or a stroke join to its first figures."""
    own = _OWN.match(text, begin)
    match = own or _CODE.match(text, begin)
    if match is None or begin == figure.start or in_link_or_message_id(text, *match.span()):
        return
    if own is None:
        prefix = text[max(0, begin - 40) : figure.start].rstrip("-/")
        if _OTHERS.search(prefix) or _OTHERS.search(before(text, begin)) or after_goods_reference(text, begin):
            return
        if _TOLD.search(text, max(0, begin - 60), match.end() + 40) is None:
            return
    elif after_goods_reference(text, begin):
        return
    yield match.span()


def _spaced(text: str, figure: Token) -> Iterator[Span]:
    """The number after an office's letters and a blank: "LCS 204417"."""
    start = figure.start - 1
    while start > 0 and figure.start - start < _LONGEST_PREFIX and text[start - 1].isalpha():
        start -= 1
    match = _OWN.match(text, start)
    if match is not None and not after_goods_reference(text, start):
        yield figure.start, match.end()
