"""Opens files in a child process with no network, no rights, little memory and little time (an edge)."""

from collections.abc import Sequence
from types import TracebackType
from typing import Final, Self

from redaction import wire
from redaction.document import Document
from redaction.errands import ERRANDS, REMEMBERED
from redaction.errors import Unreadable
from redaction.isolate import Room, RoomDied, RoomError, RoomLimits, RoomRefused, RoomTimedOut, RoomUnavailable
from redaction.page_pictures import PageLimits, PagePictures, pictures
from redaction.plan import Plan

PAGES_TASK: Final = "redaction.pages:answer"
"""Draws pages, in any room that does the package's errands."""
_TASKS: Final = {"read": "redaction.tasks:read", "rewrite": "redaction.tasks:rewrite", "pages": PAGES_TASK}


class FileRoom:
    """Reads and rewrites files, one child a call. The first use starts the server; ``close`` ends it."""

    def __init__(self, limits: RoomLimits) -> None:
        self._limits = limits
        self._room = Room(_TASKS, limits, ERRANDS, REMEMBERED)

    def check(self) -> None:
        """See that the room confines what runs in it, before it is given anything.

        Raises:
            RoomUnavailable: no child can be started, or it could reach the network.
        """
        try:
            isolation = self._room.isolation()
        except (RoomTimedOut, RoomDied) as error:
            raise RoomUnavailable("a child cannot be confined here") from error
        if not isolation.without_network:
            raise RoomUnavailable(
                f"what runs in it could reach the network (not in force: {', '.join(isolation.missing)})"
            )

    def read(self, data: bytes) -> Document:
        """A file's texts, by its first bytes, whatever its name.

        Raises:
            Unreadable, TooLarge: it cannot be read, or not within the limits.
            RoomUnavailable: no child can be started now; nothing is known about the file.
        """
        try:
            return wire.document_from_bytes(self._run("read", data))
        except wire.NotOurs as error:
            raise Unreadable("its reader gave no answer that can be believed") from error

    def redact(
        self, data: bytes, media_type: str, plan: Plan, removed: Sequence[str] | None = None
    ) -> wire.Rewritten:
        """The file with the plan's cuts made, searched again by a second reader.

        *removed*: what the cuts take out of the texts as they were read; they are to be the same now. None: not said.

        Raises:
            Unreadable, TooLarge, StillThere, RoomUnavailable: as ``read`` and ``redaction.redact``.
        """
        try:
            request = wire.rewrite_request(data, media_type, plan, removed)
            return wire.rewritten_from_bytes(self._run("rewrite", request))
        except wire.NotOurs as error:
            raise Unreadable("its writer gave no answer that can be believed") from error

    def page_pictures(self, data: bytes, limits: PageLimits) -> PagePictures:
        """Pictures of the document's first pages, by its first bytes.

        Raises:
            Unreadable, TooLarge: it has no pages, or they cannot be drawn.
            RoomUnavailable: as ``read``.
        """
        try:
            return pictures(wire.pages_from_bytes(self._run("pages", wire.pages_request(data, limits)), limits))
        except wire.NotOurs as error:
            raise Unreadable("who draws its pages gave no answer that can be believed") from error

    def close(self) -> None:
        """End the server and its children."""
        self._room.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _run(self, task: str, payload: bytes) -> bytes:
        try:
            return self._room.run(task, payload)
        except RoomUnavailable:
            raise
        except RoomTimedOut as error:
            raise Unreadable(f"it takes longer than {self._limits.seconds:g} s") from error
        except RoomRefused as error:
            raise Unreadable(f"its reader failed ({error.class_name})") from error
        except RoomError as error:
            raise Unreadable("its reader died, or needs more memory than it may have") from error
