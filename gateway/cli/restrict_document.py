"""`gateway register restrict-document`."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gateway.cli.options import AsJson, ConfigDir, PasswordFile
from gateway.cli.output import document, say
from gateway.cli.register import acting
from gateway.model.errors import PermanentFailure

if TYPE_CHECKING:
    from gateway.model.message import Reading

_TYPES: Final = {".txt": "plain", ".htm": "html", ".html": "html"}
_MOST_BYTES: Final = 10 * 1024 * 1024


def restrict_document(
    restriction: Annotated[str, typer.Argument(metavar="RESTRICTION", help="Its id in the register.")],
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="Text, HTML, a mail or a document.", exists=True, dir_okay=False),
    ],
    user: Annotated[
        str | None,
        typer.Option("--as", metavar="USER", help="Account of the IG or ICT lead to do it as.", show_default=False),
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Keep a whole document from whom a restriction names: quoted, attached or retyped."""
    from gateway.app import opened
    from gateway.find.prints import ALIKE
    from gateway.find.restricted import document_prints
    from gateway.registers.documents import keep_document

    with opened(config) as app:
        by = acting(app, user, password_file)
        if restriction not in {one.id for one in app.registers().snapshot().restrictions}:
            raise PermanentFailure(f"{restriction}: no such entry in the register of restrictions; import it first")
        content = _as_mail(file)
        with app.room() as room:
            reading = room.read(content)
        _whole(file, reading)
        prints = document_prints(reading, app.print_key())
        if len(prints) < ALIKE:
            raise PermanentFailure(f"{file}: too short to be told from other texts; put its words under phrases")
        new = keep_document(app.database, app.keys.registers, restriction, prints, by=by, at=app.clock.now())
    if as_json:
        document({"restriction": restriction, "file": str(file), "prints": len(prints), "new": new})
        return
    say(f"{restriction}: {'kept from now on' if new else 'was kept already'}, {len(prints)} fingerprints, no text")


def _as_mail(file: Path) -> bytes:
    """The file as the reading room takes it: a mail as it is, anything else in one."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise PermanentFailure(f"{file}: cannot be read: {error.strerror}") from error
    if len(content) > _MOST_BYTES:
        raise PermanentFailure(f"{file}: larger than {_MOST_BYTES // (1024 * 1024)} MiB")
    if file.suffix.lower() == ".eml":
        return content if b"\r" in content else content.replace(b"\n", b"\r\n")
    mail = EmailMessage(policy=SMTP)
    subtype = _TYPES.get(file.suffix.lower())
    if subtype is None:
        # What it is, the reading room finds by what is in it.
        mail.set_content("")
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"file{file.suffix}")
        return bytes(mail)
    mail.set_content(content, maintype="text", subtype=subtype)
    mail.set_param("charset", "utf-8")
    return bytes(mail)


def _whole(file: Path, reading: "Reading") -> None:
    # Half of a document that is taken for the whole would be a silence that nobody notices.
    if reading.unread:
        why = ", ".join(sorted({f"{one.part or 'whole'}: {one.why.value}" for one in reading.unread}))
        raise PermanentFailure(f"{file}: cannot be read as a whole ({why}); nothing was kept")
