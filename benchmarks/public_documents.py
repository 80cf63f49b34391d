"""What becomes of documents that other people made: written, held for which reason, too slow, or a crash of ours.

Every file below the folders given goes the way of the ``redact`` command: read, found, planned, rewritten and
searched again, in its room; where nothing is found the longest word of a text is cut, so that all are written anew.
Nothing is said of what stands in a file.
Run as
``python -m benchmarks.public_documents FOLDER... [--most 500] [--half first|second] [--skip 50]
[--ending docx,xlsx] [--seconds 60] [--opened] [--json FILE]``.
The halves share no file, not even by content: what is mended on one is counted on the other. With ``--skip`` those
that were drawn first are left out, so that files are counted that nobody has looked at.
On a machine that others work at too, a longer wait and the processor time tell what took long and what waited.

Such collections hold files that are broken or locked on purpose. Figures are given of all, of those that are whole by
a rule that looks at the name alone, never at what became of the file (``ON_PURPOSE``), and with ``--opened`` of those
of them without what LibreOffice cannot open either: each office file that was held is given to it, with no password,
to be made a PDF. It opens much that is damaged, so what it does not open is no file that anybody could have read.
"""

import argparse
import hashlib
import json
import os
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from benchmarks.ordinary_set.libreoffice import converted
from redaction import Cut, Document, Plan, StillThere, TooLarge, Unreadable
from redaction.command.work import Wish, planned, rewritten
from redaction.file_room import FileRoom
from redaction.formats.office.words import is_own_name
from redaction.isolate import RoomLimits
from redaction.label import Style

# Of fuzzers and of tests for damage and passwords, as the collections call them; folders are part of the name.
ON_PURPOSE: Final = re.compile(
    r"clusterfuzz|testcase|fuzz|(?:^|[^a-z])crash|(?:^|[^a-z])oom-"
    r"|truncat|corrupt|damaged|broken|invalid|malformed|bomb"
    r"|passw|protect|encrypt|(?:^|[^a-z])xor|rc4|agile|secret|_pass|drm"
    r"|xxe|external_?entity|entit|billion|dtd|poc[-_.]",
    re.IGNORECASE,
)
_OF_LIBREOFFICE: Final = re.compile(r"(?:do[ct]|xl[st]|p[pos][tsw]|pot)[xm]?|[of]?[do][tdsp]{1,2}|fod[tsp]|rtf")
_WORDS: Final = re.compile(r"[A-Za-z]{4,20} [A-Za-z]{4,20}")
_WORD: Final = re.compile(r"(?<![^\W_])[A-Za-z]{6,20}(?![^\W_])")
_MOST_BYTES: Final = 4 * 1024 * 1024
_MOST_SECONDS: Final = 60  # the room's usual limit
_SLOW: Final = "takes longer than"
_DIED: Final = ("its reader died", "its reader failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One file's."""

    name: str
    ending: str
    held: str  # why; empty: written
    seconds: float  # in the room; what finds needs is not part of it
    processor: float  # seconds that the room's processes worked
    on_purpose: bool  # it is broken or locked so that it be held
    unopened: bool = False  # LibreOffice does not open it either

    @property
    def kind(self) -> str:
        """In one word."""
        if not self.held:
            return "written"
        if _SLOW in self.held:
            return "too slow"
        return "child died" if self.held.startswith(_DIED) else "held"


def plan_of(document: Document) -> Plan:
    """The longest two words of the first text that has some, cut in all texts as whoever knows them would."""
    texts = (unit.text[:20_000] for unit in document.units)
    words = next((max(found, key=len) for text in texts if (found := _WORDS.findall(text))), "")
    wanted = re.compile(rf"(?<![A-Za-z]){words}(?![A-Za-z])", re.IGNORECASE)
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=one.start(), end=one.end(), replacement="[Person 1]")
            for unit in (document.units if words else ())
            for one in wanted.finditer(unit.text)
        )
    )


def one_word(document: Document) -> Plan:
    """The longest word of the first text that has one, cut wherever it stands, however it is written."""
    words = (
        max(found, key=len)
        for unit in document.units
        if (found := [one for one in _WORD.findall(unit.text[:20_000]) if not _of_formats(one)])
    )
    word = next(words, None)
    wanted = re.compile(rf"(?<![^\W_]){word}(?![^\W_])", re.IGNORECASE)
    return Plan(
        cuts=tuple(
            Cut(unit=unit.id, start=one.start(), end=one.end(), replacement="[Person 1]")
            for unit in (document.units if word else ())
            for one in wanted.finditer(unit.text)
        )
    )


def _of_formats(word: str) -> bool:
    """Whether it is a word that the formats use themselves: nobody is called *Document*."""
    return is_own_name(word) or is_own_name(word.lower())


def tried(room: FileRoom, file: Path, name: str, wish: Wish) -> Outcome:
    """Read, found, cut, written, searched again."""
    held = ""
    found_for = 0.0
    worked = _worked()
    begun = time.monotonic()
    try:
        data = file.read_bytes()
        document = room.read(data)
        read_at = time.monotonic()
        made = planned(document, wish)
        found_for = time.monotonic() - read_at
        if made.plan.cuts:
            rewritten(room, data, made)
        else:
            room.redact(data, document.media_type, one_word(document))
    except TooLarge as error:
        held = f"too large: {error}"
    except Unreadable as error:
        held = str(error)
    except StillThere:
        held = "still there"
    return Outcome(
        name=name,
        ending=file.suffix.lower().lstrip("."),
        held=held,
        seconds=round(time.monotonic() - begun - found_for, 2),
        processor=round(_worked() - worked, 2),
        on_purpose=ON_PURPOSE.search(name) is not None,
    )


