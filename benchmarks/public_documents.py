"""What becomes of documents that other people made: written, held for which reason, too slow, or a crash of ours.

Of every file below the folders given the longest two words of a text are cut everywhere, the file rewritten and
searched again, in the room of the ``redact`` command. Nothing is said of what stands in a file. Run as
``python -m benchmarks.public_documents FOLDER... [--most 500] [--ending docx,xlsx] [--json FILE]``.
"""

import argparse
import json
import random
import re
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from redaction import Cut, Document, Plan, StillThere, TooLarge, Unreadable
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits

_WORDS: Final = re.compile(r"[A-Za-z]{4,20} [A-Za-z]{4,20}")
_MOST_BYTES: Final = 4 * 1024 * 1024
_SLOW: Final = "takes longer than"
_DIED: Final = ("its reader died", "its reader failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One file's."""

    name: str
    ending: str
    held: str  # why; empty: written
    seconds: float

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


def tried(room: FileRoom, file: Path) -> Outcome:
    """Read, cut, written, searched again."""
    begun = time.monotonic()
    held = ""
    try:
        data = file.read_bytes()
        document = room.read(data)
        room.redact(data, document.media_type, plan_of(document))
    except TooLarge as error:
        held = f"too large: {error}"
    except Unreadable as error:
        held = str(error)
    except StillThere:
        held = "still there"
    ending = file.suffix.lower().lstrip(".")
    return Outcome(name=file.name, ending=ending, held=held, seconds=round(time.monotonic() - begun, 2))


def main() -> None:
    """Print a table by ending and the reasons."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=500, help="of each ending, drawn by chance")
    parser.add_argument("--ending", default="", help="only these, with commas")
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
    with FileRoom(RoomLimits()) as room:
        room.check()
        for ending, files in sorted(by_ending.items()):
            some = random.Random(ending).sample(files, min(given.most, len(files)))
            outcomes += (tried(room, file) for file in some)
            mine = [one for one in outcomes if one.ending == ending]
            kinds = Counter(one.kind for one in mine)
            middle = sorted(one.seconds for one in mine)[len(mine) // 2]
            print(f"{ending:<6}{len(mine):>5} files  median {middle:5.2f} s  {dict(kinds.most_common())}", flush=True)
    for reason, count in Counter(one.held for one in outcomes if one.held).most_common(40):
        print(f"{count:>5}  {reason}")
    if given.json is not None:
        given.json.write_text(json.dumps([asdict(one) for one in outcomes]), encoding="utf-8")


if __name__ == "__main__":
    main()
