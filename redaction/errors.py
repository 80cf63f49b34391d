"""What reading and redacting may raise. No message ever quotes the text."""


class Unreadable(Exception):
    """The bytes cannot be read as what they claim to be: hold them, never call them empty."""


class TooLarge(Unreadable):
    """A limit was passed before the end was seen; what lies beyond it is unknown."""


class WrongPassword(Unreadable):
    """A locked file does not open with the password that was given. The text never quotes it."""


class StillThere(Exception):
    """A removed value was found again in the result, so the result must not be used.

    ``indexes`` are positions in the list of removed values; the values stay out of the text.
    """

    def __init__(self, indexes: tuple[int, ...]) -> None:
        super().__init__(f"{len(indexes)} removed value(s) found again in the result")
        self.indexes = indexes
