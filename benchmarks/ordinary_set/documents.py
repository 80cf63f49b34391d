"""All of the set: what was made here, and the same as LibreOffice writes it in other formats."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from benchmarks.ordinary_set.everyday_sheets import EVERYDAY_SHEETS, EVERYDAY_SLIDES
from benchmarks.ordinary_set.everyday_texts import EVERYDAY_TEXTS
from benchmarks.ordinary_set.everyday_word import EVERYDAY_WORD
from benchmarks.ordinary_set.household import Household
from benchmarks.ordinary_set.libreoffice import converted
from benchmarks.ordinary_set.messages import MESSAGES
from benchmarks.ordinary_set.sheets import SHEETS
from benchmarks.ordinary_set.slides import SLIDES
from benchmarks.ordinary_set.story import Story
from benchmarks.ordinary_set.word import WORD

_TEXT_KINDS: Final = ("docx", "odt", "doc", "rtf", "pdf", "fodt")
_SHEET_KINDS: Final = ("xlsx", "ods", "xls")
_SLIDE_KINDS: Final = ("pptx", "odp", "ppt", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """One document. ``name`` has the ending; ``values`` are to go, and stand in it as letters do.

    ``stays``: the words that count among those that stand outside of the values; empty: all. ``kept``: the names of
    those who stay. ``phrases``: stay too, though words of the values stand in them.
    """

    name: str
    data: bytes
    values: tuple[str, ...]
    stays: str = ""
    kept: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    @property
    def pattern(self) -> re.Pattern[str]:
        """The values, whatever stands between their letters."""
        spelled = (r"[\W_]*".join(re.escape(one) for one in re.sub(r"[\W_]+", "", value)) for value in self.values)
        return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelled)})(?![^\W_])", re.IGNORECASE)


def by_hand(seed: int = 0) -> list[Ordinary]:
    """What is made without LibreOffice, in a moment."""
    made: list[Ordinary] = []
    number = seed

    for name, make in WORD.items():
        number += 1
        story = Story(number)
        made.append(Ordinary(name=f"word-{name}.docx", data=make(story), values=story.values))
    for name, make in SHEETS.items():
        number += 1
        story = Story(number)
        made.append(Ordinary(name=f"sheet-{name}.xlsx", data=make(story), values=story.values))
    for name, (ending, make) in MESSAGES.items():
        for turn in (1, 2):
            number += 1
            story = Story(number)
            made.append(Ordinary(name=f"{name}-{turn}.{ending}", data=make(story), values=story.values))
    return made


def everything(seed: int = 0) -> list[Ordinary]:
    """The whole set; LibreOffice is started some fifteen times.

    Raises:
        RuntimeError: LibreOffice made nothing of one of them.
    """
    made = by_hand(seed)
    words = {one.name: one for one in made if one.name.startswith("word-")}
    sheets = {one.name: one for one in made if one.name.startswith("sheet-")}
    decks = {}
    for number, (name, make) in enumerate(SLIDES.items(), start=seed + 500):
        story = Story(number)
        decks[f"slides-{name}.fodp"] = Ordinary(name=f"slides-{name}.fodp", data=make(story), values=story.values)
    made += decks.values()
    for sources, kinds in ((words, _TEXT_KINDS), (sheets, _SHEET_KINDS), (decks, _SLIDE_KINDS)):
        files = {name: one.data for name, one in sources.items()}
        for kind in kinds:
            results = converted(files, kind)
            if missing := set(files) - set(results):
                raise RuntimeError(f"LibreOffice made no {kind} of {sorted(missing)}")
            for name, data in results.items():
                made.append(
                    Ordinary(name=f"lo-{name.rpartition('.')[0]}.{kind}", data=data, values=sources[name].values)
                )
    return made


def everyday(seed: int = 0) -> list[Ordinary]:
    """What schools, social care, police and health attach: several people, of whom some stay."""
    makers = {f"word-{name}.docx": make for name, make in EVERYDAY_WORD.items()}
    makers |= {f"sheet-{name}.xlsx": make for name, make in EVERYDAY_SHEETS.items()}
    makers |= {f"slides-{name}.pptx": make for name, make in EVERYDAY_SLIDES.items()}
    makers |= {f"{name}.{ending}": make for name, (ending, make) in EVERYDAY_TEXTS.items()}
    return [_of_household(name, make, number) for number, (name, make) in enumerate(makers.items(), start=seed)]


def _of_household(name: str, make: Callable[[Household], bytes], number: int) -> Ordinary:
    home = Household(number)
    phrases = (*home.kept, *((home.sense,) if home.sense else ()))
    return Ordinary(name=name, data=make(home), values=home.values, kept=home.kept, phrases=phrases)
