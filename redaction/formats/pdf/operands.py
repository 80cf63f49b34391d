"""What stands before an operator of a PDF's page, cut down to what the operator takes (ISO 32000-2, annex A).

Programs pass over whatever else stands there; nobody is shown it, and it would go along.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

import pikepdf

from redaction.formats.pdf.plain_content import NARROWEST, SMALLEST
from redaction.formats.pdf.strings import decoded, tag_words

SHOWS_TEXT: Final = frozenset({"Tj", "TJ", "'", '"'})
_TAKES_NAMES: Final = frozenset({"gs", "CS", "cs", "ri", "SCN", "scn", "Tf", "Do", "sh"})
_NUMBERS: Final = (int, float, Decimal)
# In place of no size at all, which takes a text out of every reader's sight.
_SMALL: Final = 0.01
_SIZES: Final = {"Tf": 0.01, "Tz": NARROWEST}

_TAKEN: Final = {
    operator: count
    for count, operators in (
        (0, "q Q h n W W* BT ET T* S s f F f* B B* b b*"),
        (1, "w J j M i Tc Tw Tz TL Tr Ts G g ri gs CS cs sh Do"),
        (2, "m l Td TD Tf d d0"),
        (3, "RG rg"),
        (4, "v y re K k"),
        (6, "cm c Tm d1"),
    )
    for operator in operators.split()
}
"""How many operands an operator takes, where it is not for the colour space to say."""

Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
Operand = object


def instruction(operator: str, *operands: Operand) -> pikepdf.ContentStreamInstruction:
    """An operator with its operands."""
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))  # type: ignore[arg-type]  # it takes numbers of Python too


def strings_in(operands: Iterable[Operand]) -> Iterator[pikepdf.String]:
    """All strings among operands, within lists and dictionaries too."""
    for one in operands:
        if isinstance(one, pikepdf.String):
            yield one
        elif isinstance(one, pikepdf.Array):
            yield from strings_in(list(one))
        elif isinstance(one, pikepdf.Dictionary):
            yield from strings_in([value for _, value in one.items()])


def fitting(one: pikepdf.ContentStreamInstruction, aside: list[str]) -> pikepdf.ContentStreamInstruction:
    """The same instruction with nothing but what its operator takes; *aside* gathers the words that go."""
    name = str(one.operator)
    operands: list[Operand] = list(one.operands)
    if name in SHOWS_TEXT:
        return _shows(name, operands, aside)
    fine = operands
    if not all(isinstance(value, _NUMBERS) for value in operands):
        fine = [allowed for value in operands if (allowed := _allowed(name, value)) is not None]
        aside += words_of(value for value in operands if name == "d" or _allowed(name, value) is None)
    taken = _TAKEN.get(name, len(fine))
    if len(fine) > taken:
        aside.append(" ".join(numbers_of(fine[: len(fine) - taken])))
        fine = fine[len(fine) - taken :]
    if name in {"cm", "Tm"} and len(fine) == 6:
        fine = _of_some_size(fine)
    elif name in _SIZES and fine:
        size = fine.pop()
        most = _SIZES[name]
        fine.append(most if isinstance(size, int | float | Decimal) and abs(float(size)) < most else size)
    return instruction(name, *fine)


def numbers_of(operands: Iterable[Operand]) -> Iterator[str]:
    """Numbers among operands, as figures."""
    return (str(one) for one in operands if isinstance(one, _NUMBERS))


def words_of(operands: Iterable[Operand]) -> Iterator[str]:
    """Texts and names that somebody wrote among operands."""
    several = list(operands)
    yield from (decoded(text) for text in strings_in(several))
    yield from (words for one in several if isinstance(one, pikepdf.Name) and (words := tag_words(str(one))))


def _shows(name: str, operands: list[Operand], aside: list[str]) -> pikepdf.ContentStreamInstruction:
    most = 3 if name == '"' else 1
    before, mine = operands[:-most], operands[-most:]
    aside += words_of(before)
    text = mine.pop() if mine else None
    if name == "TJ":
        pieces: list[Operand] = list(text) if isinstance(text, pikepdf.Array) else []
        kept = [one for one in pieces if isinstance(one, _NUMBERS) or isinstance(one, pikepdf.String)]  # noqa: SIM101 - a tuple of both is no type
        if len(kept) < len(pieces):
            aside += words_of(piece for piece in pieces if not isinstance(piece, pikepdf.String))
        return instruction(name, pikepdf.Array(kept))
    if not isinstance(text, pikepdf.String):
        aside += words_of([text])
        text = pikepdf.String("")
    return instruction(name, *(value for value in mine if isinstance(value, _NUMBERS)), text)


def _allowed(name: str, value: Operand) -> Operand | None:
    if isinstance(value, _NUMBERS):
        return value
    if isinstance(value, pikepdf.Name):
        return value if name in _TAKES_NAMES else None
    if name == "d" and isinstance(value, pikepdf.Array):
        lengths: list[Operand] = list(value)
        return pikepdf.Array([one for one in lengths if isinstance(one, _NUMBERS)])
    return None


def _of_some_size(numbers: list[Operand]) -> list[Operand]:
    across, up, along, down = (float(one) for one in numbers[:4] if isinstance(one, _NUMBERS))
    if abs(across * down - up * along) >= SMALLEST:
        return numbers
    return [_SMALL, 0, 0, _SMALL, *numbers[4:]]
