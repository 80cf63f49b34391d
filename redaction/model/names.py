"""The detector that asks the model: names of people and addresses that no rule and no list knows."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from redaction.hit import Hit

if TYPE_CHECKING:
    from redaction.model.reading import Answer, Span
    from redaction.model.seen import Seen


class Names:
    """Finds names and addresses in texts of one message; evidence ``model``.

    One detector among others: ``find`` gives it all texts of a message at once, since windows that are read together
    cost less than one by one. The runtime and the weights are loaded on the first call: what only imports this, as
    the reading room does, pays nothing for them.
    """

    def __init__(self, seen: "Seen | None" = None) -> None:
        """Ask the model of this process.

        Args:
            seen: What it said of paragraphs already read; None: everything is read anew.
        """
        self._seen = seen

    def __call__(self, text: str) -> Iterator[Hit]:
        """Find in one folded text; hits in rising order.

        Raises:
            ModelMissing: there is no model to ask. Nothing is found without it.
        """
        yield from self.within((text,))[0]

    def within(self, texts: Sequence[str]) -> list[list[Hit]]:
        """Find in several folded texts; errors as above."""
        return [sorted([*hits, *figures]) for hits, _, figures in self.weighed(texts, [()] * len(texts))]

    def weighed(self, texts: Sequence[str], listed: "Sequence[Sequence[Span]]") -> "list[Answer]":
        """As ``within``; and of the names that lists alone tell, which are surely nobody's.

        Args:
            texts: Folded texts.
            listed: For each text spans, half open, in code points.
        """
        from redaction.model.reading import found

        return found(texts, self._seen, listed)


names: Final = Names()
"""The detector as ``DETECTORS`` holds it: without a memory of what it has read."""
