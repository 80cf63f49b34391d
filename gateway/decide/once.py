"""What follows from a fact sheet is worked out once, however many rules ask for it.

Rules are kept apart: each asks anew whom a message tells about, what covers them and what class it has. The answers
follow from sheet and policy alone, so they are the same for all. They are kept on the sheet, which never changes: a
changed one is another sheet, and knows nothing of what was worked out from this. Nothing can tell the difference but
the clock.
"""

from collections.abc import Callable, Hashable, Iterable
from functools import wraps
from typing import TypeVar


class Sheet:
    """What things are worked out from: a fact sheet, or somebody on it.

    `known` is no fact: it is neither compared, shown, stored nor copied.
    """

    __slots__ = ("known",)

    known: dict[object, object]  # by the function that worked it out

    def __new__(cls, *_args: object, **_fields: object) -> "Sheet":
        """One of which nothing is known."""
        made = super().__new__(cls)
        object.__setattr__(made, "known", {})  # the sheet itself is frozen
        return made


S = TypeVar("S", bound=Sheet)
P = TypeVar("P")  # what the organisation has chosen; two are told apart by being the very same object
One = TypeVar("One", bound=Hashable)
Answer = TypeVar("Answer")


def once(function: Callable[[S], Answer]) -> Callable[[S], Answer]:
    """Keep what a pure function makes of a sheet."""

    @wraps(function)
    def kept(sheet: S) -> Answer:
        try:
            return sheet.known[function]  # type: ignore[return-value]  # put there below
        except KeyError:
            pass
        answer = sheet.known[function] = function(sheet)
        return answer

    return kept


def once_each(function: Callable[[S, One], Answer]) -> Callable[[S, One], Answer]:
    """Keep what a pure function makes of a sheet for each of several: people, purposes."""

    @wraps(function)
    def kept(sheet: S, one: One) -> Answer:
        answers: dict[One, Answer] | None = sheet.known.get(function)  # type: ignore[assignment]  # put there below
        if answers is None:
            answers = sheet.known[function] = {}
        if one in answers:
            return answers[one]
        answer = answers[one] = function(sheet, one)
        return answer

    return kept


def once_under(function: Callable[[S, P], Answer]) -> Callable[[S, P], Answer]:
    """Keep what a pure function makes of a sheet under a policy; under another it is worked out again."""

    @wraps(function)
    def kept(sheet: S, policy: P) -> Answer:
        try:
            held: tuple[P, Answer] = sheet.known[function]  # type: ignore[assignment]  # put there below
            if held[0] is policy:
                return held[1]
        except KeyError:
            pass
        answer = function(sheet, policy)
        sheet.known[function] = (policy, answer)
        return answer

    return kept


def once_each_under(function: Callable[[S, P, One], Answer]) -> Callable[[S, P, One], Answer]:
    """The same for each of several."""

    @wraps(function)
    def kept(sheet: S, policy: P, one: One) -> Answer:
        held: tuple[P, dict[One, Answer]] | None = sheet.known.get(function)  # type: ignore[assignment]  # put there below
        if held is None or held[0] is not policy:
            held = sheet.known[function] = (policy, {})
        answers = held[1]
        if one in answers:
            return answers[one]
        answer = answers[one] = function(sheet, policy, one)
        return answer

    return kept


def work_out_together(
    function: Callable[[S, P], Answer], sheets: Iterable[S], policy: P, *, same: Callable[[S, S], bool]
) -> None:
    """Work out once what is the same for several sheets.

    Args:
        function: kept by `once_under`.
        same: whether two sheets do not differ in anything that it looks at.
    """
    key: object = function.__wrapped__  # type: ignore[attr-defined]  # as functools.wraps leaves it
    first: S | None = None
    for sheet in sheets:
        if first is not None and same(first, sheet):
            sheet.known[key] = first.known[key]
        else:
            function(sheet, policy)
            first = sheet
