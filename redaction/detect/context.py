"""What stands around a candidate: label words, web addresses, message ids, order numbers."""

import re
from typing import Final

_COMMERCE: Final = re.compile(
    r"\b(?:order|invoice|inv|parcel|tracking|ticket|booking|transaction|receipt|purchase|PO|part|serial|"
    r"product|item|account|a/c|barcode|isbn|vat|charity|company)\b[ \t]?(?:number|no|num|id|ref(?:erence)?|code)?"
    r"[ \t.:#-]{0,4}\Z",
    re.IGNORECASE,
)


def before(text: str, start: int, length: int = 40) -> str:
    """Up to *length* characters before *start*."""
    return text[max(0, start - length) : start]


def in_link_or_message_id(text: str, start: int, end: int) -> bool:
    """Whether the span is part of a web address, a path with a scheme, or a message id."""
    left = max(text.rfind(blank, max(0, start - 300), start) for blank in " \t\r\n")
    right = end
    while right < len(text) and right - end < 300 and not text[right].isspace():
        right += 1
    word = text[left + 1 : right]
    ahead = text[left + 1 : start]
    if "://" in ahead or ahead.lower().lstrip("(<\"'").startswith("www."):
        return True
    at_sign = word.find("@")
    return at_sign != -1


def after_commerce_word(text: str, start: int) -> bool:
    """Whether an order, invoice or parcel is numbered here, not a person."""
    return _COMMERCE.search(before(text, start)) is not None
