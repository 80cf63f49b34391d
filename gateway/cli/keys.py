"""`gateway keys`."""

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document, table
from gateway.reports.moments import local


def list_keys(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List the keys of stored mail, and every certificate."""
    from gateway.app import opened
    from gateway.check.key_list import keys

    with opened(config) as app:
        found = keys(app)
        zone = app.settings.timezone
    if as_json:
        document(
            [
                {
                    "kind": key.kind,
                    "name": key.name,
                    "begins": key.begins.astimezone(zone).isoformat(),
                    "ends": None if key.ends is None else key.ends.astimezone(zone).isoformat(),
                    "state": key.state or None,
                }
                for key in found
            ]
        )
        return
    rows = (
        (key.kind, key.name, local(key.begins, zone), local(key.ends, zone) if key.ends else "", key.state)
        for key in found
    )
    table(("kind", "name", "begins", "ends", ""), rows, nothing="there are no keys")
