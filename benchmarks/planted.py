"""Plants values of invented people into real files, one in one place each, redacts them, and searches what comes out.

A seed chooses the file, the place where its format keeps text or bytes, the value and the disguise it wears. Each is
cut twice: by what the finders find with the person in the register, and by who searches for the plain letters. The
result is searched by ``planted_set.searcher``, which knows nothing of how it was redacted. *clean*: nothing is found;
*held*: not written, for a reason; *LEFT*: a needle is found; where the searcher does not find it in the file with
the value either, nothing counts. Run as
``python -m benchmarks.planted FOLDER... [--most 200] [--seed 1] [--ending docx,pdf] [--show] [--keep FOLDER]``.
"""

import argparse
import hashlib
import random
import re
import signal
import time
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Final

from benchmarks.ordinary_set.documents import by_hand
from benchmarks.planted_set import lines, marked_up, outlook, package, pdf, picture, rich_text, web_page
from benchmarks.planted_set.searcher import found
from benchmarks.planted_set.values import Value, disguised, drawn
from redaction import Cut, Document, Hit, Labels, People, Plan, StillThere, Style, Unreadable, find_all, read, redact
from redaction.media_types import media_type
from redaction.planning import plan_until_clean

Put = Callable[[bytes, str, random.Random], tuple[str, bytes] | None]

_PACKAGES: Final = (
    "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "potx", "odt", "ods", "odp", "ott", "ots",
    "otp", "odg", "zip",
)  # fmt: skip
_KINDS: Final[dict[str, Put]] = {
    **dict.fromkeys(_PACKAGES, package.plant),
    **dict.fromkeys(("fodt", "fods", "fodp", "xml"), marked_up.plant),
    **dict.fromkeys(("html", "htm", "svg"), partial(marked_up.plant, places=web_page.WEB)),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "tif", "tiff", "webp"), picture.plant),
    **dict.fromkeys(("ics", "vcf"), partial(lines.plant, places=lines.LINES)),
    **dict.fromkeys(("csv", "tsv", "txt"), partial(lines.plant, places=lines.TABLES)),
    "eml": partial(lines.plant, places=lines.MAIL),
    "json": partial(lines.plant, places=lines.JSON),
    "rtf": rich_text.plant,
    "msg": outlook.plant,
    "pdf": pdf.plant,
}
_MOST_BYTES: Final = 60_000
_QUICK_SECONDS: Final = 1.0  # a file that takes longer to read is left out: its pictures would be all that is tried
_MOST_SECONDS: Final = 40  # of processor time
_TRIES: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A file with a value in one place."""

    ending: str
    file: str
    place: str
    disguise: str
    value: Value
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of it, one way."""

    planted: Planted
    way: str
    result: str  # clean, held, LEFT, broken
    why: str = ""
    data: bytes = b""


class _TooSlow(Exception):
    pass


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def by_finders(document: Document, value: Value) -> Plan:
    """What the finders find, with the person in the register."""
    people = People.from_rows([value.person])

    def look(texts: Sequence[str]) -> list[list[Hit]]:
        return find_all(texts, people)

    plan, _ = plan_until_clean(document, look, Labels(people.rows, style=Style.LABEL, key=b"of a benchmark only"))
    return plan


def by_letters(document: Document, value: Value) -> Plan:
    """The plain letters of the value, whatever stands between them."""
    wanted = re.compile(r"[\W_]*".join(map(re.escape, re.sub(r"[\W_]+", "", value.text))), re.IGNORECASE)
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=one.start(), end=one.end(), replacement="[Person 1]")
            for unit in document.units
            for one in wanted.finditer(unit.text)
        )
    )


_WAYS: Final = {"finders": by_finders, "letters": by_letters}


def tried(one: Planted, way: str) -> Outcome:
    """Read, cut one way, written, searched."""
    outcome = partial(Outcome, planted=one, way=way)
    signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)
    try:
        kind = media_type(one.data)
        document = read(one.data, kind)
        result = redact(one.data, kind, _WAYS[way](document, one.value))
    except StillThere:
        return outcome(result="held", why="still there")
    except Unreadable as error:
        return outcome(result="held", why=str(error))
    except _TooSlow:
        return outcome(result="held", why="too slow")
    # What this program is for: whatever else is raised is a find.
    except Exception as error:
        return outcome(result="broken", why=f"{type(error).__name__}: {error}"[:120])
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    left = found(result.data, one.value.needles)
    return outcome(result="LEFT" if left else "clean", why=", ".join(left), data=result.data)


