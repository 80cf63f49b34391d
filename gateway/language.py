"""The language that people are written to in: gettext catalogues of every word (docs/languages.md). Pure once loaded.

English is the source: what stands in code and templates is what is said when there is no other catalogue. `say` and
`count` are found by `python -m gateway.catalogue`; words that are said elsewhere than they stand are marked there, by
`mark` and `mark_count`: they read as English until whoever shows them says them (`Language.said`).
"""

import gettext
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

DOMAIN: Final = "gateway"
SOURCE: Final = "en"
PSEUDO: Final = "en_XA"  # CLDR's code for accented English: shows which words are in no catalogue
_BRITISH: Final = "en_GB"
FOLDER: Final = Path(str(resources.files("gateway") / "locale"))
TAG: Final = re.compile(r"<[^<>]*>")  # in the words of a template


class Words(str):
    """Words that are said later, in the language of whoever reads them; as a text they are the English.

    Joining, cutting or formatting them gives plain English text: what is filled in is named to `mark`.
    """

    __slots__ = ("many", "one", "part", "values")

    one: str  # as the catalogues have it, its places not filled
    many: str  # the form for several, whose number is the value `n`; empty: there is one form
    values: Mapping[str, object]
    part: bool  # of a longer sentence: its full stop is left out

    def __new__(
        cls, one: str, many: str = "", values: Mapping[str, object] | None = None, *, part: bool = False
    ) -> "Words":
        values = values or {}
        form = many if many and values["n"] != 1 else one
        said = {name: ENGLISH.said(value) for name, value in values.items()}
        text = form.format(**said) if said else form
        made = super().__new__(cls, text.rstrip(".") if part else text)
        made.one, made.many, made.values, made.part = one, many, values, part
        return made

    def within(self) -> "Words":
        """The same without its full stop, as a part of a longer sentence."""
        return Words(self.one, self.many, self.values, part=True)

    def __reduce__(self) -> tuple[Callable[..., "Words"], tuple[str, str, dict[str, object], bool]]:
        return _restored, (self.one, self.many, dict(self.values), self.part)


def _restored(one: str, many: str, values: Mapping[str, object], part: bool) -> Words:  # noqa: FBT001 -- of pickle
    return Words(one, many, values, part=part)


def joined(between: str, words: Iterable[str | date]) -> Words:
    """Several, one after the other, each said later; a date as people write it. *between*: no words."""
    values = {f"w{n}": word for n, word in enumerate(words)}
    return Words(between.join(f"{{{name}}}" for name in values), values=values)


def either(words: Iterable[str]) -> str:
    """Several of which each would do: "the team manager or the manager on duty"."""
    return _ended(words, mark("{first} or {last}"))


def all_of(words: Iterable[str]) -> str:
    """Several that all count: "their line manager and the manager on duty"."""
    return _ended(words, mark("{first} and {last}"))


def _ended(words: Iterable[str], form: str) -> str:
    several = tuple(words)
    if not several[1:]:
        return several[0] if several else ""
    return Words(form, values={"first": joined(", ", several[:-1]), "last": several[-1]})


def mark(text: str, /, **values: object) -> Words:
    """The text, with its places filled: it is taken up in the catalogues, and said later."""
    return Words(text, values=values)


def mark_count(one: str, many: str, n: int, /, **values: object) -> Words:
    """The form for a number, with {n} filled, said later."""
    return Words(one, many, {"n": n, **values})


@dataclass(frozen=True, slots=True)
class Language:
    """One language. Safe from any thread."""

    code: str  # "en", "cy"; as it stands in gateway.yaml and in a page's `lang`
    words: gettext.NullTranslations = field(default_factory=gettext.NullTranslations, compare=False)

    def say(self, text: str, /, **values: object) -> str:
        """The text in this language, with its places filled."""
        said = self.words.gettext(text)
        return said.format(**values) if values else said

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """The form for a number, with {n} filled; languages have more forms than two (Welsh has six)."""
        return self.words.ngettext(one, many, n).format(n=n, **values)

    def said(self, words: object) -> object:
        """What was marked, and a date, in this language; anything else as it is."""
        if isinstance(words, date) and not isinstance(words, datetime):
            return self.date(words)
        if not isinstance(words, Words) or not words.one:
            return words
        values = {name: self.said(value) for name, value in words.values.items()}
        if words.many:
            n = words.values["n"]
            said = self.words.ngettext(words.one, words.many, n if isinstance(n, int) else 0).format(**values)
        else:
            said = self.words.gettext(words.one)
            said = said.format(**values) if values else said
        return said.rstrip(".") if words.part else said

    def number(self, number: int) -> str:
        """A whole number as people write it: 12,000."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    def moment(self, at: datetime) -> str:
        """A time as people write it: Wednesday 25 November at 3:04pm."""
        # Translators: Unicode's pattern for a time (UTS #35): the weekday, the day, the month and the hour.
        return self._written(at, self.say("EEEE d MMMM 'at' h:mma"))

    def stamp(self, at: datetime) -> str:
        """A time with its year: 22 November 2026 at 3:04pm."""
        # Translators: Unicode's pattern for a time (UTS #35) with its year.
        return self._written(at, self.say("d MMMM y 'at' h:mma"))

    def exact(self, at: datetime) -> str:
        """A time for whoever compares logs: 22 November 2026, 15:04:05."""
        # Translators: Unicode's pattern for a time (UTS #35) to the second.
        return self._written(at, self.say("d MMMM y, HH:mm:ss"))

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
        from babel.dates import format_datetime

        return format_datetime(at, pattern, locale=self._locale)

    @property
    def _locale(self) -> str:
        """CLDR's name for it; British where CLDR has none."""
        return _locale(self.code)


@lru_cache(maxsize=8)
def _locale(code: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        # British English writes "3:04pm"; the American form differs.
        return str(Locale.parse(_BRITISH if code == SOURCE else code))
    except (UnknownLocaleError, ValueError):
        return _BRITISH


class _Later(Language):
    """Says nothing yet: what it is asked for is marked, with its places filled."""

    def say(self, text: str, /, **values: object) -> str:
        return Words(text, values=values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        return mark_count(one, many, n, **values)


ENGLISH: Final = Language(SOURCE)
LATER: Final = _Later(SOURCE)  # for whoever shows words made elsewhere: they are said where they are shown


@lru_cache(maxsize=1)
def available() -> tuple[str, ...]:
    """The languages that there are catalogues of."""
    found = (path.parent.parent.name for path in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return (SOURCE, *sorted(found))


def own_name(code: str) -> str:
    """What a language is called in itself: "Cymraeg"; its code where CLDR does not know."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).display_name or code
    except (UnknownLocaleError, ValueError):
        return code


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
