"""Take personal data out of files: each is written anew without it, or not at all, and the reason is told.

Each file is read and rewritten in a child process with no network, no rights, little memory and little time.
"""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Final, NoReturn

import typer
from rich.console import Console

from redaction.command import options, pictures
from redaction.command.crowd import Crowd
from redaction.command.outcome import Held, Outcome, Why, printable
from redaction.command.terminal import Steps, show, steps
from redaction.command.work import Planned, Wish, planned, rewritten
from redaction.command.writing import FROM_NOWHERE, write_whole
from redaction.errors import StillThere, TooLarge, Unreadable
from redaction.file_room import FileRoom
from redaction.isolate import RoomLimits, RoomUnavailable
from redaction.label import Style
from redaction.limits import DEFAULT_LIMITS
from redaction.wire import Rewritten

_HELD: Final = 1
_TEMPORARY: Final = 75

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Showing:
    """How a run tells what it does."""

    as_json: bool
    preview: bool
    page: Path | None  # the preview as a page; None: none

    @property
    def only(self) -> bool:
        """Whether nothing is redacted."""
        return self.preview or self.page is not None


@app.command(help=__doc__)
def run(
    files: Annotated[list[str], typer.Argument(metavar="FILE...", help="Files to redact; - is standard input.")],
    out: Annotated[
        str | None, typer.Option("-o", "--out", help="File to write, folder for several, or - for standard output.")
    ] = None,
    people: Annotated[Path | None, typer.Option(help="Register of people, CSV.")] = None,
    staff: Annotated[
        Path | None, typer.Option(help="Staff and business contacts, CSV with name and email: they stay.")
    ] = None,
    kinds: Annotated[
        str | None, typer.Option(help="Kinds (contact) and detectors (phone) to take out; all by default.")
    ] = None,
    case_id: Annotated[
        list[str] | None,
        typer.Option(metavar="FORM", help="Form of your own case numbers (FSC-####-##); may be given several times."),
    ] = None,
    style: Annotated[Style, typer.Option(help="What stands in place of a value.")] = Style.LABEL,
    pseudonym_key: Annotated[
        Path | None, typer.Option(help="Key of the pseudonyms, 16 bytes or more; one file for each reader.")
    ] = None,
    smallest_group: Annotated[
        int, typer.Option(min=1, help="People of --people who must fit what is left, for it to be called anonymised.")
    ] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document a line.")] = False,
    preview: Annotated[
        bool, typer.Option("--preview", help="Redact nothing; show what would be cut, documents also as pictures.")
    ] = False,
    preview_html: Annotated[
        Path | None, typer.Option(metavar="OUT.html", help="The same as a page of HTML. It shows the personal data.")
    ] = None,
) -> None:
    """Redact each file; exit 0 when all were written, 1 when one was held, 75 when it should be tried again."""
    showing = _Showing(as_json=as_json, preview=preview, page=preview_html)
    if showing.only and (out is not None or as_json or (preview and preview_html is not None)):
        raise typer.BadParameter("a preview writes nothing else: leave out -o, --json and the other preview")
    wish = Wish(
        register=options.register(people),
        staff=options.staff(staff),
        detectors=options.detectors(kinds),
        case_ids=options.case_ids(case_id or ()),
        style=style,
        key=options.key(pseudonym_key, style),
        today=datetime.now(UTC).astimezone().date(),
        enough=smallest_group,
    )
    targets = options.targets(files, out)
    if preview_html is not None:
        options.check_target(preview_html, files)
    with _ended_well():
        raise typer.Exit(_run(files, targets, wish, Crowd(people), showing))


def _run(files: Sequence[str], targets: Sequence[Path | None], wish: Wish, crowd: Crowd, showing: _Showing) -> int:
    """The exit code of a run in which the options are right."""
    outcomes: list[Outcome] = []
    shown: list[tuple[str, str, Planned | None]] = []
    try:
        with FileRoom(RoomLimits()) as room, steps(shown=not showing.preview) as progress:
            room.check()
            progress.of(len(files))
            for name, target in zip(files, targets, strict=True):
                outcome, made = _one(room, name, target, wish, crowd, showing, progress)
                outcomes.append(outcome)
                if showing.page is not None:
                    held = "" if outcome.held is None else outcome.held.text
                    shown.append((printable(name), held, made))
                _tell(outcome, made, showing, apart=target is None and not showing.only)
    except RoomUnavailable as error:
        typer.echo(f"redact: files cannot be opened safely here: {error}. No further file was read.", err=True)
        return _TEMPORARY
    if showing.page is not None:
        _write_page(showing.page, shown)
    why = {outcome.held.why for outcome in outcomes if outcome.held is not None}
    if Why.NOT_WRITTEN in why:
        return _TEMPORARY
    return _HELD if why else 0


