"""What commands print: JSON for scripts, tables and trees for people, faults on standard error."""

import json
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.tree import Tree

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]

# Controls, formats such as the right-to-left override, surrogates, and line and paragraph separators.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_PIPE_COLUMNS: Final = 10_000  # a file or another program has no edge at which a line would have to be cut


def visible(text: str) -> str:
    """The text on one line, with all that a terminal would obey instead of show written out (CWE-150)."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN:
        return character
    return character.encode("unicode_escape").decode("ascii")


def say(text: str) -> None:
    """One line for a person."""
    typer.echo(visible(text))


def complain(*faults: str) -> None:
    """Each fault on a line of its own, on standard error."""
    for fault in faults:
        typer.echo(visible(fault), err=True)


def document(value: Json) -> None:
    """One JSON document on a line; in ASCII, so that no terminal or locale can spoil it."""
    typer.echo(json.dumps(value, separators=(",", ":")))


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, nothing: str) -> None:
    """A table; without rows, what *nothing* says."""
    filled = [list(row) for row in rows]
    if not filled:
        say(nothing)
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD if sys.stdout.isatty() else None, pad_edge=False, show_edge=False)
    for column in columns:
        drawn.add_column(column, overflow="fold")
    for row in filled:
        drawn.add_row(*(Text(visible(cell)) for cell in row))
    _draw(drawn)


def tree(root: "Tree") -> None:
    """A tree whose labels are rich Text of visible() words."""
    _draw(root)


def counted(number: int, one: str) -> str:
    """ "1 problem", "2 problems"."""
    return f"{number} {one}" if number == 1 else f"{number} {one}s"


def _draw(drawing: "RenderableType") -> None:
    from rich.console import Console

    console = Console(
        markup=False, emoji=False, highlight=False, width=None if sys.stdout.isatty() else _PIPE_COLUMNS
    )
    with console.capture() as captured:
        console.print(drawing)
    for line in captured.get().splitlines():
        typer.echo(line.rstrip())
