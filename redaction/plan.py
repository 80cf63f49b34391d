"""What is to be cut from a document, and what stands in its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """Replace ``[start, end)`` (code points) of the unit with that id."""

    unit: int
    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All cuts for one document, in any order, and the values that rightly stay.

    ``kept`` tells the verifier which names may go on standing in the result: taking out
    one member of a family must not trip over the surname of another.

    Example:
        >>> plan = Plan(cuts=(Cut(unit=0, start=5, end=8, replacement="[Child A]"),), kept=("Mia Best",))
        >>> apply("Dear Mia,", plan.for_unit(0))
        'Dear [Child A],'
    """

    cuts: tuple[Cut, ...] = ()
    kept: tuple[str, ...] = ()

    def by_unit(self) -> dict[int, tuple[Cut, ...]]:
        """The cuts of every unit that has some, in rising order; one walk for all of a large document.

        Raises:
            ValueError: as ``for_unit``.
        """
        found: dict[int, list[Cut]] = {}
        for cut in self.cuts:
            found.setdefault(cut.unit, []).append(cut)
        return {unit: _in_order(cuts) for unit, cuts in found.items()}

    def for_unit(self, unit: int) -> tuple[Cut, ...]:
        """The cuts of one unit in rising order.

        Raises:
            ValueError: a span is empty, backwards or overlaps another: the plan is a bug.
        """
        return _in_order([cut for cut in self.cuts if cut.unit == unit])


def _in_order(of_unit: list[Cut]) -> tuple[Cut, ...]:
    cuts = sorted(of_unit, key=lambda cut: cut.start)
    end = 0
    for cut in cuts:
        if cut.start < end or cut.end <= cut.start:
            raise ValueError(f"cuts of unit {cut.unit} are empty or overlap at {cut.start}")
        end = cut.end
    return tuple(cuts)


def apply(text: str, cuts: tuple[Cut, ...]) -> str:
    """The text with its cuts made; *cuts* as ``for_unit`` gives them.

    Raises:
        ValueError: a cut ends beyond the text: it was made for another reading.
    """
    if cuts and cuts[-1].end > len(text):
        raise ValueError(f"a cut of unit {cuts[-1].unit} ends beyond its text")
    pieces: list[str] = []
    at = 0
    for cut in cuts:
        pieces += (text[at : cut.start], cut.replacement)
        at = cut.end
    pieces.append(text[at:])
    return "".join(pieces)
