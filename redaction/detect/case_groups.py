"""Numbers of papers however they are grouped, hidden in part, or set beside the title of a paper.

*pass 633597 0447 1188 2041*, *blue badge 8WY4 0 X1182*, *NI number ** ** ** 57 C*, *CLOSING SUMMARY 2184043*.
"""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import after_goods_reference, in_link_or_message_id
from redaction.detect.labels import Span
from redaction.detect.numbered import number_at
from redaction.tokens import figures, places, small, tokens

_MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
# What a number of one person's is of, by its first word; the rest of the label is a part of the expression.
_PAPERS: Final = {
    "blue": r"blue[ ]badge",
    "taxi": r"taxi[ ](?:badge|licen[cs]e)",
    "badge": r"badge(?=[ ](?:no|num|id|ref)|[ ]?[:#])",
    "bus": r"bus[ ]pass",
    "pass": r"pass(?=[ ](?:no|num|id|ref)|[ ]?[:#]|[ ]\d{4})",
    "travel": r"travel[ ]?(?:card|pass)",
    "railcard": r"railcard",
    "oyster": r"oyster(?:[ ]card)?",
    "chb": r"chb",
    "child": r"child[ ]benefit(?=[ ](?:no|num|ref)|[ ]?[:#])",
    "tax": r"tax[ ]credits?(?=[ ](?:no|num|ref)|[ ]?[:#])",
    "claim": r"claim(?=[ ]?(?:no|num|ref|id)|[ ]?[:#])",
    "council": r"council[ ]tax",
    "rent": r"rent",
    "water": r"water",
    "gas": r"gas(?=[ ](?:acc|a/c|no|num|ref))",
    "electric": r"electric(?:ity)?(?=[ ](?:acc|a/c|no|num|ref))",
    "electricity": r"electricity(?=[ ](?:acc|a/c|no|num|ref))",
    "utility": r"utility",
    "acc": r"acc(?=[ .:#])",
    "acct": r"acct",
    "trn": r"trn(?:[ ]of[ ][a-z]{3,12})?",
    "voucher": r"voucher(?=[ ](?:no|num|ref|code)|[ ]?[:#]|[ ][A-Z]{1,3}-\d)",
    "insurance": r"insurance[ ]policy",
    "policy": r"policy(?=[ ](?:no|num|ref)|[ ]?[:#])",
    "tenancy": r"tenancy",
    "benefit": r"benefit(?=[ ](?:no|num|ref)|[ ]?[:#])",
    "pension": r"pension(?=[ ](?:no|num|ref)|[ ]?[:#])",
    "imei": r"imei",
    "serial": r"serial[ ]of[ ](?:his|her|their)[ ]phone",
    "lab": r"lab(?=[ ](?:no|num|ref|id))",
    "specimen": r"specimen",
    "hosp": r"hosp(?:ital)?",
    "ward": r"ward(?=[ ](?:ref|id))",
}
_SURE: Final = frozenset({"blue", "taxi", "bus", "travel", "oyster", "railcard", "chb"})
_GAP: Final = re.compile(
    r"""
    (?:'s)? (?:[ ]?(?:a/?c|acc(?:oun)?t?|number|numbers|no|nr|num|ref|refs|reference|id|card|code|cert)\b\.?){0,2}
    (?:[ ]?\([^()\n]{1,20}\))? [ ]?[:#=|-]? [ ]{0,2} (?:(?:is|was)[ ])?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Groups of figures, capitals and strokes, each with a figure but the first and the last.
_GROUPS: Final = re.compile(
    rf"""
    (?:[A-Z]{{1,4}}[ ])? (?=[A-Z/-]{{0,6}}\d) [A-Z0-9][A-Z0-9/-]{{0,18}}
    (?: [ ](?![12]?\d[ ](?i:{_MONTH}))(?![0-3]?\d[/.]\d)(?!\d{{1,2}}[ ]?(?i:hrs|am|pm|x|weeks?|kids|adults)\b)
        (?=[A-Z]{{0,3}}\d)[A-Z0-9/-]{{1,12}}(?![:.,]\d) ){{0,5}}
    (?:[ ][A-Z]{{1,2}}(?=[ ]?[.,;)\n]|\Z|[ ][a-z]))?
    (?![\w@%]|[.,:]\d)
    """,
    re.VERBOSE,
)
_DAY: Final = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2,4}|(?:19|20)\d\d(?:[-/]\d\d(?:\d\d)?)?")
_LEAST: Final = 4  # figures
_LEAST_PLAIN: Final = 6  # of figures alone after a word that is not followed by "no" or a colon
# "** ** ** 57 C", "****4471", "XXXX XXXX 4471", "•••• 4471": what is left of a number that somebody hid.
_HIDDEN: Final = re.compile(
    r"(?<![\w*•#])(?:(?:[*•]{1,12}"
    r"|[xX#]{2,12})[ /-]{0,2}){1,6}(?P<rest>\d{3,6}(?:[ -]?\d{1,4})?(?:[ ]?[A-D])?|\d{2}[ ]?[A-D])(?![\w*])"
)
_HIDING: Final = ("*", "•", "xx", "##", "x#", "#x")
_LEAST_HIDDEN: Final = 3
# "CLOSING SUMMARY 2184043", "Case transfer record - 204418": a paper's title and what it is of.
_TITLE: Final = re.compile(
    r"(?:\A|\n)[ >*#]{0,6}(?P<words>[A-Z][A-Za-z'&/-]{1,20}(?:[ ][A-Za-z'&/-]{1,20}){0,5})[ ]?[:#-]?[ ]\Z"
)
_TITLED: Final = frozenset({
    "summary", "referral", "assessment", "chronology", "review", "record", "records", "file", "closure", "transfer",
    "case", "closing", "genogram", "minutes", "conference", "panel", "contact", "strategy", "supervision", "intake",
    "discharge", "handover", "episode",
})  # fmt: skip
_NO_TITLE: Final = frozenset(
    {"annual", "training", "policy", "budget", "board", "team", "service", "guidance", "version"}
)
_LINE_END: Final = re.compile(r"[ ]?[.)]?[ ]{0,3}(?:\r?\n|\Z)")


def grouped(text: str) -> Iterator[Span]:
    """The spans of such numbers after what they are of, in whatever groups."""
    begins, words = places(text), tokens(text)
    for word in _PAPERS.keys() & begins.keys():
        label = _COMPILED[word]
        for at in begins[word]:
            match = label.match(text, words[at].start)
            gap = None if match is None else _GAP.match(text, match.end())
            value = None if gap is None else _GROUPS.match(text, gap.end())
            if value is None or gap is None or _DAY.match(value[0]) is not None:
                continue
            digits = sum(map(str.isdigit, value[0]))
            marked = len(gap[0].strip()) > 0 or word in _SURE
            if digits < (_LEAST if marked or not value[0].isdigit() else _LEAST_PLAIN):
                continue
            if text[value.start() - 1] not in "£$€" and not in_link_or_message_id(text, *value.span()):
                yield value.span()


def hidden(text: str) -> Iterator[Span]:
    """The spans of what is left of a number that was hidden in part."""
    lower = small(text)
    for match in _HIDDEN.finditer(text) if any(sign in lower for sign in _HIDING) else ():
        signs = match[0][: match.start("rest") - match.start()]
        if sum(sign in "*•xX#" for sign in signs) >= _LEAST_HIDDEN:
            yield match.span()


def headed(text: str) -> Iterator[Span]:
    """The spans of numbers that end the title of somebody's paper."""
    for figure in figures(text):
        if figure.end - figure.start < _LEAST_PLAIN:
            continue
        title = _TITLE.search(text, max(0, figure.start - 90), figure.start)
        if title is None or _LINE_END.match(text, figure.end) is None:
            continue
        words = set(title["words"].lower().split())
        if words.isdisjoint(_TITLED) or not words.isdisjoint(_NO_TITLE):
            continue
        span = number_at(text, figure.start)
        if span is not None and not after_goods_reference(text, figure.start):
            yield span


_COMPILED: Final = {word: re.compile(label, re.IGNORECASE) for word, label in _PAPERS.items()}
