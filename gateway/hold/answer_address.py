"""The address by which one sender may answer one notice, by mail and once. Pure.

What stands in it is bound by a MAC: the case, whose it is, until when, how many answers it had, and what would have
been sent with details hidden. An answer raises their number, so the address is used up by the first; HIDE counts only
while that version is the same. It is base 32 in small letters: mail services fold the case of addresses.
"""

import base64
import hashlib
import hmac
import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from gateway.model.message import CaseId

PREVIEW_BYTES: Final = 5
TAG_LENGTH: Final = 8 + 4 + 2 + 8 + 20  # case, hour, answers, hidden version, MAC
_MAC_BYTES: Final = 13  # 104 bits, of which the 100 of twenty letters count
_CASE: Final = re.compile(r"[0-9a-hjkmnp-tv-z]{8}")  # Crockford's base 32, as case numbers are made
_PURPOSE: Final = b"answer by mail 1"
_HOUR: Final = timedelta(hours=1)
_BEGIN: Final = datetime(2026, 1, 1, tzinfo=UTC)  # hours are counted from here: twenty bits last a century
_MOST_ANSWERS: Final = 1023


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAddress:
    """What an address says."""

    case: CaseId
    expires_at: datetime  # aware; a full hour
    answers: int  # that the case had when the notice was written
    preview: str  # of the version with details hidden; preview_of()


def preview_of(hidden: bytes) -> str:
    """A short fingerprint of the hidden version, to be compared and never looked up."""
    return _text(hashlib.sha256(hidden).digest()[:PREVIEW_BYTES])


def tag_for(said: AnswerAddress, sender: str, key: bytes) -> str:
    """What stands behind the plus; empty: a case answered so often is answered in the console.

    Args:
        sender: whose answer it is to be; in any case of letters.
        key: ours, 32 bytes.
    """
    hour = math.ceil((said.expires_at - _BEGIN) / _HOUR)
    if not (0 <= hour < 1 << 20 and said.answers <= _MOST_ANSWERS):
        return ""
    case = said.case.removeprefix("GW-").lower()
    body = f"{case}{_number(hour, 4)}{_number(said.answers, 2)}{said.preview}"
    return body + _mac(body, sender, key)


def read_tag(tag: str, sender: str, key: bytes) -> AnswerAddress | None:
    """What a tag says, if we made it for this sender. None: we did not."""
    body = tag[:-20]
    if len(tag) != TAG_LENGTH or not tag.isascii() or not hmac.compare_digest(tag[-20:], _mac(body, sender, key)):
        return None
    return AnswerAddress(
        case=case_of(tag),
        expires_at=_BEGIN + _read_number(body[8:12]) * _HOUR,
        answers=_read_number(body[12:14]),
        preview=body[14:22],
    )


def case_of(tag: str) -> CaseId:
    """The case that a tag names, whoever made it; empty: it names none."""
    return CaseId(f"GW-{tag[:8].upper()}") if len(tag) == TAG_LENGTH and _CASE.fullmatch(tag[:8]) else CaseId("")


def _mac(body: str, sender: str, key: bytes) -> str:
    said = b"\0".join((_PURPOSE, body.encode("ascii"), sender.lower().encode("utf-8", "surrogatepass")))
    return _text(hmac.digest(key, said, "sha256")[:_MAC_BYTES])[:20]


_DIGITS: Final = "abcdefghijklmnopqrstuvwxyz234567"


def _number(value: int, width: int) -> str:
    return "".join(_DIGITS[value >> (5 * place) & 31] for place in reversed(range(width)))


def _read_number(text: str) -> int:
    value = 0
    for letter in text:
        value = value << 5 | _DIGITS.index(letter)
    return value


def _text(data: bytes) -> str:
    return base64.b32encode(data).decode("ascii").rstrip("=").lower()
