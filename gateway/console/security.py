"""What every request must be, and what every answer carries, whatever page it is."""

import asyncio
import re
from collections.abc import Callable, Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY: Final = 256 * 1024  # bytes: our forms are small
BODY_SECONDS: Final = 60.0  # for a body to come to its end
_PROGRAMS: Final = "/api/"
_SAFE: Final = frozenset({"GET", "HEAD"})
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = (
    (b"content-security-policy", _POLICY.encode("ascii")),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    (b"strict-transport-security", b"max-age=31536000"),
)
_NOT_KEPT: Final = (b"cache-control", b"no-store")
_KEPT: Final = (b"cache-control", b"public, max-age=31536000, immutable")  # its address changes with its content


_WHY: Final = {403: "cross-site", 408: "too-slow", 413: "too-large", 421: "wrong-host"}  # for the record
_WRONG_HOST: Final = 421
_WORDS: Final = {
    403: b"this came from another site.",
    408: b"it took too long to come.",
    413: b"too large.",
    421: b"wrong host.",
}


class TooMuch(Exception):
    """A body that is larger than what may be sent, or that does not come to its end."""


class Secured:
    """Around the application: wrong hosts, foreign forms and bodies too large never reach it."""

    def __init__(
        self,
        application: ASGIApp,
        *,
        host: str,
        origin: str,
        uploads: Mapping[re.Pattern[str], int],
        note: Callable[[str, str], None],
        page: Callable[[int], str],
    ) -> None:
        """Make it.

        Args:
            uploads: the paths whose forms bring a file, with how large it may be.
            note: writes down why a request was refused, and the address that it came from.
            page: what people are shown for the status of a refusal, as HTML.
        """
        self._application = application
        self.note = note
        self._page = page
        self._uploads = uploads
        self._host = host.lower().encode("ascii")
        self._origin = origin.lower().encode("ascii")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request (ASGI 3.0)."""
        if scope["type"] != "http":
            await self._application(scope, receive, send)
            return
        headers = dict(scope["headers"])
        most = self._most(scope["method"], scope["path"])
        status = self._refused(scope["method"], scope["path"], headers, most)
        if status:
            await self._refuse(scope, send, status)
            return
        exchange = _Exchange(receive, send, most, kept=scope["path"].startswith("/static/"))
        try:
            await self._application(scope, exchange.receive, exchange.send)
        except Exception:
            if not exchange.refusal:
                raise
        if exchange.refusal and not exchange.started:
            await self._refuse(scope, send, exchange.refusal)

    async def _refuse(self, scope: Scope, send: Send, status: int) -> None:
        client = scope.get("client")
        # The record is a database: nothing else waits for it.
        await run_in_threadpool(self.note, _WHY[status], "" if client is None else str(client[0]))
        body, kind = b"Refused: " + _WORDS[status], b"text/plain; charset=utf-8"
        # Under a name that is not ours nothing is told, not even whose this is.
        if status != _WRONG_HOST and not scope["path"].startswith(_PROGRAMS):
            body, kind = (await run_in_threadpool(self._page, status)).encode(), b"text/html; charset=utf-8"
        content_type = (b"content-type", kind)
        length = (b"content-length", str(len(body)).encode("ascii"))
        headers = [content_type, length, (b"connection", b"close"), *_HEADERS, _NOT_KEPT]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    def _most(self, method: str, path: str) -> int:
        """How large a body may be."""
        file = max((size for one, size in self._uploads.items() if one.match(path)), default=0)
        return MAX_BODY + (file if method == "POST" else 0)

    def _refused(self, method: str, path: str, headers: dict[bytes, bytes], most: int) -> int:
        """The status of the refusal; 0: none."""
        # A name that is not ours may be a stranger's that points here (DNS rebinding).
        if headers.get(b"host", b"").lower() != self._host:
            return 421
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length) > most:
            return 413
        if method in _SAFE:
            return 0
        # Fetch metadata; browsers too old for it send Origin (OWASP, cross-site request forgery prevention).
        site = headers.get(b"sec-fetch-site")
        if site is not None:
            return 0 if site == b"same-origin" else 403
        if path.startswith(_PROGRAMS) and b"origin" not in headers:
            return 0  # a program, not a page in a browser; its token is in a header that no page elsewhere can set
        return 0 if headers.get(b"origin", b"").lower() == self._origin else 403


class _Exchange:
    """One request's body, bounded in size and time, and the answer to it, with what every answer carries."""

    def __init__(self, receive: Receive, send: Send, most: int, *, kept: bool) -> None:
        self.refusal = 0  # the status that the request is refused with, whatever the application answers
        self.started = False
        self._receive, self._send, self._most, self._kept = receive, send, most, kept
        self._taken, self._more = 0, True
        self._until = asyncio.get_running_loop().time() + BODY_SECONDS

    async def receive(self) -> Message:
        """The next piece.

        Raises:
            TooMuch: there is more than may be, or it does not come.
        """
        if not self._more:
            return await self._receive()
        left = self._until - asyncio.get_running_loop().time()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, left))
        except TimeoutError as error:
            self.refusal = 408
            raise TooMuch from error
        self._more = message.get("more_body", False)
        self._taken += len(message.get("body", b""))
        if self._taken > self._most:
            self.refusal = 413
            raise TooMuch
        return message

    async def send(self, message: Message) -> None:
        """A piece of the answer; of one to a body that was cut short nothing."""
        if self.refusal and not self.started:
            return
        if message["type"] == "http.response.start":
            self.started = True
            kept = self._kept and message["status"] == 200
            own = [pair for pair in message.get("headers", []) if pair[0] not in {b"cache-control", b"server"}]
            message = {**message, "headers": [*own, *_HEADERS, _KEPT if kept else _NOT_KEPT]}
        await self._send(message)
