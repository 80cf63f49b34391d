"""What can go wrong in a room. No text here ever quotes the document."""


class RoomError(Exception):
    """A document could not be worked on in the room."""


class RoomTimedOut(RoomError):
    """The task ran out of wall-clock or processor time and was killed."""


class RoomDied(RoomError):
    """The child ended without a whole answer: killed by a signal, by its limits, or answering more than it may."""


class RoomRefused(RoomError):
    """The task raised an exception.

    Only the name of its class is known: its text may quote the document, so it never leaves the child.
    """

    def __init__(self, class_name: str) -> None:
        self.class_name = class_name
        super().__init__(f"the task raised {class_name}")


class RoomUnavailable(RoomError):
    """The server cannot be started or cannot fork: nothing is known about the document; try again later."""
