"""`gateway register propose`."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import counted, document, say, table
from gateway.cli.since import Since, since
from gateway.model.errors import PermanentFailure
from gateway.registers.files.columns import RegisterKind
from gateway.reports.moments import local

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.registers.propose import Proposal, SeenDomain

_DRAFTS = (RegisterKind.PARTIES, RegisterKind.STAFF)
_SEEN = "seen.csv"
_COLUMNS = ("domain", "mails", "addresses", "last", "delivered by")


def propose(
    from_seen: Annotated[bool, typer.Option("--from-seen", help="From the mail that was taken in.")] = False,
    back: Since = "30d",
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the drafts are written.", file_okay=False)] = Path(),
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Draft parties.csv and staff.csv from the mail seen, for somebody to complete. Imports nothing."""
    from gateway.app import opened

    if not from_seen:
        raise typer.BadParameter("say what to draft from: --from-seen")
    with opened(config) as app:
        found = _proposal(app, back)
        zone = app.settings.timezone
    _write(found, out, zone)
    left = found.left_out
    if as_json:
        document(
            {
                "out": str(out),
                "parties": [
                    {
                        "domain": one.domain,
                        "mails": one.mails,
                        "addresses": one.addresses,
                        "last": one.last_at.astimezone(zone).isoformat(),
                        "channels": [channel.value for channel in one.channels],
                        "forces_tls": one.forces_tls,
                    }
                    for one in found.domains
                ],
                "staff": [{"email": one.address, "mails": one.mails} for one in found.staff],
                "left_out": {"people": left.people, "free_mail": left.free_mail, "social_media": left.social_media},
            }
        )
        return
    table(_COLUMNS, (_line(one, zone) for one in found.domains), nothing="no domain that is not in the register")
    say(f"{counted(len(found.staff), 'sender')} of ours not in the staff register")
    said = f"{left.people} of people in the register, {left.free_mail} at free mail services"
    say(f"left out: {said}, {left.social_media} at social media services")
    say(f"written to {out}: parties.csv, staff.csv, {_SEEN}; fill in what is empty, then import them")


def _proposal(app: "App", back: str) -> "Proposal":
    from gateway.registers import propose as drafting
    from gateway.spool.seen_mail import seen_recipients, seen_senders

    start = since(back, app.clock.now())
    config, policy = app.settings.config, app.settings.policy.policy
    return drafting.propose(
        seen_recipients(app.database, start),
        seen_senders(app.database, start),
        app.registers().directory(),
        own_domains=config.organisation.domains,
        free_mail=policy.free_mail_domains,
        social_media=policy.social_media_domains,
        forces_tls_to=config.delivery.smarthost.forces_tls_to,
    )


def _write(found: "Proposal", out: Path, zone: ZoneInfo) -> None:
    from gateway.registers.files import on_disk as files
    from gateway.registers.files.faults import BadFile

    paths = [*(out / f"{kind.value}.csv" for kind in _DRAFTS), out / _SEEN]
    for path in paths:
        # A draft that somebody has begun to fill in is not to be lost.
        if path.exists():
            raise PermanentFailure(f"{path}: is there already; give another folder with --out")
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        for kind in _DRAFTS:
            files.write(kind, out / f"{kind.value}.csv", found.rows(kind))
        seen = out / _SEEN
        seen.touch(mode=0o600, exist_ok=False)
        with seen.open("w", encoding="utf-8", newline="") as written:
            lines = csv.writer(written)
            lines.writerow(_COLUMNS)
            lines.writerows(_line(one, zone) for one in found.domains)
    except BadFile as bad:
        raise PermanentFailure(f"{out}: {bad}") from bad
    except OSError as error:
        raise PermanentFailure(f"{out}: cannot be written: {error.strerror}") from error


def _line(one: "SeenDomain", zone: ZoneInfo) -> tuple[str, str, str, str, str]:
    channels = " ".join(channel.value for channel in one.channels)
    return one.domain, str(one.mails), str(one.addresses), local(one.last_at, zone), channels
