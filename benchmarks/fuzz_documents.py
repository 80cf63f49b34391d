"""Feeds the readers of documents damaged copies of whole ones, until the time is up: nothing but our errors may come.

Run as ``python -m benchmarks.fuzz_documents FAMILY FOLDER... [--minutes 20] [--seed 1] [--keep FOLDER]``. Every
mutant is read, two of its words are cut, it is written and searched again, all in this process: an error that is
not ours, or more than a minute of processor time, ends nothing, is printed with its place, and the mutant is kept.
"""

import argparse
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Final

from benchmarks.mutated import mutant
from benchmarks.public_documents import plan_of
from redaction import StillThere, Unreadable
from redaction.formats import read, redact
from redaction.media_types import media_type

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "ooxml": ("docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "potx"),
    "odf": ("odt", "ods", "odp", "odg", "ott", "ots", "otp", "fodt", "fods", "fodp"),
    "legacy": ("doc", "dot", "xls", "xlt", "ppt", "pps", "pot"),
    "rtf": ("rtf",),
    "outlook": ("msg", "dat", "tnef"),
    "text": ("html", "htm", "csv", "xml", "svg", "json", "eml", "ics", "vcf", "txt"),
    "picture": ("png", "jpg", "jpeg", "gif", "tif", "tiff", "webp", "bmp", "heic"),
})  # fmt: skip
"""Name: endings."""
_MOST_BYTES: Final = 300_000
_QUICK_SECONDS: Final = 2.0  # a whole file that takes longer is left out: pictures in it would be all that is tried
_MOST_SECONDS: Final = 60  # of processor time, so that a busy machine makes none slow


class _TooSlow(Exception):
    pass


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise _TooSlow


def tried(data: bytes) -> str:
    """Read, cut, written, searched again; how it ended.

    Raises:
        Exception: any that is not ours.
    """
    try:
        document = read(data, media_type(data))
        redact(data, document.media_type, plan_of(document))
    except StillThere:
        return "still there"
    except Unreadable:
        return "held"
    return "written"


def _seeds(folders: list[Path], endings: tuple[str, ...]) -> list[bytes]:
    found: dict[bytes, bytes] = {}
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower().lstrip(".") in endings and file.is_file() and file.stat().st_size <= _MOST_BYTES:
                data = file.read_bytes()
                found.setdefault(sha256(data).digest(), data)
    return list(found.values())


def main() -> None:
    """Print what broke, and counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", choices=sorted(FAMILIES))
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="where mutants that broke something go")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    seeds = _seeds(given.folders, FAMILIES[given.family])
    chance.shuffle(seeds)
    signal.signal(signal.SIGPROF, _ring)
    counts: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    slow: set[bytes] = set()
    ends = time.monotonic() + 60 * given.minutes
    while time.monotonic() < ends and (quick := [one for one in seeds if one not in slow]):
        seed = chance.choice(quick)
        data = mutant(seed, seeds, chance)
        began = time.monotonic()
        signal.setitimer(signal.ITIMER_PROF, _MOST_SECONDS)
        try:
            counts[tried(data)] += 1
        # What this program is for: whatever else is raised is a find.
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}"
            counts["broken"] += 1
            broken[what] += 1
            if broken[what] == 1:
                print(what, flush=True)
                traceback.print_exception(error, limit=-6)
                if given.keep is not None:
                    given.keep.mkdir(exist_ok=True, parents=True)
                    (given.keep / f"{given.family}-{counts.total()}").write_bytes(data)
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        if given.family != "legacy" and time.monotonic() - began > _QUICK_SECONDS:
            slow.add(seed)
    print(f"{given.family}: {len(seeds)} files, {counts.total()} mutants, {dict(counts.most_common())}")
    for what, count in broken.most_common():
        print(f"{count:>6}  {what}")


if __name__ == "__main__":
    main()
