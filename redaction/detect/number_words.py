"""Numbers up to a person's age, in figures and in words, as parts of expressions."""

from typing import Final

ONES: Final = "one|two|three|four|five|six|seven|eight|nine"
_WORD: Final = (
    rf"(?:(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)(?:[ -]?(?:{ONES}))?"
    rf"|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|{ONES})"
)
NUMBER: Final = rf"(?:1[01]\d|[1-9]?\d|{_WORD})"
