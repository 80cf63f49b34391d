"""`gateway modes`: what is on trial, and how often its rules were wrong."""

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, say, table
from gateway.cli.since import Since, since
from gateway.reports.moments import local


def list_modes(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the entries of the register of modes, and which of them count now."""
    from gateway.app import opened
    from gateway.notices.trial import in_force_lines

    with opened(config) as app:
        found = app.registers().snapshot().modes
        now, zone = app.clock.now(), app.settings.timezone
    if as_json:
        document(
            [
                {
                    "id": one.id,
                    "mode": one.mode.word,
                    "team": one.team,
                    "clause": one.clause,
                    "starts": one.starts.astimezone(zone).isoformat(),
                    "ends": one.ends.astimezone(zone).isoformat(),
                    "in_force": one.in_force(now),
                    "signed_by": one.signed_by,
                    "reason": one.reason,
                }
                for one in found
            ]
        )
        return
    for line in in_force_lines(found, now, zone):
        say(line)
    rows = (
        (
            one.id,
            one.mode.word,
            one.team,
            one.clause,
            local(one.starts, zone),
            local(one.ends, zone),
            "now" if one.in_force(now) else "over" if one.ends <= now else "later",
            one.signed_by,
        )
        for one in found
    )
    columns = ("id", "mode", "team", "clause", "from", "until", "counts", "signed by")
    table(columns, rows, nothing="there is no entry: every clause is enforced")


def report(back: Since = "7d", config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Tell how often each rule stopped mail, or would have, and how often that was said to be wrong."""
    from gateway.app import opened
    from gateway.record.trials import tallies

    with opened(config) as app:
        now = app.clock.now()
        start = since(back, now)
        found = tallies(app.database, start)
        zone = app.settings.timezone
    if as_json:
        document(
            {
                "since": start.astimezone(zone).isoformat(),
                "until": now.astimezone(zone).isoformat(),
                "rules": [
                    {
                        "clause": one.clause,
                        "reason": one.reason,
                        "team": one.team,
                        "looked_at": one.looked_at,
                        "would": one.would,
                        "held": one.held,
                        "changed": one.changed,
                        "wrong": one.wrong,
                        "rate": None if one.rate is None else round(one.rate, 4),
                    }
                    for one in found
                ],
            }
        )
        return
    rows = (
        (
            one.clause,
            one.reason,
            one.team or "-",
            str(one.looked_at),
            str(one.would),
            str(one.held),
            str(one.changed),
            str(one.wrong),
            "-" if one.rate is None else f"{one.rate:.0%}",
        )
        for one in found
    )
    columns = ("clause", "reason", "team", "looked at", "would have", "held", "details hidden", "said wrong", "rate")
    table(columns, rows, nothing=f"no rule stopped anything since {local(start, zone)}")
