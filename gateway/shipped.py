"""The sample configuration and registers that come with the program."""

from importlib import resources
from pathlib import Path
from typing import Final

# Beside the package in a checkout; inside it, as gateway/samples, in an installed wheel (pyproject.toml).
_CHECKOUT: Final = Path(__file__).resolve().parent.parent / "config"


def sample(name: str) -> str:
    """The text of one of them: "policy.yaml", "registers/grounds.csv" …

    Raises:
        FileNotFoundError: there is none of that name.
    """
    packaged = resources.files("gateway") / "samples" / name
    if packaged.is_file():
        return packaged.read_text(encoding="utf-8")
    return (_CHECKOUT / name).read_text(encoding="utf-8")
