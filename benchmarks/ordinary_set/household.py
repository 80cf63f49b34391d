"""Families of several people, of whom some go and some stay, many called by words that mean something else too."""

import random
from dataclasses import dataclass
from typing import Final

_GOING: Final = (
    ("Grace", "Long", "a grace period of two weeks, for as long as it takes"),
    ("April", "Winter", "the payment of April, and the winter fuel payment"),
    ("Mark", "Young", "a mark of seven out of ten, and a group for young people"),
    ("Rose", "Field", "prices rose, and the field trip was put off"),
    ("Will", "Frost", "who will clear the steps of frost"),
    ("Joy", "Bishop", "it was a joy to see the bishop open the hall"),
    ("Hope", "Carter", "we hope that the removal firm comes"),
    ("Amber", "Day", "rated amber on the day"),
    ("Summer", "Price", "the summer club at half price"),
    ("May", "Banks", "forms may be handed in at banks"),
    ("Zainab", "Qureshi", ""),
    ("Callum", "Okoro", ""),
    ("Siân", "Prydderch", ""),
    ("Seán", "O'Dowd", ""),
    ("Anne-Marie", "Fitzgerald-Jones", ""),
    ("Oluwaseun", "Adeyemi", ""),
)
_STAYING: Final = (
    ("Helen", "Whitaker"), ("David", "Oyelaran"), ("Priya", "Nair"), ("Tom", "Ellis"), ("Ruth", "Abara"),
    ("Gareth", "Pugh"), ("Samina", "Malik"), ("Colin", "Draper"),
)  # fmt: skip
_STREETS: Final = ("Gossamer Lane", "Tanyard Close", "Quarry View", "Saltmarsh Road")


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person by first name and surname."""

    first: str
    last: str

    def __str__(self) -> str:
        return f"{self.first} {self.last}"


class Household:
    """Who a document speaks of. The child, the mother, the other child and what is theirs go; who is at work stays.

    ``sense`` uses the words of the child's name for what else they mean, and stays; empty: they mean nothing else.
    """

    def __init__(self, number: int) -> None:
        rng = random.Random(number)
        going, staying = list(_GOING), list(_STAYING)
        rng.shuffle(staying)
        # In turn, so that each name is some document's child.
        first, last, self.sense = going.pop(number % len(going))
        rng.shuffle(going)
        self.child = Somebody(first, last)
        self.mother = Somebody(going[0][0], last)
        self.other = Somebody(going[1][0], going[1][1])
        self.worker, self.teacher, self.doctor, self.officer = (Somebody(*one) for one in staying[:4])
        self.born = f"{rng.randrange(10, 28)}/0{rng.randrange(1, 9)}/20{rng.randrange(12, 20)}"
        self.nhs = _nhs(rng)
        self.home = f"{rng.randrange(2, 190)} {rng.choice(_STREETS)}"
        self.phone = f"07700 900{rng.randrange(100, 1000)}"

    @property
    def values(self) -> tuple[str, ...]:
        """What goes, as it is written."""
        people = (str(self.child), str(self.mother), str(self.other))
        return (*people, self.born, self.nhs, self.home, self.phone)

    @property
    def kept(self) -> tuple[str, ...]:
        """The names of those who stay."""
        return tuple(map(str, (self.worker, self.teacher, self.doctor, self.officer)))

    @property
    def told(self) -> str:
        """The sense as a sentence, empty where there is none."""
        return f"Also noted: {self.sense}." if self.sense else "Also noted: nothing else."


def _nhs(rng: random.Random) -> str:
    """A number of the range for tests, with its check figure."""
    while True:
        digits = f"999{rng.randrange(10**6):06}"
        check = 11 - sum(int(one) * (10 - at) for at, one in enumerate(digits)) % 11
        if check != 10:
            whole = f"{digits}{check % 11}"
            return f"{whole[:3]} {whole[3:6]} {whole[6:]}"
