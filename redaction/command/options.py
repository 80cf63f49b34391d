"""Reads the command's options, and refuses wrong ones before any file is opened."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typer

from redaction.command.outcome import printable
from redaction.detect.case_id import CaseIds
from redaction.formats.contents import ENDINGS
from redaction.hit import KINDS, Detector, Kind
from redaction.label import SHORTEST_KEY, Style
from redaction.people.index import People
from redaction.staff import Staff

STANDARD: Final = "-"
"""The name of standard input and standard output."""

_KINDS: Final = tuple(kind.value for kind in Kind)
_DETECTORS: Final = tuple(one.value for one in Detector if one.value not in _KINDS)
_MOST_KEY: Final = 4096  # bytes of a key file; a longer one is some other file


def detectors(names: str | None) -> frozenset[Detector] | None:
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


def case_ids(forms: Sequence[str]) -> CaseIds | None:
    """The finder of case numbers of these forms; None: there are none.

    Raises:
        typer.BadParameter: a form is wrong.
    """
    try:
        return CaseIds(forms) if forms else None
    except ValueError as error:
        raise typer.BadParameter(f"--case-id: {error}") from None


def register(path: Path | None) -> People | None:
    """The people of a register file; None: none was named."""
    if path is None:
        return None
    try:
        return People.from_csv(path)
    except OSError as error:
        raise typer.BadParameter(f"--people: {printable(str(path))}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"--people: {printable(path.name)}: not UTF-8") from None
    except ValueError as error:
        raise typer.BadParameter(f"--people: {error}") from None


def staff(path: Path | None) -> Staff:
    """Who is at work, and stays; nobody when no file was named."""
    if path is None:
        return Staff()
    try:
        return Staff.from_csv(path)
    except OSError as error:
        raise typer.BadParameter(f"--staff: {printable(str(path))}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise typer.BadParameter(f"--staff: {printable(path.name)}: not UTF-8") from None
    except ValueError as error:
        raise typer.BadParameter(f"--staff: {error}") from None


def key(path: Path | None, style: Style) -> bytes:
    """The key of pseudonyms; empty where none is needed."""
    if path is None and style is Style.PSEUDONYM:
        raise typer.BadParameter("--style pseudonym needs --pseudonym-key: without a key anybody could make them too")
    if path is None:
        return b""
    if style is not Style.PSEUDONYM:
        raise typer.BadParameter("--pseudonym-key is for --style pseudonym")
    try:
        with path.open("rb") as file:
            found = file.read(_MOST_KEY + 1)
    except OSError as error:
        raise typer.BadParameter(f"--pseudonym-key: {printable(str(path))}: {error.strerror}") from None
    if not SHORTEST_KEY <= len(found.strip()) <= _MOST_KEY:
        raise typer.BadParameter(f"--pseudonym-key: {printable(str(path))}: not {SHORTEST_KEY} to {_MOST_KEY} bytes")
    return found.strip()


def targets(files: Sequence[str], out: str | None) -> list[Path | None]:
    """Where each file's result goes; None: to standard output."""
    if files.count(STANDARD) > 1:
        raise typer.BadParameter("standard input can be read once")
    if out == STANDARD and len(files) > 1:
        raise typer.BadParameter("-o -: several files cannot all go to standard output")
    for file in files:
        check_source(file)
    named = [_target(file, out, several=len(files) > 1) for file in files]
    for one in named:
        if one is not None:
            check_target(one, files)
    written = [one.resolve() for one in named if one is not None]
    if len(set(written)) < len(written):
        raise typer.BadParameter("two of the files would be written to the same place")
    return named


def check_source(file: str) -> None:
    """That there is a file to read."""
    if file == STANDARD:
        return
    path, name = Path(file), printable(file)
    try:
        if path.is_dir():
            raise typer.BadParameter(f"{name}: a folder; name the files in it")
        if not path.exists():
            raise typer.BadParameter(f"{name}: no such file")
        if not path.is_file():
            raise typer.BadParameter(f"{name}: not a file")
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}") from None


def check_target(target: Path, files: Sequence[str]) -> None:
    """That a result may be written there: over no file that is read, and over nothing but a file."""
    name = printable(str(target))
    try:
        if target.exists() and not target.is_file():
            raise typer.BadParameter(f"{name}: not a file that could be written over")
        for one in files:
            # Under another name, or a link to it, it is the same file still.
            if one != STANDARD and target.exists() and target.samefile(one):
                raise typer.BadParameter(f"{name} is one of the files to read; it is never written over")
        if not target.parent.is_dir():
            raise typer.BadParameter(f"{name}: there is no such folder")
    except OSError as error:
        raise typer.BadParameter(f"{name}: {error.strerror}") from None


def named_for(target: Path, media_type: str) -> Path | None:
    """The name under which a document goes that has become one of another type; None: the same.

    A program refuses it under the name of the old one.
    """
    suffix = ENDINGS.get(media_type)
    return None if suffix in {None, target.suffix.lower()} else target.with_suffix(str(suffix))


def _target(file: str, out: str | None, *, several: bool) -> Path | None:
    if out == STANDARD or (out is None and file == STANDARD):
        return None
    source = Path("standard-input.txt" if file == STANDARD else file)
    name = f"{source.stem}.redacted{source.suffix}"
    if out is None:
        return source.with_name(name)
    folder = Path(out)
    if several and not folder.is_dir():
        raise typer.BadParameter(f"-o {printable(out)}: several files need a folder that is there; make it first")
    return folder / name if folder.is_dir() else folder
