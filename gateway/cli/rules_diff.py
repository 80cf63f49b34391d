"""`gateway rules diff`, `gateway rules versions` and `gateway rules roll-back`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, say, table
from gateway.cli.passwords import local_user
from gateway.reports.moments import local

if TYPE_CHECKING:
    from gateway.app import App
    from gateway.record.policies import StoredPolicy

Candidate = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="A policy file; policy.yaml of the configuration without it.",
        exists=True,
        dir_okay=False,
        show_default=False,
    ),
]
Against = Annotated[
    str | None,
    typer.Option(
        "--against",
        metavar="VERSION",
        help="An earlier version (`gateway rules versions`); the one in force without it.",
        show_default=False,
    ),
]


def diff(file: Candidate = None, against: Against = None, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Tell in words what a policy would change, against the one in force or an earlier one."""
    from gateway.app import opened
    from gateway.policy.difference import differences
    from gateway.policy.file import read_text

    with opened(config) as app:
        path = file if file is not None else app.settings.folder / "policy.yaml"
        before = _before(app, against)
    found = differences(before.text, read_text(path), (f"policy {before.version}", str(path)))
    if as_json:
        document(
            {
                "against": before.version,
                "differences": [{"where": one.where, "before": one.before, "after": one.after} for one in found],
            }
        )
        return
    rows = ((one.where, one.before or "(not there)", one.after or "(not there)") for one in found)
    table(("what", f"policy {before.version}", str(path)), rows, nothing=f"the same as policy {before.version}")


def versions(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List every policy that was ever in use, the one in force first."""
    from gateway.app import opened

    with opened(config) as app:
        found = app.policies().every()
        zone = app.settings.timezone
    if as_json:
        document(
            [
                {
                    "version": one.version,
                    "first_used": one.first_used_at.isoformat(),
                    "taken": one.taken_at.isoformat(),
                }
                for one in found
            ]
        )
        return
    rows = ((one.version, local(one.first_used_at, zone), local(one.taken_at, zone)) for one in found)
    table(("version", "first used", "last taken into use"), rows, nothing="no policy was in use yet")
    if found:
        say(f"in force: {found[0].version}")


def roll_back(
    version: Annotated[str, typer.Argument(metavar="VERSION", help="An earlier version (`gateway rules versions`).")],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Bring an earlier policy back: it is written into policy.yaml and taken into use, if its tests pass."""
    from gateway.app import opened
    from gateway.past.earlier_policy import roll_back as bring_back

    with opened(config) as app:
        stored = bring_back(app, version, by=local_user(), at=app.clock.now())
    if as_json:
        document({"in_force": stored.version})
        return
    say(f"policy {stored.version} is in use again; a running gateway follows within seconds")


def _before(app: "App", against: str | None) -> "StoredPolicy":
    from gateway.model.errors import PermanentFailure

    policies = app.policies()
    found = policies.in_force() if against is None else policies.of(against)
    if found is None:
        what = "no policy was in use yet; `gateway run` takes one" if against is None else f"no one version {against}"
        raise PermanentFailure(what)
    return found
