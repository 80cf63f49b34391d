"""Bank account numbers, international ones included."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.detect.sort_code import sort_code
from redaction.hit import Detector, Evidence, Hit

_NUMBER: Final = r"(?P<number>\d{8}|\d{4}[ -]\d{4})(?![\d-])"
_LABELLED: Final = re.compile(
    r"\b(?:account|acct|acc|a/c)\b\.?(?:[ ]?(?:number|num|no|is)\b\.?|[ ]?#){0,2}[ \t:.=|()-]{0,6}"
    rf"(?:\r?\n)?[ \t]{{0,4}}{_NUMBER}",
    re.IGNORECASE,
)
_AFTER_CODE: Final = re.compile(r"[^\d\r\n]{0,40}(?:\r?\n[^\d\r\n]{0,40})?" + _NUMBER)
_IBAN: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
)
_SHORTEST_IBAN: Final = 15


def iban_holds(number: str) -> bool:
    """Whether an international number without blanks satisfies its check (ISO 13616, modulus 97)."""
    turned = number[4:] + number[:4]
    return len(number) >= _SHORTEST_IBAN and int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


def account(text: str) -> Iterator[Hit]:
    """Find account numbers: eight digits after their label or a sort code, and IBANs.

    Yields:
        Hits in rising order: ``checksum`` for an IBAN, else ``pattern``.

    Source:
        UK Payments (eight digits); ISO 13616 (IBAN).
    """
    found: dict[int, Hit] = {}
    lower = text.lower()
    for match in _LABELLED.finditer(text) if "acc" in lower or "a/c" in lower else ():
        _put(found, match, "label")
    for code in sort_code(text):
        after = _AFTER_CODE.match(text, code.end)
        if after is not None:
            _put(found, after, "sort-code")
    for match in _IBAN.finditer(text):
        start, end = match.span()
        if iban_holds(match[0].replace(" ", "")) and not in_link_or_message_id(text, start, end):
            found[start] = Hit(
                start=start, end=end, detector=Detector.ACCOUNT, evidence=Evidence.CHECKSUM, how="iban"
            )
    yield from (found[start] for start in sorted(found))


def _put(found: dict[int, Hit], match: re.Match[str], how: str) -> None:
    start, end = match.span("number")
    found[start] = Hit(start=start, end=end, detector=Detector.ACCOUNT, evidence=Evidence.PATTERN, how=how)
