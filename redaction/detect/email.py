"""Mail addresses."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.hit import Detector, Evidence, Hit

ADDRESS: Final = re.compile(
    r"(?<![\w.+%'-])[\w+%'-](?:[\w.+%'-]{0,62}[\w+%-])?@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,6}[^\W\d_]{2,24}(?![\w-])"
)
_MESSAGE_ID: Final = re.compile(
    r"(?:(?:message-id|in-reply-to|references|content-id)[ \t]?:[^\r\n]{0,200}|\bcid:)\Z", re.IGNORECASE
)


def email(text: str) -> Iterator[Hit]:
    """Find mail addresses, not message or content ids; evidence ``pattern``.

    Source:
        RFC 5321 §4.1.2, in the dotted form that mail programs write.
    """
    if "@" not in text:
        return
    for match in ADDRESS.finditer(text):
        start, end = match.span()
        start += len(match[0]) - len(match[0].lstrip("'"))
        if _MESSAGE_ID.search(text[max(0, start - 240) : start]):
            continue
        yield Hit(start=start, end=end, detector=Detector.EMAIL, evidence=Evidence.PATTERN, how="shape")
