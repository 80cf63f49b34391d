"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

ConfigDir = Annotated[
    Path | None,
    typer.Option(
        "--config",
        metavar="DIR",
        help="Folder with gateway.yaml. Without it: ./config, else /etc/sharing-gateway.",
        show_default=False,
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="File whose first line is the password. Without it the password is asked for.",
        exists=True,
        dir_okay=False,
        readable=True,
        show_default=False,
    ),
]
Case = Annotated[str, typer.Argument(metavar="CASE", help="Case number, GW-….", show_default=False)]
As = Annotated[
    str,
    typer.Option("--as", metavar="USER", help="Your account; its password is asked for.", show_default=False),
]
