"""Sort codes of bank branches."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Hit
from redaction.tokens import figures

_PAIR: Final = r"[\dOolI|]{2}"
_LABELLED: Final = Label.of(
    ("sort", "sorting", "sortcode", "s", "branch", "sc"),
    r"sort(?:ing)?[ _-]?code|s/c|sort|branch[ ]sort[ ]code|SC(?=[ ]?[:=])",
    rf"(?:[\dOolI|]{{6}}|{_PAIR}[ ]?[-./][ ]?{_PAIR}[ ]?[-./][ ]?{_PAIR}|{_PAIR}[ ]{_PAIR}[ ]{_PAIR})(?![\d-])",
)
# Two figures thrice are a date too, so without a word it is the account number after it that tells.
_BEFORE_ACCOUNT: Final = re.compile(
    r"(?<![\w/.-])(?P<code>\d\d-\d\d-\d\d|\d\d\.\d\d\.\d\d|\d\d[ ]\d\d[ ]\d\d"
    r"|\d{6}(?=[ ]\d{8}(?!\d)))[ \t]{0,3}[,;/|]?[ \t]{1,3}"
    r"(?:(?:bank[ ])?(?:account|acc|acct|a/c|no|number)\b\.?(?:[ ](?:number|no)\b\.?)?[ :.]{0,3})?"
    r"(?P<account>\d{8}|\d{4}[ ]\d{4})(?![\d-])",
    re.IGNORECASE,
)


def sort_code(text: str) -> Iterator[Hit]:
    """Find sort codes after their label or before an account number; evidence ``pattern``.

    Source:
        UK Payments, sorting codes (six digits, in pairs).
    """
    found = Finds(Detector.SORT_CODE)
    for span in _LABELLED.values(text):
        if sum(char.isdigit() for char in text[slice(*span)]) > 2:
            found.add(span, "label")
    for start, end, _ in figures(text):
        match = _BEFORE_ACCOUNT.match(text, start) if end - start in {2, 6} else None
        if match is not None:
            found.add(match.span("code"), "before-account")
    yield from found
