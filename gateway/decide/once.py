"""What follows from a fact sheet is worked out once, however many rules ask for it.

Rules are kept apart: each asks anew whom a message tells about, what covers them and what class it has. The answers
follow from sheet and policy alone, so they are the same for all. They are kept while one sheet is looked at, and
forgotten with the next. Nothing can tell the difference but the clock.
"""

import threading
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from gateway.decide.facts import Facts

Args = ParamSpec("Args")
Answer = TypeVar("Answer")


Known = dict[tuple[object, ...], tuple[object, tuple[object, ...]]]


class _Sheet(threading.local):
    """The sheet that this thread looks at, and what was worked out from it: in one place, for it is read often."""

    def __init__(self) -> None:
        self.held: tuple[Facts | None, Known] = (None, {})


_SHEET = _Sheet()


def once(function: Callable[Concatenate[Facts, Args], Answer]) -> Callable[Concatenate[Facts, Args], Answer]:
    """Keep a pure function's answers for the sheet that is looked at.

    Its other arguments are told apart by being the very same object; an equal one is worked out again.
    """

    @wraps(function)
    def kept(facts: Facts, /, *args: Args.args, **named: Args.kwargs) -> Answer:
        if named:
            return function(facts, *args, **named)
        held = _SHEET.held
        if held[0] is not facts:
            held = _SHEET.held = (facts, {})
        known = held[1]
        key = (function, *map(id, args))
        found = known.get(key)
        if found is None:
            # The arguments are kept too: what is gone could give its identity to another.
            found = known[key] = (function(facts, *args, **named), args)
        return found[0]  # type: ignore[return-value]  # what this very function answered

    return kept