def _worked() -> float:
    """Seconds of processor time of all that the processes started by this one have ended so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("ascii", "replace").rpartition(")")[2].split()
        except OSError:
            continue  # it has ended
        if int(fields[1]) == os.getpid():
            ticks += int(fields[13]) + int(fields[14])  # proc(5): cutime, cstime
    return ticks / os.sysconf("SC_CLK_TCK")


def row(ending: str, outcomes: Sequence[Outcome]) -> str:
    """A line of the table: of all files, and of those that are whole."""
    whole = [one for one in outcomes if not one.on_purpose and not one.unopened]
    kinds = Counter(one.kind for one in outcomes)
    held = sum(one.kind != "written" for one in whole)
    middle = sorted(one.seconds for one in outcomes)[len(outcomes) // 2]
    return (
        f"{ending:<6}{len(outcomes):>5} files  {kinds['written']:>4} written {kinds['held']:>4} held"
        f" {kinds['too slow']:>3} too slow {kinds['child died']:>3} died"
        f" {sum(one.processor > _MOST_SECONDS for one in outcomes):>3} above {_MOST_SECONDS} s of work;"
        f"  whole {len(whole):>4}, of them {held:>3} not written ({100 * held / max(len(whole), 1):.1f} %);"
        f"  median {middle:.2f} s"
    )


def tried_elsewhere(outcomes: Sequence[Outcome], files: Sequence[Path]) -> list[Outcome]:
    """The same, with what LibreOffice says of the office files that were held."""
    asked = {
        f"{at}.{one.ending}": file.read_bytes()
        for at, (one, file) in enumerate(zip(outcomes, files, strict=True))
        if one.held and not one.on_purpose and _OF_LIBREOFFICE.fullmatch(one.ending)
    }
    opened = converted(asked, "pdf", batch=1) if asked else {}
    return [
        replace(one, unopened=(name := f"{at}.{one.ending}") in asked and name not in opened)
        for at, one in enumerate(outcomes)
    ]


def drawn(files: Sequence[Path], seed: str) -> list[Path]:
    """In an order by chance, the same each time; of those with one content the first alone."""
    by_content = {hashlib.sha256(file.read_bytes()).digest(): file for file in reversed(files)}
    different = sorted(by_content.values())
    return random.Random(seed).sample(different, len(different))


def _shown(file: Path, folders: Sequence[Path]) -> str:
    return next(str(file.relative_to(folder)) for folder in folders if file.is_relative_to(folder))


def main() -> None:
    """Print a table by ending and the reasons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=500, help="of each ending, drawn by chance")
    parser.add_argument("--half", choices=("first", "second"), default="", help="of the files, drawn by chance")
    parser.add_argument("--skip", type=int, default=0, help="leave out so many of each ending that are drawn first")
    parser.add_argument("--ending", default="", help="only these, with commas")
    parser.add_argument("--seconds", type=float, default=float(_MOST_SECONDS), help="by the clock, for each step")
    parser.add_argument("--opened", action="store_true", help="tell apart what LibreOffice does not open either")
    parser.add_argument("--json", type=Path, help="write every outcome here")
    given = parser.parse_args()
    wanted = set(filter(None, given.ending.split(",")))
    by_ending: dict[str, list[Path]] = defaultdict(list)
    for folder in given.folders:
        for file in sorted(folder.rglob("*")):
            ending = file.suffix.lower().lstrip(".")
            if file.is_file() and file.stat().st_size <= _MOST_BYTES and (not wanted or ending in wanted):
                by_ending[ending].append(file)
    outcomes: list[Outcome] = []
    half = {"": slice(None), "first": slice(0, None, 2), "second": slice(1, None, 2)}[given.half]
    wish = Wish(register=None, detectors=None, style=Style.LABEL, today=datetime.now(tz=UTC).date())
    with FileRoom(RoomLimits(seconds=given.seconds)) as room:
        room.check()
        for ending, files in sorted(by_ending.items()):
            some = drawn(files, ending)[given.skip :][half][: given.most]
            mine = [tried(room, file, _shown(file, given.folders), wish) for file in some]
            mine = tried_elsewhere(mine, some) if given.opened else mine
            outcomes += mine
            print(row(ending, mine) if mine else f"{ending}: none", flush=True)
    print(row("all", outcomes))
    for title, some_outcomes in (
        ("whole", [one for one in outcomes if not one.on_purpose and not one.unopened]),
        ("not opened by LibreOffice either", [one for one in outcomes if not one.on_purpose and one.unopened]),
        ("broken or locked on purpose", [one for one in outcomes if one.on_purpose]),
    ):
        print(f"{title}:")
        for reason, count in Counter(one.held for one in some_outcomes if one.held).most_common(40):
            print(f"{count:>5}  {reason}")
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(one) for one in outcomes]), encoding="utf-8")


if __name__ == "__main__":
    main()
