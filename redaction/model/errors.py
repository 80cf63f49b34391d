"""What may go wrong with the model: the caller holds what it was to search."""


class ModelMissing(Exception):
    """The weights are not there, are not those that this version was made with, or cannot be loaded.

    Nothing is searched without the model: a name that only it would find would leave in clear.
    """
