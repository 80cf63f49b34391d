"""The language that people are written to in: gettext catalogues of every word (docs/languages.md). Pure once loaded.

English is the source: what stands in code and templates is what is said when there is no other catalogue. `say` and
`count` are found by `python -m gateway.catalogue`; words of tables are marked by `mark` where they stand.
"""

import gettext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

DOMAIN: Final = "gateway"
SOURCE: Final = "en"
_BRITISH: Final = "en_GB"
FOLDER: Final = Path(str(resources.files("gateway") / "locale"))


def mark(text: str) -> str:
    """The text itself: it is taken up in the catalogues, and said later."""
    return text


@dataclass(frozen=True, slots=True)
class Language:
    """One language. Safe from any thread."""

    code: str  # "en", "cy"; as it stands in gateway.yaml and in a page's `lang`
    words: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, compare=False)

    def say(self, text: str, **values: object) -> str:
        """The text in this language, with its places filled."""
        said = self.words.gettext(text)
        return said.format(**values) if values else said

    def count(self, one: str, many: str, n: int) -> str:
        """The form for a number, with {n} filled; languages have more forms than two (Welsh has six)."""
        return self.words.ngettext(one, many, n).format(n=n)

    def moment(self, at: datetime) -> str:
        """A time as people write it: Wednesday 25 November at 3:04pm."""
        # Translators: Unicode's pattern for a time (UTS #35): the weekday, the day, the month and the hour.
        return self._written(at, self.say("EEEE d MMMM 'at' h:mma"))

    def day(self, at: datetime) -> str:
        """A day as people write it: Sunday 28 February 2027."""
        # Translators: Unicode's pattern for a day (UTS #35).
        return self._written(at, self.say("EEEE d MMMM y"))

    def date(self, on: date) -> str:
        """A date as people write it: 28 February 2027."""
        # Translators: Unicode's pattern for a date (UTS #35).
        return self._written(datetime(on.year, on.month, on.day, tzinfo=UTC), self.say("d MMMM y"))

    def listed(self, words: tuple[str, ...]) -> str:
        """Several things of which one is chosen: "CANCEL, HIDE or FACT"."""
        last = words[-1]
        return self.say("{first} or {last}", first=", ".join(words[:-1]), last=last) if words[1:] else last

    def _written(self, at: datetime, pattern: str) -> str:
        # Here and not above: every process and command reads the configuration, and few of them write a letter.
        from babel import Locale, UnknownLocaleError
        from babel.dates import format_datetime

        try:
            # British English writes "3:04pm"; the American form differs.
            locale = Locale.parse(_BRITISH if self.code == SOURCE else self.code)
        except (UnknownLocaleError, ValueError):
            locale = Locale.parse(_BRITISH)
        return format_datetime(at, pattern, locale=locale)


ENGLISH: Final = Language(SOURCE)


def available() -> tuple[str, ...]:
    """The languages that there are catalogues of."""
    found = (path.parent.parent.name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (SOURCE, *sorted(found))


@lru_cache(maxsize=8)
def language(code: str) -> Language:
    """A language by its code.

    Raises:
        ValueError: there is no catalogue of it.
    """
    if code == SOURCE:
        return ENGLISH
    path = FOLDER / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if not code.replace("_", "").isalnum() or not path.is_file():
        raise ValueError(f"no such language: {code}; there is {', '.join(available())}")
    with path.open("rb") as file:
        return Language(code, gettext.GNUTranslations(file))
