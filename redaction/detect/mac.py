"""Addresses of devices: the network card's, and a mobile telephone's own number."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.detect.card import luhn_holds
from redaction.detect.finds import Finds
from redaction.detect.labels import Label
from redaction.hit import Detector, Evidence, Hit

_PAIRS: Final = re.compile(
    # A colon right before only after its label: "mac:02:1a:…", "mac_addr:", "MAC address:".
    r"(?<![\w.-])(?<![^crs]:)(?<!\dc:)[0-9A-F]{2}([:-])[0-9A-F]{2}(?:\1[0-9A-F]{2}){4}(?![\w:-]|\.\w)",
    re.IGNORECASE,
)
_FOURS: Final = re.compile(r"(?<![\w.])[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}(?![\w.]\w)", re.IGNORECASE)
_NOBODY: Final = frozenset({"000000000000", "ffffffffffff"})
_IMEI: Final = Label.of(("imei",), "IMEI", r"\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d{1,2}|\d{15,16}")


def mac(text: str) -> Iterator[Hit]:
    """Find addresses of network cards, and IMEI numbers after their label.

    Yields:
        Hits in rising order: ``pattern``, and ``checksum`` for an IMEI whose digit holds.

    Source:
        IEEE 802 (48 bits, in pairs or fours); 3GPP TS 23.003 (IMEI).
    """
    found = Finds(Detector.MAC)
    for sign, width, pattern in ((":", 2, _PAIRS), ("-", 2, _PAIRS), (".", 4, _FOURS)):
        at = text.find(sign)
        while at >= 0:
            # Two such signs at the right distance are rare: only there is the whole looked for.
            match = pattern.match(text, at - width) if text[at + width + 1 : at + width + 2] == sign else None
            compact = re.sub(r"[^0-9a-f]", "", match[0].lower()) if match is not None else ""
            if match is not None and compact not in _NOBODY and not (sign == "." and compact.isdecimal()):
                found.add(match.span(), "shape")
            at = text.find(sign, at + 1)
    for start, end in _IMEI.values(text):
        digits = re.sub(r"\D", "", text[start:end])
        good = len(digits) == 15 and luhn_holds(digits)
        found.add((start, end), "label", Evidence.CHECKSUM if good else Evidence.PATTERN)
    yield from found
