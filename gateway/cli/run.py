"""`gateway run`."""

from typing import Annotated

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import document
from gateway.run.supervisor import ALL_ROLES, RoleName


def run(
    role: Annotated[
        list[RoleName] | None, typer.Option("--role", help="A role; all of them without it.", show_default=False)
    ] = None,
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Run the gateway until SIGTERM or Ctrl-C."""
    from gateway.app import App
    from gateway.log import StructuredLog, configure
    from gateway.run.supervisor import Supervisor
    from gateway.settings import Settings, config_folder

    settings = Settings.load(config_folder(config))
    configure(style=settings.config.log)
    # What no process could start with is told here and once, not by each of them again and again.
    app = App(settings)
    # What a process falls back to that starts again while policy.yaml has a fault.
    app.policies().take(settings.policy.policy.version, settings.policy.text, app.clock.now())
    app.close()
    # Without a role asked for: all that the configuration has.
    every = (one for one in ALL_ROLES if one is not RoleName.CONSOLE or settings.config.console is not None)
    roles = tuple(dict.fromkeys(role or every))
    workers = settings.config.processes.workers
    code = Supervisor(settings.folder.resolve(), roles, workers=workers, log=StructuredLog()).run()
    if as_json:
        document({"roles": [one.value for one in roles], "ended_in_order": code == 0})
    raise typer.Exit(code)
