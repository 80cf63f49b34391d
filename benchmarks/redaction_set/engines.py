"""The finders that are measured side by side; each takes texts and gives the spans that it would mask."""

import json
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from benchmarks.redaction_set.measure import Spans
from benchmarks.redaction_set.notation import Gold, Text
from redaction import MENTIONS, People, PersonRow, find, resolve
from redaction.dates import dates

Engine = Callable[[Sequence[str]], list[Spans]]
_PEER: Final = Path(__file__).with_name("presidio_peer.py")
# Names of bodies and places that say nothing of a person stay readable, so what finds them masks nothing.
_NOT_MASKED: Final = frozenset({*MENTIONS, "organisation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """``redaction.find``, text by text; mentions of topics left out, for they are no identifiers."""

    people: People | None = None  # None: nobody is known

    def __call__(self, texts: Sequence[str]) -> list[Spans]:
        """The disjoint spans of each text."""
        return [self._spans(text) for text in texts]

    def _spans(self, text: str) -> Spans:
        hits = [hit for hit in find(text, self.people) if hit.detector not in _NOT_MASKED]
        return [(hit.start, hit.end) for hit in resolve(hits)]


def register(texts: Iterable[Text]) -> People:
    """The people whom the texts are about, as a charity's register would hold them; no worker is in it.

    Everybody in a text's head and everybody named in it with first name and surname. Who is named by the first name
    alone is held under the first person's surname. All of a text are one household; its first person has the text's
    first date of birth and its addresses.
    """
    return People.from_rows(rows_of(texts))


def rows_of(texts: Iterable[Text]) -> list[PersonRow]:
    """The entries of those people."""
    return [row for text in texts for row in _rows(text)]


def _rows(text: Text) -> list[PersonRow]:
    values = {gold: [text.text[one.start : one.end] for one in text.spans if one.gold is gold] for gold in Gold}
    named = {known.name: known.aliases for known in text.people}
    spoken = [_in_order(value) for value in values[Gold.PERSON]]
    folded = {name.casefold() for name in named}
    named |= {name: () for name in spoken if len(name.split()) > 1 and name.casefold() not in folded}
    if not named:
        return []
    surname = next(iter(named)).split()[-1]
    parts = {part for name in named for part in name.casefold().split()}
    alone = [name for name in spoken if len(name) > 1 and name.isalpha() and name.casefold() not in parts]
    named |= {f"{name} {surname}": () for name in dict.fromkeys(alone)}
    born = [date(one.full_year, one.month, one.day) for value in values[Gold.DOB][:1] for one in dates(value)]
    return [
        PersonRow(
            id=f"{text.id}-{place}",
            name=name,
            aliases=aliases,
            date_of_birth=born[0] if born and not place else None,
            addresses=() if place else tuple(" ".join(value.split()) for value in values[Gold.ADDRESS]),
            relations=(("relative", f"{text.id}-0"),) if place else (),
        )
        for place, (name, aliases) in enumerate(named.items())
    ]


def _in_order(name: str) -> str:
    last, comma, first = " ".join(name.split()).partition(", ")
    return f"{first} {last}" if comma else last


@dataclass(frozen=True, slots=True, kw_only=True)
class Presidio:
    """Presidio's analyzer, in the environment of another Python."""

    answers: Sequence[Sequence[tuple[int, int, str, bool]]]
    british: bool
    dates_too: bool = True

    def __call__(self, texts: Sequence[str]) -> list[Spans]:
        """Everything that it reports, masked."""
        return [
            [
                (start, end)
                for start, end, kind, british in answer
                if british is self.british and (self.dates_too or kind != "DATE_TIME")
            ]
            for answer in self.answers
        ]


def ask_presidio(python: str, model: str, texts: Sequence[str]) -> list[list[tuple[int, int, str, bool]]]:
    """Let Presidio analyze all texts once, with its defaults and with every UK recogniser.

    Raises:
        subprocess.CalledProcessError: it ended with an error; its words went to standard error.
    """
    done = subprocess.run(
        [python, str(_PEER), model], input=json.dumps(texts), stdout=subprocess.PIPE, text=True, check=True
    )
    answers: list[list[tuple[int, int, str, bool]]] = [
        [(start, end, kind, british) for start, end, kind, british in answer] for answer in json.loads(done.stdout)
    ]
    return answers
