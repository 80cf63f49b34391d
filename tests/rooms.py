"""Reading rooms that tests share.

To start one loads all that reads documents, which takes longer than most tests that need one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest

from gateway.app import App
from gateway.read.limits import ReadLimits
from gateway.read.room import ReadingRoom
from redaction.isolate import RoomLimits


class SharedRoom(ReadingRoom):
    """A reading room that others use as well."""

    def close(self) -> None:
        """Nothing: it ends with this process."""


@cache
def shared_room(limits: ReadLimits, room: RoomLimits) -> ReadingRoom:
    """The one of this process with these limits."""
    return SharedRoom(limits, room)


@contextmanager
def rooms_shared() -> Iterator[None]:
    """Within it no app of this process starts a reading room where one with its limits runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gateway.app.ReadingRoom", shared_room)
        yield


def room_of(app: App) -> ReadingRoom:
    """The room that an app would start, shared."""
    with rooms_shared():
        return app.room()
