"""`gateway approve`."""

import secrets
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import complain, counted, document, say

if TYPE_CHECKING:
    from gateway.model.parties import RegisterSnapshot


def approve(
    user: As,
    worker: Annotated[str, typer.Option(metavar="W", help="Address of who will send it.", show_default=False)],
    person: Annotated[str, typer.Option(metavar="P", help="Register id of whom it is about.", show_default=False)],
    party: Annotated[str, typer.Option(metavar="X", help="Register id of who will get it.", show_default=False)],
    ground: Annotated[str, typer.Option(metavar="G", help="Id from the register of grounds.", show_default=False)],
    hours: Annotated[int, typer.Option(metavar="N", help="For how many hours, 24 at most.", show_default=False)],
    why: Annotated[str, typer.Option(metavar="T", help="The justification.", show_default=False)],
    informed: Annotated[
        str, typer.Option(metavar="T", help="Whether the family was told, or why not (CONS-5).")
    ] = "",
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Approve a mail before it is written, for some hours."""
    from gateway.app import opened
    from gateway.cli.passwords import sign_in
    from gateway.hold.ahead import Ahead, cells, why_not
    from gateway.model.errors import PermanentFailure
    from gateway.model.parties import PersonId
    from gateway.registers.columns import RegisterKind
    from gateway.registers.faults import BadFile
    from gateway.settle import named_emails

    with opened(config) as app:
        name = sign_in(app.accounts, user, password_file)
        book = app.registers()
        directory = book.directory()
        now = app.clock.now()
        ahead = Ahead(
            by=name,
            worker=worker.strip().lower(),
            person=person,
            party=party,
            ground=ground,
            hours=hours,
            why=why,
            informed=informed,
        )
        named = named_emails([PersonId(person)], directory)
        faults = why_not(ahead, directory.registers, named, now.astimezone(app.settings.timezone).date())
        if faults:
            complain(*faults, "nothing was approved")
            raise typer.Exit(1)
        row = cells(ahead, _new_id(directory.registers), now)
        try:
            book.apply(RegisterKind.APPROVALS, [row], replace=False, by=name, at=now)
        except BadFile as bad:
            raise PermanentFailure(f"nothing was approved: {bad}") from bad
        # The manager may have been phoned about mail that is held already: it must not wait for an answer as well.
        woken = app.holding().look_again_of(_sends_as(ahead.worker, directory.registers), app.clock.now())
    if as_json:
        document(
            {
                "approval": row["id"],
                "from": row["approved_on"],
                "until": row["until"],
                "by": name,
                "woken": list(woken),
            }
        )
        return
    say(f"{row['id']}: approved until {row['until']}; you will be told when it is used")
    if woken:
        say(f"{counted(len(woken), 'held mail')} of theirs: decided again now, {', '.join(woken)}")


def _sends_as(worker: str, registers: "RegisterSnapshot") -> frozenset[str]:
    """Every address that an approval for this worker counts for: their own, and mailboxes that they share."""
    own = {worker, *registers.staff[worker].aliases}
    shared = {
        address
        for mailbox in registers.staff.values()
        if not own.isdisjoint(map(str.lower, mailbox.members))
        for address in (mailbox.email, *mailbox.aliases)
    }
    return frozenset(address.lower() for address in own | shared)


def _new_id(registers: "RegisterSnapshot") -> str:
    """An id that the approvals register does not hold."""
    taken = {approval.id for approval in registers.approvals}
    while (identity := f"AP-{secrets.token_hex(4).upper()}") in taken:
        continue
    return identity
