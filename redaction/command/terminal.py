"""What the command shows on a terminal: how far it is, and what would be cut."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.style import Style
from rich.text import Text

from redaction.command.marked import Group, Piece, marked_units
from redaction.command.work import Planned

_COLOURS: Final = {
    Group.PEOPLE: "magenta",
    Group.PLACES: "cyan",
    Group.DATES: "yellow",
    Group.NUMBERS: "green",
    Group.MENTIONS: "red",
}
_STEPS: Final = 3  # read, found, written


class Steps:
    """How far a run is; silent where nobody watches."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._task = None if progress is None else progress.add_task("", total=None, doing="getting ready")

    def of(self, files: int) -> None:
        """So many files there are."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, total=files * _STEPS)

    def next(self, name: str, doing: str) -> None:
        """The next step has begun."""
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, description=name, doing=doing)

    def done(self, steps: int = 1) -> None:
        """So many steps are over."""
        if self._progress is not None and self._task is not None:
            self._progress.advance(self._task, steps)


@contextmanager
def steps(*, shown: bool) -> Iterator[Steps]:
    """A progress bar on standard error, for a terminal alone; gone when the run is over."""
    console = Console(stderr=True)
    if not (shown and console.is_terminal):
        yield Steps(None)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Steps(progress)


def show(name: str, planned: Planned, console: Console) -> None:
    """What would be cut from one file, and what would stand there.

    On a terminal in colours with a legend, elsewhere with the marks of ``wdiff``: ``[-value-]{+label+}``.
    """
    units = tuple(marked_units(planned))
    groups = {piece.group for _, pieces in units for piece in pieces if piece.group is not None}
    cuts = sum(piece.group is not None for _, pieces in units for piece in pieces)
    console.print(Text(f"{name}: {cuts} to cut", style="bold"), soft_wrap=True)
    if console.is_terminal and groups:
        legend = Text()
        for group in Group:
            if group in groups:
                legend.append("■ ", style=_COLOURS[group]).append(f"{group.value}   ")
        console.print(legend, soft_wrap=True)
    for unit, pieces in units:
        console.print(Text(f"── {unit.place} ──", style="dim"), soft_wrap=True)
        console.print(_text(pieces, colours=console.is_terminal), soft_wrap=True)


def _text(pieces: tuple[Piece, ...], *, colours: bool) -> Text:
    shown = Text()
    for piece in pieces:
        if not piece.cut:
            shown.append(piece.text)
        elif colours:
            colour = "white" if piece.group is None else _COLOURS[piece.group]
            shown.append(piece.text, style=Style(color=colour, strike=True))
            shown.append(piece.replacement, style=Style(color=colour, bold=True, reverse=True))
        else:
            shown.append(f"[-{piece.text}-]" + (f"{{+{piece.replacement}+}}" if piece.replacement else ""))
    return shown
