"""What stands around a candidate: label words, web addresses, message ids, order numbers."""

import re
from typing import Final

from redaction.detect.words import GIVEN
from redaction.tokens import stands

_COMMERCE: Final = re.compile(
    r"\b(?:order|invoice|inv|parcel|tracking|ticket|booking|transaction|receipt|purchase|PO|part|serial|"
    r"product|item|account|a/c|barcode|isbn|vat|charity|company)\b[ \t]?(?:number|no|num|id|ref(?:erence)?|code)?"
    r"[ \t.:#-]{0,4}(?:(?:is|was)[ ])?\Z",
    re.IGNORECASE,
)
_COMMERCE_WORDS: Final = frozenset({
    "order", "invoice", "inv", "parcel", "tracking", "ticket", "booking", "transaction", "receipt", "purchase", "po",
    "part", "serial", "product", "item", "account", "a", "barcode", "isbn", "vat", "charity", "company",
})  # fmt: skip

# What has a reference and is no person's case; only with the word for it, which "the customer, 07700 …" has not.
_GOODS: Final = re.compile(
    r"\b(?:job|vacancy|tender|contract|grant|course|model|quot(?:ation|e(?=[ ](?:no|num)))|delivery|dispatch|"
    r"consignment|asset|catalogue?|event|document|doc|form|circular|supplier|room|customer|advert|stock|sku"
    r"|batch|meter|fault|helpdesk|"
    r"planning(?:[ ]application)?|bid|meeting|webinar|"
    r"conference|session|device|printer|network|product|ofsted|charity|vat|company|school)\b"
    r"[ \t]?(?:number|no|num|id|ref(?:erence)?|code)s?[ \t.:#-]{0,4}(?:(?:is|was)[ ])?\Z",
    re.IGNORECASE,
)


_GOODS_WORDS: Final = frozenset({
    "job", "vacancy", "tender", "contract", "grant", "course", "model", "quotation", "quote", "delivery", "dispatch",
    "consignment", "asset", "catalog", "catalogue", "event", "document", "doc", "form", "circular", "supplier",
    "room", "customer", "advert", "stock", "sku", "batch", "meter", "fault", "helpdesk", "planning", "bid", "meeting",
    "webinar", "conference", "session", "device", "printer", "network", "product", "ofsted", "charity", "vat",
    "company", "school",
})  # fmt: skip
_SIGNS: Final = " \t.:#-"
# What stands last before the number of a thing.
_NUMBERED: Final = (
    "number", "no", "num", "id", "ref", "reference", "code", "numbers", "nos", "nums", "ids", "refs", "references",
    "codes", "is", "was",
)  # fmt: skip
_NEAR: Final = 40  # characters before a value that may say what it is of
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
# What a number is of when it is no house's: "Year 9 Jo Green", "May 3 Jane Close", "March 2024 Jane Hill".
_COUNTED: Final = re.compile(
    rf"\b(?:years?|yrs?|class|form|stage|ks|weeks?|days?|group|level|tier|aged?|pages?|section|item|question|part|"
    rf"phase|band|step|version|{_MONTH})\b\.?[ ]{{0,2}}\Z",
    re.IGNORECASE,
)
_DAY_OF_MONTH: Final = re.compile(rf"(?:0?[1-9]|[12]\d|3[01])[ ]{_MONTH}[ ]([A-Z][\w'-]*)", re.IGNORECASE)


def is_house_number(text: str, start: int) -> bool:
    """Whether the number at *start* may be a house's: no time, no day of a month, no year of school.

    "09:00, Jo Green", "3 May Jane Close" and "Year 9 Jo Green" tell of people; "3 May Close" is a street.
    """
    # No house has a number that begins with nought; hours and codes do.
    if text[start : start + 1] == "0" or text[start - 1 : start] == ":":
        return False
    if _COUNTED.search(before(text, start, 16)) is not None:
        return False
    day = _DAY_OF_MONTH.match(text, start)
    return day is None or day[1].lower() not in GIVEN


def before(text: str, start: int, length: int = _NEAR) -> str:
    """Up to *length* characters before *start*."""
    return text[max(0, start - length) : start]


def in_link_or_message_id(text: str, start: int, end: int) -> bool:
    """Whether the span is part of a web address, a path with a scheme, or a message id."""
    ahead, behind = text[max(0, start - 300) : start], text[end : end + 300]
    ahead = "" if not ahead or ahead[-1].isspace() else ahead.rsplit(None, 1)[-1]
    if "://" in ahead or ahead.lower().lstrip("(<\"'").startswith("www."):
        return True
    behind = "" if not behind or behind[0].isspace() else behind.split(None, 1)[0]
    return "@" in ahead or "@" in behind or "@" in text[start:end]


def after_goods_reference(text: str, start: int) -> bool:
    """Whether the reference of a job, a quotation or another thing stands here, not of a person's case."""
    numbered = stands(text, _GOODS_WORDS) and before(text, start).rstrip(_SIGNS).lower().endswith(_NUMBERED)
    if numbered and _GOODS.search(text, max(0, start - _NEAR), start) is not None:
        return True
    return after_commerce_word(text, start)


def after_commerce_word(text: str, start: int) -> bool:
    """Whether an order, invoice or parcel is numbered here, not a person."""
    # A letter stands last, whatever signs come between: after figures nothing has to be searched for.
    if not stands(text, _COMMERCE_WORDS) or not before(text, start).rstrip(_SIGNS)[-1:].isalpha():
        return False
    return _COMMERCE.search(text, max(0, start - _NEAR), start) is not None
