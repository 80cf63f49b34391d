"""What a home is recognised by, however its address is written."""

import re
from typing import Final

from gateway.registers.phrases import words

POSTCODE: Final = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?) ?([0-9][a-z]{2})\b")
NUMBER: Final = re.compile(r"\b[0-9]+[a-z]?\b")


def dwelling(address: str) -> str:
    """What an address is recognised by: its postcode and numbers, or without a postcode all its words.

    "Flat 2, 12 Elm Rd, W6 0HP" and "12 Elm Road Flat 2 W60HP" are written differently and are one home.
    """
    plain = words(address).strip()
    postcode = POSTCODE.search(plain)
    if postcode is None:
        return plain
    rest = plain[: postcode.start()] + plain[postcode.end() :]
    numbers = sorted(NUMBER.findall(rest))
    return f"{postcode[1]}{postcode[2]} {' '.join(numbers)}" if numbers else plain