def _planted(ending: str, name: str, data: bytes, chance: random.Random) -> Planted | None:
    value = drawn(chance)
    disguise, text = disguised(value.text, chance)
    try:
        made = _KINDS[ending](data, text, chance)
    except (zipfile.BadZipFile, zlib.error, ValueError, KeyError, RuntimeError, NotImplementedError, OSError):
        return None
    if made is None:
        return None
    needles = tuple(found(made[1], value.needles))
    if not needles:
        return None
    value = Value(kind=value.kind, text=value.text, needles=needles, person=value.person)
    return Planted(ending=ending, file=name, place=made[0], disguise=disguise, value=value, data=made[1])


def _files(folders: Sequence[Path], wanted: set[str]) -> dict[str, list[tuple[str, bytes]]]:
    """By ending, each content once; with those that are made by code."""
    by_content: dict[bytes, tuple[str, str, bytes]] = {}
    made = [(one.name, one.data) for one in by_hand()]
    for folder in folders:
        made += (
            (str(file.relative_to(folder)), file.read_bytes())
            for file in sorted(folder.rglob("*"))
            if file.is_file() and file.stat().st_size <= _MOST_BYTES
        )
    for name, data in made:
        ending = name.rpartition(".")[2].lower()
        if ending in _KINDS and (not wanted or ending in wanted):
            by_content.setdefault(hashlib.sha256(data).digest(), (ending, name, data))
    found_files: dict[str, list[tuple[str, bytes]]] = defaultdict(list)
    for ending, name, data in by_content.values():
        found_files[ending].append((name, data))
    return found_files


def _fits(data: bytes) -> bool:
    """Whether it is read soon, and written when what the finders find in it as it is goes."""
    begun = time.monotonic()
    signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)
    try:
        kind = media_type(data)
        document = read(data, kind)
        if time.monotonic() - begun > _QUICK_SECONDS:
            return False
        redact(data, kind, by_finders(document, drawn(random.Random(1))))
    except (Unreadable, StillThere, _TooSlow):
        return False
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return True


def plantings(files: Sequence[tuple[str, bytes]], ending: str, most: int, seed: int) -> Iterator[Planted]:
    """*most* files with a value that the searcher finds."""
    chance = random.Random(f"{seed} {ending}")
    fit: dict[bytes, bool] = {}
    count = tries = 0
    while count < most and tries < most * _TRIES:
        tries += 1
        name, data = chance.choice(files)
        if data not in fit:
            fit[data] = _fits(data)
        one = _planted(ending, name, data, chance) if fit[data] else None
        if one is not None:
            count += 1
            yield one


def _row(ending: str, outcomes: Sequence[Outcome]) -> str:
    cells = [f"{ending:<6}{len(outcomes) // len(_WAYS):>6}"]
    for way in _WAYS:
        counts = Counter(one.result for one in outcomes if one.way == way)
        cells.append(
            f"  {way:<8}{counts['clean']:>5} clean{counts['held']:>5} held{counts['LEFT']:>5} LEFT"
            f"{counts['broken']:>3} broken"
        )
    left: Counter[int] = Counter(id(one.planted) for one in outcomes if one.result == "LEFT")
    return "".join((*cells, f"  both {sum(count == len(_WAYS) for count in left.values()):>4} LEFT"))


def _kept(one: Outcome, folder: Path, number: int) -> None:
    folder.mkdir(exist_ok=True, parents=True)
    name = f"{number:05}-{one.way}.{one.planted.ending}"
    (folder / name).write_bytes(one.planted.data)
    (folder / f"{name}.out").write_bytes(one.data)


def main() -> None:
    """Print a row for each format; with ``--show`` each that was left or broke, and why others were held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--most", type=int, default=200, help="plantings of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ending", default="", help="only these, with commas")
    parser.add_argument("--show", action="store_true", help="name what was left, broke or was held")
    parser.add_argument("--keep", type=Path, help="where what was left and what came out of it go")
    given = parser.parse_args()
    signal.signal(signal.SIGPROF, _ring)
    everything: list[Outcome] = []
    wanted = set(filter(None, given.ending.split(",")))
    for ending, files in sorted(_files(given.folders, wanted).items()):
        mine: list[Outcome] = []
        for number, one in enumerate(plantings(files, ending, given.most, given.seed)):
            for way in _WAYS:
                outcome = tried(one, way)
                mine.append(outcome)
                if outcome.result in {"LEFT", "broken"} and given.keep is not None:
                    _kept(outcome, given.keep, number)
                if given.show and outcome.result != "clean":
                    said = (one.place, f"{one.value.kind}, {one.disguise}", outcome.why, one.file)
                    print(outcome.result, way, ending, number, "|", " | ".join(said), flush=True)
        everything += mine
        print(_row(ending, mine), flush=True)
    print(_row("all", everything))


if __name__ == "__main__":
    main()
