"""What every request must be, and what every answer carries, whatever page it is."""

import re
from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY: Final = 256 * 1024  # bytes: our forms are small
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


class TooMuch(Exception):
    """A body larger than any form of ours."""


class Secured:
    """Around the application: wrong hosts, foreign forms and bodies too large never reach it."""

    def __init__(
        self, application: ASGIApp, *, host: str, origin: str, uploads: Mapping[re.Pattern[str], int]
    ) -> None:
        """*uploads*: the paths whose forms bring a file, with how large it may be."""
        self._application = application
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
            await _refuse(send, status)
            return
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise TooMuch
            return message

        started = False

        async def dressed(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                kept = scope["path"].startswith("/static/") and message["status"] == 200
                own = [pair for pair in message.get("headers", []) if pair[0] not in {b"cache-control", b"server"}]
                message = {**message, "headers": [*own, *_HEADERS, _KEPT if kept else _NOT_KEPT]}
            await send(message)

        try:
            await self._application(scope, bounded, dressed)
        except TooMuch:
            if not started:
                await _refuse(send, 413)

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


async def _refuse(send: Send, status: int) -> None:
    words = {403: b"Refused: this came from another site.", 413: b"Refused: too large.", 421: b"Refused: wrong host."}
    body = words[status]
    plain = (b"content-type", b"text/plain; charset=utf-8")
    length = (b"content-length", str(len(body)).encode("ascii"))
    await send({"type": "http.response.start", "status": status, "headers": [plain, length, *_HEADERS, _NOT_KEPT]})
    await send({"type": "http.response.body", "body": body})
