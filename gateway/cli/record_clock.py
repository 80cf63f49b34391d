"""`gateway record clock`: a clock that had run ahead is right again."""

from typing import Final

from gateway.cli.options import As, AsJson, ConfigDir, PasswordFile
from gateway.cli.output import counted, document, say
from gateway.cli.passwords import sign_in_with_role
from gateway.reports.moments import local

_MAY: Final = frozenset({"ict", "ig"})


def clock(
    user: As,
    password_file: PasswordFile = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Say that this machine's clock is right, though the record has entries of a later time.

    Look at the time first: what ended since would be in force again. Work that was put off is due at once."""
    from gateway.app import opened
    from gateway.record.clock import put_right

    with opened(config) as app:
        by = sign_in_with_role(app.accounts, user, password_file, _MAY)
        now = app.clock.now()
        with app.database.write() as connection:
            done = put_right(connection, now, by=by)
        zone = app.settings.timezone
    if as_json:
        document({"at": now.isoformat(), "recorded_until": done.recorded_until.isoformat(), "due_now": done.work})
        return
    until = local(done.recorded_until, zone)
    say(f"recorded: it is {local(now, zone)}; entries up to {until} are of a clock that ran ahead")
    say(f"{counted(done.work, 'piece')} of work due now that had been put off")
