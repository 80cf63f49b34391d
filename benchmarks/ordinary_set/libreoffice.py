"""LibreOffice for many files at once: one start for a batch, a profile of its own."""

import contextlib
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

_SECONDS: Final = 20  # for a file at most
_START: Final = 60


def converted(files: Mapping[str, bytes], wanted: str, batch: int = 40) -> dict[str, bytes]:
    """The files (names with endings) as files of the kind *wanted*, by the same names; those missing it did not open.

    A file at which the program ends takes others of its batch along, so what is missing is tried again alone.
    """
    found: dict[str, bytes] = {}
    names = list(files)
    with tempfile.TemporaryDirectory() as folder:
        for at in range(0, len(names), batch):
            found |= _run(Path(folder), {name: files[name] for name in names[at : at + batch]}, wanted)
        for name in names:
            if name not in found:
                found |= _run(Path(folder), {name: files[name]}, wanted)
    return found


def _run(folder: Path, files: Mapping[str, bytes], wanted: str) -> dict[str, bytes]:
    made = Path(tempfile.mkdtemp(dir=folder))
    sources: dict[str, Path] = {}
    for number, (name, data) in enumerate(files.items()):
        sources[name] = made / f"in{number}.{name.rpartition('.')[2]}"
        sources[name].write_bytes(data)
    command: Sequence[str | Path] = (
        *("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"),
        *("--convert-to", wanted, "--outdir", made / "out"),
        *sources.values(),
    )
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, capture_output=True, timeout=_START + _SECONDS * len(files))
    ending = wanted.partition(":")[0]
    targets = {name: made / "out" / f"{source.stem}.{ending}" for name, source in sources.items()}
    return {name: target.read_bytes() for name, target in targets.items() if target.exists()}
