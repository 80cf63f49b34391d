"""The reading room from outside: hostile bytes are read in a child that has nothing to lose (an edge)."""

from types import TracebackType
from typing import Final, Self

from gateway.model.errors import TemporaryFailure
from gateway.model.message import Reading, Unread, UnreadReason
from gateway.model.preparation import Preparation, Prepared
from gateway.model.reasons import Reason
from gateway.read import wire
from gateway.read.limits import ReadLimits
from gateway.read.part_task import FOUND
from gateway.treat.answer import open_answer
from gateway.treat.errors import TreatFailed
from gateway.treat.plan import TreatPlan
from gateway.treat.prepare_wire import PrepareRequest, prepare_request, prepared_from_bytes
from redaction import wire as file_wire
from redaction.errands import ERRANDS, REMEMBERED
from redaction.errors import Unreadable
from redaction.file_room import PAGES_TASK
from redaction.isolate import Isolation, Room, RoomError, RoomLimits, RoomRefused, RoomUnavailable
from redaction.page_pictures import PageLimits, PagePictures, pictures

_TASKS: Final = {
    "read": "gateway.read.task:read",
    "treat": "gateway.treat.task:run",
    "pages": PAGES_TASK,
    "part": "gateway.read.part_task:run",
    "prepare": "gateway.treat.prepare_task:run",
}


class ReadingRoom:
    """Reads and treats messages, one child process each; safe from any thread. The first use starts the server."""

    def __init__(self, limits: ReadLimits, room: RoomLimits) -> None:
        self._limits = limits
        self._room = Room(_TASKS, room, ERRANDS, REMEMBERED)

    def read(self, raw: bytes) -> Reading:
        """What a message says. What the child could not read in time, or died of, is unread as a whole.

        Raises:
            TemporaryFailure: no child can be started now; the message stays and is tried again.
        """
        request = wire.read_request(raw, self._limits)
        try:
            return wire.reading_from_bytes(self._room.run("read", request), self._limits)
        except RoomUnavailable as error:
            raise TemporaryFailure("the reading room cannot be used now; see `gateway check`") from error
        except RoomRefused as refused:
            return _unread(UnreadReason.TOO_LARGE if refused.class_name == "MemoryError" else UnreadReason.MALFORMED)
        except RoomError:
            return _unread(UnreadReason.TOO_SLOW)
        except wire.NotOurs:
            # The child was taken over, or its reader is wrong: either way nothing that it says is known.
            return _unread(UnreadReason.MALFORMED)

    def treat(self, raw: bytes, plan: TreatPlan) -> bytes:
        """The message with the plan's cuts made, read again and searched; without anything to do the same bytes.

        Raises:
            TreatFailed: it could not be done, or something was left; the message is held.
            TemporaryFailure: no child can be started now.
        """
        if not plan.changes:
            return raw
        request = wire.TreatRequest(
            raw=raw,
            cuts=plan.cuts,
            removed=plan.removed,
            kept=plan.kept,
            limits=self._limits,
            rewritten=plan.rewritten,
        )
        return self._changed("treat", wire.treat_request(request))

    def prepare(self, raw: bytes, wanted: Preparation) -> Prepared:
        """The mail as its sender wants it looked at; without anything to do the same bytes.

        Raises:
            TreatFailed: it could not be done; nobody knows what a look at it would be about.
            TemporaryFailure: no child can be started now.
        """
        if not wanted:
            return Prepared(content=raw)
        request = PrepareRequest(raw=raw, treated=b"", wanted=wanted, limits=self._limits)
        try:
            return prepared_from_bytes(self._changed("prepare", prepare_request(request)))
        except wire.NotOurs as error:
            raise TreatFailed(Reason.SYSTEM_FAULT) from error

    def lock(self, treated: bytes, raw: bytes, wanted: Preparation) -> bytes:
        """What goes: what was opened is locked again with the same password.

        Args:
            treated: the prepared mail, with its cuts.
            raw: the mail as it came.

        Raises:
            TreatFailed: it cannot be locked again, and must not go open.
            TemporaryFailure: no child can be started now.
        """
        if not wanted.passwords:
            return treated
        request = PrepareRequest(raw=raw, treated=treated, wanted=wanted, limits=self._limits)
        return self._changed("prepare", prepare_request(request))

    def _changed(self, task: str, request: bytes) -> bytes:
        try:
            return open_answer(self._room.run(task, request))
        except RoomUnavailable as error:
            raise TemporaryFailure("the reading room cannot be used now; see `gateway check`") from error
        except (RoomError, wire.NotOurs) as error:
            raise TreatFailed(Reason.SYSTEM_FAULT) from error

    def attachment(self, raw: bytes, part: str) -> bytes:
        """The bytes of an attachment, to be drawn and for nothing else: nothing is known of them.

        Args:
            part: Attachment.part.

        Raises:
            Unreadable: there is no such part, or it cannot be taken out.
            TemporaryFailure: no child can be started now.
        """
        try:
            answer = self._room.run("part", wire.part_request(raw, part, self._limits))
        except RoomUnavailable as error:
            raise TemporaryFailure("the reading room cannot be used now; see `gateway check`") from error
        except RoomError as error:
            raise Unreadable("taking it out of the email failed") from error
        if answer[:1] != FOUND:
            raise Unreadable("it cannot be taken out of the email")
        return answer[1:]

    def page_pictures(self, content: bytes, limits: PageLimits) -> PagePictures:
        """Pictures of the first pages of an attachment, told by its content, for a person who may see it.

        Raises:
            Unreadable: it has no pages, or they cannot be drawn; the text says why in words of ours alone.
            TemporaryFailure: no child can be started now.
        """
        try:
            answer = self._room.run("pages", file_wire.pages_request(content, limits))
            return pictures(file_wire.pages_from_bytes(answer, limits))
        except RoomUnavailable as error:
            raise TemporaryFailure("the reading room cannot be used now; see `gateway check`") from error
        except (RoomError, file_wire.NotOurs) as error:
            raise Unreadable("drawing its pages failed, or took too long") from error

    def isolation(self) -> Isolation:
        """What confines the child on this machine.

        Raises:
            TemporaryFailure: no child can be started now.
        """
        try:
            return self._room.isolation()
        except RoomError as error:
            raise TemporaryFailure("the reading room cannot be used now") from error

    def close(self) -> None:
        """End the server and its children."""
        self._room.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _unread(why: UnreadReason) -> Reading:
    """Nothing is known of it."""
    return Reading(
        fields=(),
        units=(),
        attachments=(),
        unread=(Unread(part="", why=why, media_type=""),),
        signed=(),
        encrypted=False,
    )
