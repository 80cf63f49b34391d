"""Reading a secret that the configuration names: `file:PATH` or `credential:NAME`."""

import os
import stat
from pathlib import Path

from gateway.model.errors import PermanentFailure


def read_secret(reference: str, folder: Path) -> bytes:
    """The secret's bytes, without a line end behind them.

    Args:
        reference: `file:PATH`, relative to *folder*, or `credential:NAME` of systemd's LoadCredential=.
        folder: The configuration's folder.

    Raises:
        PermanentFailure: it is not there, or others than its owner may read it.
    """
    kind, _, name = reference.partition(":")
    if kind == "credential":
        # systemd hands credentials over in a folder of its own that only the service can read (systemd.exec(5)).
        root = os.environ.get("CREDENTIALS_DIRECTORY")
        if root is None or "/" in name:
            raise PermanentFailure(f"{reference}: no such credential was handed over")
        path = Path(root) / name
    else:
        path = folder / name
    try:
        mode = path.stat().st_mode
        content = path.read_bytes()
    except OSError as error:
        raise PermanentFailure(f"{reference}: cannot be read ({type(error).__name__})") from error
    if kind == "file" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise PermanentFailure(f"{reference}: others may read it; run chmod 600 {path}")
    return content.rstrip(b"\r\n")
