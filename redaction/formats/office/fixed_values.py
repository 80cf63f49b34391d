"""Values that a program gives in one form, so that they are nobody's: measures, switches, numbers of a revision."""

import re
from typing import Final

_GUID: Final = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?")
_PLAIN: Final = re.compile(
    r"-?\d{1,4}(?:\.\d{1,4})?[a-z%]{0,2}|true|false|on|off|auto|none|(?:rId|id)\d{1,4}|[0-9A-F]{6}|#[0-9a-f]{6}"
)
_REVISION: Final = re.compile(r"[0-9A-F]{8}")
_REVISION_NAMES: Final = frozenset(
    {"paraId", "textId", "rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidTr", "rsidSect"}
)
_MEASURES: Final = frozenset({"x", "y", "cx", "cy", "w", "h", "l", "t", "r", "b", "id", "spid", "distL", "distR"})
_MEASURE: Final = re.compile(r"-?\d{1,9}")


def is_fixed(local: str, value: str) -> bool:
    """Whether a value has the one form that a program gives it."""
    if _PLAIN.fullmatch(value) is not None or _GUID.fullmatch(value) is not None:
        return True
    if local in _REVISION_NAMES:
        return _REVISION.fullmatch(value) is not None
    return local in _MEASURES and _MEASURE.fullmatch(value) is not None
