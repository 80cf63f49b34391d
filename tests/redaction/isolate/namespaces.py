"""Which confinements of a program can be tried on this machine."""

import subprocess
from typing import Final

import pytest

from redaction.isolate.programs import Confinement


def _makes_namespaces() -> bool:
    """Whether bubblewrap can do anything here: some containers, and a changed root, let nobody make a namespace."""
    tried = subprocess.run(["bwrap", "--unshare-all", "--ro-bind", "/", "/", "true"], capture_output=True)
    return tried.returncode == 0


CONFINEMENTS: Final = [
    pytest.param(
        Confinement.BUBBLEWRAP,
        marks=pytest.mark.skipif(not _makes_namespaces(), reason="no namespaces can be made here"),
    ),
    pytest.param(Confinement.KERNEL),
]
"""Parameters of a test."""
