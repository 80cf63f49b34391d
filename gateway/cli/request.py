"""`gateway request`: answering requests for information from the command line, as the console does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from gateway.cli.days import From, Until, day_of, first_moment, moment_after
from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import counted, document, say, table
from gateway.cli.passwords import sign_in_with_role
from gateway.cli.request_standing import Standing, as_document, tell
from gateway.model.errors import PermanentFailure

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.registers.directory import Directory
    from gateway.requests.asked_for import AskedFor
    from gateway.requests.bundle import Bundle
    from gateway.requests.item_book import Choice

RequestId = Annotated[str, typer.Argument(metavar="REQUEST", help="Its id in the register.", show_default=False)]
_WORKS: Final = frozenset({"ig"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _At:
    """A request, and who answers it."""

    app: "App"
    of: "AskedFor"
    directory: "Directory"
    by: str
    own: frozenset[str]


def show(
    request: RequestId,
    user: As,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Show how it stands: its clock, what stands in the way, each email with what becomes of it, and what went.

    It looks for nothing: that is `gateway request search`.
    """
    from gateway.registers.clocks import answer_by, waits_since
    from gateway.requests.answering import item_book
    from gateway.requests.handing_over import went

    with _opened(config, request, user, password_file) as at:
        book, entry = item_book(at.app), at.of.request
        standing = Standing(
            request=request,
            answered=entry.answered_on,
            due=answer_by(entry),
            waits=waits_since(entry),
            missing=tuple(one.value for one in at.of.missing),
            searched=book.searched(request),
            items=book.items(request),
            gone=went(at.app.database, request),
        )
        zone = at.app.settings.timezone
    if as_json:
        document(as_document(standing))
        return
    tell(standing, zone)


