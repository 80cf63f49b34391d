"""Sort codes of bank branches."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.hit import Detector, Evidence, Hit

_CODE: Final = r"\d\d(?P<s>[ ]?[-–][ ]?|[ ])?\d\d(?(s)(?P=s))\d\d"
_LABELLED: Final = re.compile(
    r"\b(?:sort(?:ing)?[ -]?code|s/c|sort)\b\.?(?:[ ](?:number|no|is)\b\.?)?[ \t:.=#|()-]{0,6}(?:\r?\n)?[ \t]{0,4}"
    rf"(?P<code>{_CODE})(?![\d-])",
    re.IGNORECASE,
)
# Two figures thrice are a date too, so without a word it is the account number after it that tells.
_BEFORE_ACCOUNT: Final = re.compile(
    r"(?<![\w/.-])(?P<code>\d\d-\d\d-\d\d)[ \t]{0,3}[,;/|]?[ \t]{1,3}"
    r"(?:(?:bank[ ])?(?:account|acc|acct|a/c)\b\.?(?:[ ](?:number|no)\b\.?)?[ :.]{0,3})?(?P<account>\d{8})(?![\d-])",
    re.IGNORECASE,
)


def sort_code(text: str) -> Iterator[Hit]:
    """Find sort codes after their label or before an account number; evidence ``pattern``.

    Source:
        UK Payments, sorting codes (six digits, in pairs).
    """
    found: dict[int, Hit] = {}
    lower = text.lower()
    labelled = "sort" in lower or "s/c" in lower
    patterns = ((_LABELLED, "label"), (_BEFORE_ACCOUNT, "before-account"))
    for pattern, how in patterns if labelled else patterns[1:]:
        for match in pattern.finditer(text):
            start, end = match.span("code")
            hit = Hit(start=start, end=end, detector=Detector.SORT_CODE, evidence=Evidence.PATTERN, how=how)
            found.setdefault(start, hit)
    yield from (found[start] for start in sorted(found))
