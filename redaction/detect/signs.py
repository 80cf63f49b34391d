"""Words at which something is looked for: every word of a text is looked up once, for all detectors together."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Self

from redaction.detect.words import GIVEN
from redaction.tokens import Prepared, places

_BY_WORD: Final[dict[str, tuple["Signs", ...]]] = {}
"""All signs that were made, by each of their words: there are some forty, all made at import."""


class Signs(frozenset[str]):
    """Words without which a detector finds nothing, or one of its forms does not: made once, at import."""

    __slots__ = ()

    def __new__(cls, words: Iterable[str]) -> Self:
        """As tokens are: in lower case, letters alone."""
        made = super().__new__(cls, words)
        for word in made:
            known = _BY_WORD.get(word, ())
            if made not in known:
                _BY_WORD[word] = (*known, made)
        return made

    def met(self, text: str) -> Sequence[str]:
        """Those that stand in a folded text, each once, in no order."""
        if not isinstance(text, Prepared):
            return [word for word in places(text) if word in self]
        if text.signs is None:
            text.signs = _met(text)
        return text.signs.get(self, ())


def _met(text: Prepared) -> Mapping[frozenset[str], Sequence[str]]:
    found: dict[frozenset[str], list[str]] = {}
    for word in places(text).keys() & _BY_WORD.keys():
        for signs in _BY_WORD[word]:
            found.setdefault(signs, []).append(word)
    return found


GIVEN_NAMES: Final = Signs(GIVEN)
"""The first names of the list."""
