"""The ``redact`` command: files in, files without personal data out, or nothing and the reason.

Each file is read and rewritten in a child process with no network, no rights, little memory and little time.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from redaction.document import Document, Unit
from redaction.errors import StillThere, TooLarge, Unreadable
from redaction.file_room import FileRoom
from redaction.finding import find_all
from redaction.hit import KINDS, Detector, Hit, Kind
from redaction.isolate import RoomLimits, RoomUnavailable
from redaction.label import SHORTEST_KEY, Labels, Style
from redaction.limits import DEFAULT_LIMITS
from redaction.people import People
from redaction.planning import plan_until_clean
from redaction.wire import Rewritten

_HELD: Final = 1
_TEMPORARY: Final = 75
# Without its macros a document is of another kind, and a program refuses it under the name of the old one.
_WITHOUT_MACROS: Final = {
    ".docm": ".docx", ".dotm": ".dotx", ".xlsm": ".xlsx", ".xltm": ".xltx", ".pptm": ".pptx", ".ppsm": ".ppsx",
    ".potm": ".potx",
}  # fmt: skip
_KINDS: Final = tuple(kind.value for kind in Kind)
_DETECTORS: Final = tuple(one.value for one in Detector if one.value not in _KINDS)

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    """What became of one file."""

    file: Path
    written: Path | None  # None: held
    media_type: str | None = None  # None: not known
    held: str = ""  # why, without any of its text
    hits: tuple[tuple[Unit, Hit], ...] = ()  # with the unit each stands in
    dropped: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()  # of each unit that was read

    def as_json(self) -> str:
        """One line; places and kinds, never the values."""
        return json.dumps(
            {
                "file": str(self.file),
                "media_type": self.media_type,
                "written": None if self.written is None else str(self.written),
                "held": self.held or None,
                "read": dict(Counter(self.places)),
                "kinds": dict(Counter(hit.kind.value for _, hit in self.hits)),
                "hits": [
                    {
                        "unit": unit.id,
                        "place": unit.place,
                        "start": hit.start,
                        "end": hit.end,
                        "kind": hit.kind.value,
                        "detector": hit.detector.value,
                        "evidence": hit.evidence.value,
                        "persons": list(hit.persons),
                    }
                    for unit, hit in self.hits
                ],
                "dropped": list(self.dropped),
                "notes": list(self.notes),
            }
        )

    def as_text(self) -> str:
        """One line for a person."""
        if self.written is None:
            return f"{self.file}: held: {self.held}"
        count = len(self.hits)
        return f"{self.file}: {count} find{'' if count == 1 else 's'}, written to {self.written}"


@app.command(help=__doc__)
def run(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to redact.")],
    out: Annotated[Path | None, typer.Option("-o", "--out", help="File to write, or folder for several.")] = None,
    people: Annotated[Path | None, typer.Option(help="Register of people, CSV.")] = None,
    kinds: Annotated[
        str | None, typer.Option(help="Kinds (contact) and detectors (phone) to take out; all by default.")
    ] = None,
    style: Annotated[Style, typer.Option(help="What stands in place of a value.")] = Style.LABEL,
    pseudonym_key: Annotated[
        Path | None, typer.Option(help="Key of the pseudonyms, 16 bytes or more; one file for each reader.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
) -> None:
    """Redact each file; exit 0 when all were written, 1 when one was held, 75 when none can be opened now."""
    wanted = _detectors(kinds)
    register = _register(people)
    key = _key(pseudonym_key, style)
    targets = [_target(file, out, several=len(files) > 1) for file in files]
    for target in targets:
        if target.resolve() in {one.resolve() for one in files}:
            raise typer.BadParameter(f"{target} is one of the files to read; it is never written over")
    if len({target.resolve() for target in targets}) < len(targets):
        raise typer.BadParameter("two of the files would be written to the same place")
    held = False
    try:
        with FileRoom(RoomLimits()) as room:
            room.check()
            for file, target in zip(files, targets, strict=True):
                outcome = _one(room, file, target, register, wanted, style, key)
                held = held or outcome.written is None
                line = outcome.as_json() if as_json else outcome.as_text()
                typer.echo(line, err=outcome.written is None and not as_json)
    except RoomUnavailable as error:
        typer.echo(f"redact: files cannot be opened safely here: {error}. No further file was read.", err=True)
        raise typer.Exit(_TEMPORARY) from None
    raise typer.Exit(_HELD if held else 0)


def _detectors(names: str | None) -> frozenset[Detector] | None:
    """Those of the kinds and detectors named. A word that is both means the kind, which is the wider."""
    if names is None:
        return None
    wanted: set[Detector] = set()
    for name in (one.strip().lower() for one in names.split(",")):
        if name in _KINDS:
            wanted.update(detector for detector, kind in KINDS.items() if kind.value == name)
        elif name in _DETECTORS:
            wanted.add(Detector(name))
        else:
            raise typer.BadParameter(
                f"--kinds takes kinds ({', '.join(_KINDS)}) and detectors ({', '.join(_DETECTORS)})"
            )
    return frozenset(wanted)


def _register(path: Path | None) -> People | None:
    if path is None:
        return None
    try:
        return People.from_csv(path)
    except OSError as error:
        raise typer.BadParameter(f"--people: {path}: {error.strerror}") from None
    except ValueError as error:
        raise typer.BadParameter(f"--people: {error}") from None


def _key(path: Path | None, style: Style) -> bytes:
    if path is None and style is Style.PSEUDONYM:
        raise typer.BadParameter("--style pseudonym needs --pseudonym-key: without a key anybody could make them too")
    if path is None:
        return b""
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise typer.BadParameter(f"--pseudonym-key: {path}: {error.strerror}") from None
    if len(key) < SHORTEST_KEY:
        raise typer.BadParameter(f"--pseudonym-key: {path}: shorter than {SHORTEST_KEY} bytes")
    return key


def _target(file: Path, out: Path | None, *, several: bool) -> Path:
    try:
        there = file.is_file()
    except OSError as error:
        raise typer.BadParameter(f"{file}: {error.strerror}") from None
    if not there:
        raise typer.BadParameter(f"{file}: no such file")
    name = f"{file.stem}.redacted{file.suffix}"
    if out is None:
        return file.with_name(name)
    if several and not out.is_dir():
        raise typer.BadParameter(f"-o {out}: several files need a folder that is there")
    return out / name if out.is_dir() else out


def _one(
    room: FileRoom,
    file: Path,
    target: Path,
    register: People | None,
    wanted: frozenset[Detector] | None,
    style: Style,
    key: bytes,
) -> _Outcome:
    try:
        with file.open("rb") as source:
            data = source.read(DEFAULT_LIMITS.max_bytes + 1)
    except OSError as error:
        return _Outcome(file=file, written=None, held=f"cannot be opened: {error.strerror}")
    if len(data) > DEFAULT_LIMITS.max_bytes:
        return _Outcome(file=file, written=None, held="too large: more bytes than the limit")
    try:
        document, result, hits = _redacted(room, data, register, wanted, style, key)
    except TooLarge as error:
        return _Outcome(file=file, written=None, held=f"too large: {error}")
    except Unreadable as error:
        return _Outcome(file=file, written=None, held=f"cannot be read: {error}")
    except StillThere as error:
        return _Outcome(file=file, written=None, held=f"not clean: {error}")
    try:
        target = _write(target, result, document.media_type)
    except OSError as error:
        return _Outcome(file=file, written=None, held=f"{target} cannot be written: {error.strerror}")
    return _Outcome(
        file=file,
        media_type=result.media_type,
        written=target,
        hits=hits,
        dropped=result.dropped,
        notes=document.notes,
        places=tuple(unit.place for unit in document.units),
    )


def _write(target: Path, result: Rewritten, was: str) -> Path:
    """Write the result; returns under which name."""
    suffix = _WITHOUT_MACROS.get(target.suffix.lower())
    if result.media_type == was or suffix is None:
        target.write_bytes(result.data)
        return target
    renamed = target.with_suffix(suffix)
    # Nobody named this file, so none may be there to be written over.
    with renamed.open("xb") as file:
        file.write(result.data)
    return renamed


def _redacted(
    room: FileRoom, data: bytes, register: People | None, wanted: frozenset[Detector] | None, style: Style, key: bytes
) -> tuple[Document, Rewritten, tuple[tuple[Unit, Hit], ...]]:
    # The register never enters the room: what reads hostile bytes must not know whom we look for.
    document = room.read(data)
    hits = find_all([unit.text for unit in document.units], register)
    persons = {person for found in hits for hit in found for person in hit.persons}
    rows = register.household(persons) if register is not None else ()
    labels = Labels(rows, style=style, today=datetime.now(UTC).astimezone().date(), key=key)
    looks = iter([hits])
    plan, hits = plan_until_clean(
        document, lambda texts: next(looks, None) or find_all(texts, register), labels, wanted
    )
    result = room.redact(data, document.media_type, plan)
    chosen = tuple(
        (unit, hit)
        for unit, found in zip(document.units, hits, strict=True)
        for hit in found
        if wanted is None or hit.detector in wanted
    )
    return document, result, chosen


def main() -> None:
    """Run the command."""
    app(prog_name="redact")


if __name__ == "__main__":
    main()
