"""The words that training texts are filled with: names by origin, places, bodies, streets."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module, resources, util
from typing import Final

from redaction.detect.words import word_list
from redaction.normal import fold

# Of Faker's locales (MIT) those in Latin letters whose people live in Britain; used where Faker is installed.
_LOCALES: Final = [
    "en_GB",
    "en_IE",
    "en_US",
    "en_IN",
    "en_KE",
    "en_NG",
    "en_NZ",
    "en_PK",
    "en_TH",
    "cs_CZ",
    "da_DK",
    "de_DE",
    "es_ES",
    "es_MX",
    "et_EE",
    "fi_FI",
    "fr_FR",
    "fr_DZ",
    "ga_IE",
    "ha_NG",
    "hr_HR",
    "hu_HU",
    "id_ID",
    "ig_NG",
    "it_IT",
    "lt_LT",
    "lv_LV",
    "nl_NL",
    "no_NO",
    "pl_PL",
    "pt_BR",
    "pt_PT",
    "ro_RO",
    "sk_SK",
    "sl_SI",
    "sv_SE",
    "sw",
    "tr_TR",
    "tw_GH",
    "uz_UZ",
    "vi_VN",
    "yo_NG",
    "zu_ZA",
    "az_AZ",
]
_WEIGHTS: Final = {"english": 10, "scottish": 2, "welsh": 2, "irish": 2, "common": 14, "traveller": 2, "caribbean": 2}


@dataclass(frozen=True, slots=True)
class Origin:
    """Names of one origin; given names of women, of men, and surnames."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


def read(name: str) -> list[list[str]]:
    """The lines of one file of the stock, cut at the bars."""
    text = resources.files("redaction.training").joinpath("stock", f"{name}.txt").read_text("utf-8")
    return [
        [part.strip() for part in line.split("|")] for line in text.splitlines() if line and not line.startswith("#")
    ]


@cache
def places() -> dict[str, tuple[str, ...]]:
    """Values by kind: town, school, street and so on."""
    return {kind: tuple(value.strip() for value in values.split(";")) for kind, values in read("places")}


@cache
def word_names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First names and surnames that are ordinary words too."""
    first, last = read("words_as_names")
    return tuple(first[1].split()), tuple(last[1].split())


@cache
def origins() -> tuple[tuple[Origin, ...], tuple[int, ...]]:
    """All origins with their weights: own lists, the detectors' lists, and Faker's where it is installed."""
    kinds: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for origin, kind, words in read("names"):
        kinds[origin][kind] += [
            word.replace("-", " ") if word[:3].lower() in _SPACED else word for word in words.split()
        ]
    for locale in _LOCALES if util.find_spec("faker") is not None else ():
        for kind, names in _faker(locale).items():
            kinds[locale][kind] += names
    given = [name.title() for name in sorted(word_list("given"))]
    surnames = [name.title() for name in sorted(word_list("surnames"))]
    kinds["common"] = defaultdict(list, {"f": given, "m": given, "s": surnames})
    made = []
    for found in kinds.values():
        women, men = found["f"] or found["m"] or given, found["m"] or found["f"] or given
        made.append(Origin(tuple(women), tuple(men), tuple(found["s"] or surnames)))
    return tuple(made), tuple(_WEIGHTS.get(origin, 1) for origin in kinds)


_SPACED: Final = {"de-", "da-", "dos", "ap-", "del", "ben", "bin", "st-"}


def _faker(locale: str) -> dict[str, list[str]]:
    provider = import_module(f"faker.providers.person.{locale}").Provider
    found: dict[str, set[str]] = defaultdict(set)
    for attribute in dir(provider):
        kind = "s" if attribute.startswith("last_names") else "f" if "female" in attribute else "m"
        if attribute.startswith(("first_names", "last_names")):
            found[kind] |= {name for name in getattr(provider, attribute) if isinstance(name, str) and _plain(name)}
    return {kind: sorted(names) for kind, names in found.items()}


def _plain(name: str) -> bool:
    plain = fold(name).text
    return 1 < len(name) < 24 and plain.isascii() and all(char.isalpha() or char in " '-" for char in plain)


class Inventor:
    """Makes names that nobody has from the letters of those in a list, so that a model learns shapes and not lists."""

    def __init__(self, names: Iterable[str]) -> None:
        """Count which letters follow which three."""
        self._after: dict[str, list[str]] = defaultdict(list)
        for name in names:
            padded = "^^^" + name.lower() + "$"
            for at in range(3, len(padded)):
                self._after[padded[at - 3 : at]].append(padded[at])

    def name(self, dice: random.Random) -> str:
        """A name of 3 to 14 letters."""
        while True:
            made = "^^^"
            while made[-1] != "$" and len(made) < 18:
                made += dice.choice(self._after[made[-3:]])
            if made[-1] == "$" and 6 < len(made) < 18:
                return made[3:-1].title().replace("'S", "'s")


@cache
def inventors() -> tuple[Inventor, ...]:
    """One for each origin's given names and one for its surnames, where there are enough."""
    lists = (names for origin in origins()[0] for names in (origin.women + origin.men, origin.surnames))
    return tuple(Inventor(names) for names in lists if len(names) > 15)
