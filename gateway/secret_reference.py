"""Where a secret lies, as a configuration file says it."""

from typing import Annotated

from pydantic import AfterValidator


def _secret_reference(value: str) -> str:
    # Secrets never stand in a configuration file: they are copied into backups, tickets and version control.
    if not value.startswith(("file:", "credential:")):
        raise ValueError("a secret is given as file:PATH or credential:NAME (systemd), never as itself")
    return value


SecretReference = Annotated[str, AfterValidator(_secret_reference)]
