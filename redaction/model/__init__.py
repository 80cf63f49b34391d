"""Names by model: a small token classifier in eight bits on onnxruntime, its weights beside this file."""

from redaction.model.errors import ModelMissing
from redaction.model.names import Names, names
from redaction.model.untold import Untold

__all__ = ["ModelMissing", "Names", "Untold", "names", "remembering"]


def remembering() -> Names:
    """The detector with a bounded memory of what it has read; for one thread, as a worker's."""
    from redaction.model.seen import Seen

    return Names(Seen())