def _one(
    room: FileRoom, name: str, target: Path | None, wish: Wish, crowd: Crowd, showing: _Showing, progress: Steps
) -> tuple[Outcome, Planned | None]:
    """One file, from its bytes to what became of it; what was planned, when it could be read."""
    progress.next(printable(name), "reading")
    made: Planned | None = None
    held: Held | None = None
    try:
        data, mode = _bytes_of(name)
        document = room.read(data)
        progress.done()
        progress.next(printable(name), "finding")
        made = planned(document, wish)
        progress.done()
        progress.next(printable(name), "writing")
        result = rewritten(room, data, made)
        written = None if showing.only else _write(target, result, document.media_type, mode)
        if showing.preview and pictures.has_pages(result.media_type):
            _draw(room, name, data, result.data)
    except _Stopped as stopped:
        held = stopped.held
    except TooLarge as error:
        held = Held(why=Why.TOO_LARGE, text=f"too large: {error}")
    except Unreadable as error:
        held = Held(why=Why.UNREADABLE, text=f"cannot be read: {error}")
    except StillThere as error:
        held = Held(why=Why.STILL_THERE, text=f"not clean: {error}")
    progress.done()
    if held is not None or made is None:
        return Outcome(name=name, held=held, style=wish.style, enough=wish.enough), made
    return (
        Outcome(
            name=name,
            written=written,
            media_type=result.media_type,
            style=wish.style,
            hits=made.placed(),
            cuts=len(made.plan.cuts),
            dropped=result.dropped,
            notes=made.document.notes,
            places=tuple(unit.place for unit in made.document.units),
            group=crowd.smallest(made, wish),
            enough=wish.enough,
        ),
        made,
    )


class _Stopped(Exception):
    """The system does not let the file be read, or the result be written."""

    def __init__(self, why: Why, text: str) -> None:
        super().__init__(text)
        self.held = Held(why=why, text=text)


def _bytes_of(name: str) -> tuple[bytes, int]:
    """A file's bytes and mode. Raises _Stopped, TooLarge."""
    try:
        if name == options.STANDARD:
            data, mode = sys.stdin.buffer.read(DEFAULT_LIMITS.max_bytes + 1), FROM_NOWHERE
        else:
            with Path(name).open("rb") as source:
                data, mode = source.read(DEFAULT_LIMITS.max_bytes + 1), os.fstat(source.fileno()).st_mode
    except OSError as error:
        raise _Stopped(Why.NOT_OPENED, f"cannot be opened: {error.strerror}") from None
    if len(data) > DEFAULT_LIMITS.max_bytes:
        raise TooLarge("more bytes than the limit")
    return data, mode


def _write(target: Path | None, result: Rewritten, was: str, mode: int) -> Path | None:
    """Write the result; returns under which name, None on standard output."""
    if target is None:
        sys.stdout.buffer.write(result.data)
        sys.stdout.buffer.flush()
        return None
    renamed = options.named_for(target, result.media_type) if result.media_type != was else None
    try:
        # Nobody named this file, so none may be there to be written over.
        write_whole(renamed or target, result.data, mode, over=renamed is None)
    except FileExistsError:
        raise _Stopped(Why.NAME_TAKEN, f"{printable(str(renamed))} is there already") from None
    except OSError as error:
        name = printable(str(renamed or target))
        raise _Stopped(Why.NOT_WRITTEN, f"{name} cannot be written: {error.strerror}") from None
    return renamed or target


def _draw(room: FileRoom, name: str, before: bytes, after: bytes) -> None:
    """Pictures of the pages beside the file, and a line that says so."""
    folder = pictures.beside(Path("standard-input" if name == options.STANDARD else name))
    try:
        told = pictures.write_pictures(room, before, after, folder)
    except OSError as error:
        raise _Stopped(Why.NOT_WRITTEN, f"{printable(str(folder))} cannot be written: {error.strerror}") from None
    typer.echo(f"{printable(name)}: {told}", err=True)


def _write_page(target: Path, shown: Sequence[tuple[str, str, Planned | None]]) -> None:
    # Imported when it is asked for: every other run would wait for the templates too.
    from redaction.command.page import Shown, page

    made = page([Shown(name=name, held=held, planned=planned) for name, held, planned in shown])
    write_whole(target, made, FROM_NOWHERE)
    typer.echo(f"{printable(str(target))}: what would be cut, personal data included", err=True)


def _tell(outcome: Outcome, made: Planned | None, showing: _Showing, *, apart: bool) -> None:
    """What became of a file; *apart*: standard output has the document itself."""
    if showing.only:
        if outcome.held is not None:
            typer.echo(outcome.as_text().replace(": held:", ": would be held:", 1), err=True)
        if showing.preview and made is not None:
            show(printable(outcome.name), made, Console(highlight=False))
        return
    line = outcome.as_json() if showing.as_json else outcome.as_text()
    typer.echo(line, err=apart or (outcome.held is not None and not showing.as_json))


@contextmanager
def _ended_well() -> Iterator[None]:
    """Ends a run that is interrupted, or whose output nobody takes, in words and with an exit code of ours."""
    signal.signal(signal.SIGTERM, _interrupted)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("redact: interrupted. What was not reported written was not written.", err=True)
        raise typer.Exit(_TEMPORARY) from None
    except OSError as error:
        # What is buffered for a closed pipe or a full disk would fail a second time when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        typer.echo(f"redact: the output cannot be written: {error.strerror}", err=True)
        raise typer.Exit(_TEMPORARY) from None


def _interrupted(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def main() -> None:
    """Run the command."""
    app(prog_name="redact")


if __name__ == "__main__":
    main()
