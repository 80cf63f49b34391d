"""Invented sentences about invented people, with the values that are to be cut out of a document."""

import random
from typing import Final

_FIRST: Final = (
    "Zebedee", "Ottoline", "Peregrine", "Clementine", "Barnaby", "Philippa", "Leopold", "Marguerite", "Ignatius",
    "Rosalind",
)  # fmt: skip
_LAST: Final = (
    "Quillfeather", "Thistlewood", "Marchbanks", "Featherstone", "Ravenscroft", "Ashdowne", "Pennyworth",
    "Winterbourne",
)  # fmt: skip
_PLAIN: Final = (
    "The worker visited at ten in the morning and the home was warm and tidy.",
    "School said that attendance was better than in the term before.",
    "It was agreed that the meeting should be moved to the first week of the month.",
    "The family would like help with the form for housing, and with travel to the clinic.",
    "A place in the holiday club has been found and will be paid for by the fund.",
    "Nobody from the housing office came, so the repair could not be planned.",
    "The health visitor will call again before the end of the month.",
    "Everybody was thanked for coming and reminded that notes are confidential.",
    "Targets for the next quarter were read out and nobody objected to them.",
    "The room was too small, and a larger one will be booked next time.",
)
_ABOUT: Final = (
    "{} was seen at home and was in good spirits.",
    "The worker rang about {} and left a message.",
    "It was noted that {} will be told of the outcome by letter.",
    "A copy of this goes to the file of {} and to nobody else.",
    "The school has asked whether {} can start a week later.",
)
HEADS: Final = ("Summary", "What has happened", "What the family says", "What was agreed", "Next steps", "Background")
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


class Story:
    """What one document says. ``values`` are the one to eight that are to go."""

    def __init__(self, number: int) -> None:
        self._rng = random.Random(number)
        self._turn = 0
        name = f"{self._rng.choice(_FIRST)} {self._rng.choice(_LAST)}"
        other = f"{self._rng.choice(_FIRST)} {self._rng.choice(_LAST)}"
        whole = (
            name,
            f"07700 900{self._rng.randrange(100, 1000)}",
            f"999 {self._rng.randrange(100, 1000)} {self._rng.randrange(1000, 10000)}",
            f"{name.replace(' ', '.').lower()}@mail.example",
            f"{self._rng.randrange(2, 190)} Gossamer Lane",
            other,
            f"020 7946 0{self._rng.randrange(100, 1000)}",
            f"GX{self._rng.randrange(100000, 1000000)}Q",
        )
        self.values = tuple(dict.fromkeys(whole[: self._rng.randint(1, 8)]))

    def value(self) -> str:
        """The next of the values, in turn."""
        self._turn += 1
        return self.values[(self._turn - 1) % len(self.values)]

    def plain(self) -> str:
        """A sentence about nobody."""
        return self._rng.choice(_PLAIN)

    def about(self) -> str:
        """A sentence with a value."""
        return self._rng.choice(_ABOUT).format(self.value())

    def paragraph(self, sentences: int = 4) -> str:
        """Some sentences, one of them with a value."""
        said = [self.plain() for _ in range(sentences)]
        said.insert(self._rng.randint(0, sentences), self.about())
        return " ".join(said)

    def number(self, most: int) -> int:
        """Any number up to *most*, the same every time the document is made."""
        return self._rng.randint(1, most)