def search(
    request: RequestId,
    user: As,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Look once more for emails about the person in all that can still be read, and keep what is found.

    What was found and decided is shown by `gateway request show`.
    """
    from gateway.requests.answering import item_book
    from gateway.requests.answering import search as look

    with _opened(config, request, user, password_file) as at:
        found = look(at.app, at.of, at.directory, by=at.by)
        items = item_book(at.app).items(request)
    if as_json:
        document({"request": request, "found": len(items), "searched": found.searched, "unread": found.unread})
        return
    say(f"{counted(len(items), 'email')} found in {found.searched}; {found.unread} could not be looked through")


def decide(
    request: RequestId,
    case: Annotated[str, typer.Argument(metavar="CASE", help="GW-….", show_default=False)],
    user: As,
    choice: Annotated[
        str, typer.Option("--choice", metavar="C", help="give, exempt, third-party or kept.", show_default=False)
    ],
    why: Annotated[str, typer.Option("--why", metavar="T", help="Why it stays back: for us alone.")] = "",
    hide: Annotated[
        list[str] | None, typer.Option("--hide", metavar="PERSON", help="With give: who is hidden besides.")
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Say what becomes of an email that was found: give it, or keep it back and why."""
    from gateway.model.message import CaseId
    from gateway.requests.answering import Workbench, copy_of, item_book
    from gateway.requests.item_book import Choice

    chosen, hidden = _choice(choice, why), tuple(hide or ())
    with _opened(config, request, user, password_file) as at:
        number = CaseId(case.strip().upper())
        if chosen is Choice.GIVE:
            with at.app.room() as room:
                bench = Workbench(app=at.app, looker=at.app.looker(room), finisher=at.app.finisher(room), room=room)
                copy = copy_of(bench, at.of, number, hidden, at.own, at.app.clock.now())
            if copy.stops:
                raise PermanentFailure(f"{number}: it cannot be given: {', '.join(copy.stops)}")
        now = at.app.clock.now()
        item_book(at.app).decide(request, number, chosen, hide=hidden, why=why, by=at.by, at=now)
    if as_json:
        document({"request": request, "case": number, "choice": chosen.value})
        return
    say(f"{number}: {chosen.value}")


def bundle(
    request: RequestId,
    user: As,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The ZIP to write.", show_default=False)],
    first: From = None,
    last: Until = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Put the answer together as a ZIP: what goes, a list of it, and what is left out and why."""
    from gateway.reports.files import write_private
    from gateway.requests.answering import Period, Workbench, assemble, taken_out

    with _opened(config, request, user, password_file) as at, at.app.room() as room:
        zone = at.app.settings.timezone
        during = Period(since=first_moment(first, zone), until=moment_after(last, zone))
        if not at.of.about_person and None in (during.since, during.until):
            raise typer.BadParameter("figures need the days: --from DATE --until DATE")
        bench = Workbench(app=at.app, looker=at.app.looker(room), finisher=at.app.finisher(room), room=room)
        made = assemble(bench, at.of, at.directory, at.own, during, at.app.clock.now())
        taken_out(at.app, at.of, made, by=at.by)
    write_private(out, made.content)
    _told(made, out, as_json=as_json)


def handed_over(
    request: RequestId,
    user: As,
    how: Annotated[str, typer.Option("--how", metavar="H", help="post, collected or otherwise.", show_default=False)],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help="The day on which it was posted or given.", show_default=False)
    ],
    who: Annotated[
        str, typer.Option("--who", metavar="EMAIL", help="Who handed it over. Without it: you.", show_default=False)
    ] = "",
    file: Annotated[
        Path | None,
        typer.Option(
            "--file",
            metavar="FILE",
            help="The ZIP that they have; needed where several were taken out.",
            exists=True,
            dir_okay=False,
            readable=True,
            show_default=False,
        ),
    ] = None,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Write down that who asked has the answer otherwise than by email: who gave it, when and how."""
    import hashlib

    from gateway.requests.handing_over import HandedOver, HandOver, NotSo, hand_over

    chosen, day = next((one for one in HandOver if one.word == how), None), day_of(on, "--on")
    if chosen is None or day is None:
        raise typer.BadParameter(f"--how: one of {', '.join(one.word for one in HandOver)}")
    digest = "" if file is None else hashlib.sha256(file.read_bytes()).hexdigest()
    with _opened(config, request, user, password_file) as at:
        said = HandedOver(how=chosen, who=who or at.by, on=day, digest=digest)
        try:
            hand_over(at.app, at.directory, at.of, said, by=at.by)
        except NotSo as error:
            raise PermanentFailure(f"{f'--{error.field}: ' if error.field else ''}{error.why}") from error
    if as_json:
        document({"request": request, "how": how, "on": day.isoformat(), "who": said.who})
        return
    say(f"{request}: answered on {day.isoformat()}")


def _told(made: "Bundle", out: Path, *, as_json: bool) -> None:
    if as_json:
        left = [{"what": one.what, "id": one.id, "why": one.why.value, "note": one.note} for one in made.left_out]
        files = [one.name for one in made.files]
        document({"file": str(out), "sha256": made.digest, "files": files, "left_out": left})
        return
    say(f"{counted(len(made.files), 'file')} written to {out}; {counted(len(made.left_out), 'thing')} left out")
    rows = ((one.what, one.id, one.on, one.why.value, one.note) for one in made.left_out)
    table(("what", "id", "day", "why", "note"), rows, nothing="nothing is left out")


def _choice(written: str, why: str) -> "Choice":
    from gateway.requests.item_book import NEED_WHY, Choice

    if written not in set(Choice):
        raise typer.BadParameter(f"--choice: one of {', '.join(Choice)}")
    if Choice(written) in NEED_WHY and not why.strip():
        raise typer.BadParameter(f"--choice {written} needs --why")
    return Choice(written)


@contextmanager
def _opened(config: Path | None, request: str, user: str, password_file: Path | None) -> Iterator[_At]:
    from gateway.app import opened
    from gateway.registers.own_people import own_people
    from gateway.requests.answering import asked

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _WORKS)
        directory = app.registers().directory()
        member = directory.staff_by_address.get(by)
        own = frozenset({by, *(() if member is None else (one.lower() for one in (member.email, *member.aliases)))})
        of = asked(app, directory, request, app.clock.now())
        if not own_people(directory, own).isdisjoint({of.request.person.lower(), of.request.requester.lower()}):
            raise PermanentFailure("there is no request of that id")
        yield _At(app=app, of=of, directory=directory, by=by, own=own)
