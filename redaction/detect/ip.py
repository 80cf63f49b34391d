"""Network addresses of somebody's line or device."""

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Final

from redaction.detect.context import before
from redaction.detect.finds import Finds
from redaction.hit import Detector, Hit
from redaction.tokens import figures

_FOUR: Final = re.compile(r"(?<![\w./@-])(?:\d{1,3}\.){3}\d{1,3}(?![\w@-])(?!\.\d)")
_SIX: Final = re.compile(r"(?<![\w:.])(?:[0-9A-Fa-f]{0,4}:){2,7}[0-9A-Fa-f]{1,4}(?![\w:])(?!\.\d)")
_NOT_ONE: Final = re.compile(
    r"\b(?:version|ver|v|release|build|section|clause|paragraph|para|rev)[ .:]{0,2}\Z", re.IGNORECASE
)
_TOLD: Final = re.compile(r"\bip(?:v4)?\b(?:[ ]address)?[^\r\n]{0,12}\Z", re.IGNORECASE)
# The same in every office and home: they tell of nobody (RFC 1918, 1122, 3927, 5771, 4193, 4291).
_OF_NOBODY: Final = tuple(
    IPv4Network(net)
    for net in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/3",
    )
)
_OF_NOBODY_SIX: Final = tuple(IPv6Network(net) for net in ("::/127", "fc00::/7", "fe80::/10", "ff00::/8"))


def ip(text: str) -> Iterator[Hit]:
    """Find public network addresses, of both versions; evidence ``pattern``.

    Four small figures (*1.2.3.4*) are rather a version or a section and need the label.
    """
    found = Finds(Detector.IP)
    for figure in figures(text):
        if text[figure.end : figure.end + 1] != ".":
            continue
        match = _FOUR.match(text, figure.start)
        if match is not None and _counts(text, match):
            found.add(match.span(), "shape")
    if text.count(":") > 1:
        for match in _SIX.finditer(text):
            if _is_six(match[0]):
                found.add(match.span(), "shape")
    yield from found


def _counts(text: str, match: re.Match[str]) -> bool:
    figures = match[0].split(".")
    if any(int(figure) > 255 or (len(figure) > 1 and figure.startswith("0")) for figure in figures):
        return False
    address = IPv4Address(match[0])
    if any(address in net for net in _OF_NOBODY):
        return False
    ahead = before(text, match.start(), 24)
    if all(len(figure) == 1 for figure in figures):
        return _TOLD.search(ahead) is not None
    return _NOT_ONE.search(ahead) is None


def _is_six(written: str) -> bool:
    try:
        address = IPv6Address(written)
    except ValueError:
        return False
    return not any(address in net for net in _OF_NOBODY_SIX)
