"""`gateway explain`."""

import hashlib
from datetime import UTC, datetime
from email.utils import getaddresses
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, tree

if TYPE_CHECKING:
    from gateway.look import Asked
    from gateway.model.message import Envelope

_SENDER_FIELDS: Final = (b"sender", b"from")  # RFC 5322 §3.6.2: Sender is who sent it, when that is not the author
_RECIPIENT_FIELDS: Final = (b"to", b"cc", b"bcc")


def explain(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE.eml", help="Messages.", exists=True, dir_okay=False, show_default=False),
    ],
    sender: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="A",
            help="Envelope sender; from the Sender or From field without it.",
            show_default=False,
        ),
    ] = None,
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to", metavar="B", help="Envelope recipient; from To, Cc and Bcc without it.", show_default=False
        ),
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME", help="When it would be sent: 2026-11-20 or 2026-11-20T17:00.", show_default=False
        ),
    ] = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Tell what would become of messages and why. Sends and stores nothing."""
    from gateway.app import opened
    from gateway.cli.look_tree import draw
    from gateway.explain import explanation

    with opened(config) as app, app.room() as room:
        when = app.clock.now() if at is None else _instant(at, app.settings.timezone)
        looker, policy = app.looker(room), app.settings.policy.policy
        for file in files:
            look = looker.look(_asked(file, sender, to, when))
            if as_json:
                document(explanation(look, policy))
            else:
                tree(draw(look, str(file), policy, app.settings.timezone))


def _asked(file: Path, sender: str | None, to: list[str] | None, when: datetime) -> "Asked":
    from gateway.look import Asked

    content = _smtp_lines(file)
    envelope = _envelope(file, content, sender, to, when)
    return Asked(
        at=when,
        case="",
        content_hash=hashlib.sha256(content).hexdigest(),
        envelope=envelope,
        content=content,
        recipients=envelope.recipients,
        answers=(),
        hold=None,
    )


def _smtp_lines(file: Path) -> bytes:
    """The message as SMTP would have brought it: a file saved by a mail program may end its lines with LF."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file}: cannot be read: {error.strerror}") from error
    return content if b"\r" in content else content.replace(b"\n", b"\r\n")


def _envelope(file: Path, content: bytes, sender: str | None, to: list[str] | None, when: datetime) -> "Envelope":
    from gateway.model.message import Envelope

    known = list(map(_normal, to)) if to else _addresses(content, _RECIPIENT_FIELDS)
    if not known:
        raise typer.BadParameter(f"{file}: names no recipient; give --to")
    written = [address for name in _SENDER_FIELDS for address in _addresses(content, (name,))]
    return Envelope(
        sender=(written[0] if written else "") if sender is None else _normal(sender),
        recipients=tuple(dict.fromkeys(known)),
        listener="explain",
        client="127.0.0.1",
        user=None,
        received_at=when,
        smtputf8=True,
        body_8bit=True,
    )


def _addresses(content: bytes, names: tuple[bytes, ...]) -> list[str]:
    from gateway.intake.fields import fields

    values = [one.value.decode("utf-8", "replace") for one in fields(content, frozenset(names))]
    return [_normal(address) for _, address in getaddresses(values) if "@" in address]


def _normal(address: str) -> str:
    """As in an envelope: the domain in lower case; `<>` is the null sender."""
    local, at, domain = address.strip().removeprefix("<").removesuffix(">").rpartition("@")
    return f"{local}{at}{domain.lower()}"


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("--at takes a date or a time such as 2026-11-20T17:00") from None
    return (at if at.tzinfo is not None else at.replace(tzinfo=zone)).astimezone(UTC)
