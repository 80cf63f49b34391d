"""The detector of mentions that no list knows: asked by those who put it beside the others."""

from collections.abc import Iterator

from redaction.detect.mention import speaks_of_somebody
from redaction.hit import MENTIONS, Hit
from redaction.spans import Cover


class Untold:
    """Finds what sentences about somebody tell of where they hold no word of the lists; evidence ``model``.

    It is none of the default detectors: ``find(text, detectors=(*DEFAULT, Untold()))``. The weights are loaded on
    the first call.
    """

    def __call__(self, text: str) -> Iterator[Hit]:
        """Find in one folded text, as if no list were there; hits in rising order.

        Raises:
            ModelMissing: there is no model to ask.
        """
        from redaction.model.telling import telling

        yield from speaks_of_somebody(text, telling().told(text, MENTIONS, Cover(()), Cover(())), ())
