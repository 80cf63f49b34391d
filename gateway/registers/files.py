"""Register files on disk: CSV or XLSX, told apart by their name."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from gateway.registers import csv_file, limits, xlsx_file
from gateway.registers.columns import RegisterKind, Row
from gateway.registers.faults import BadFile, Fault
from gateway.registers.table import Table


def read(kind: RegisterKind, path: Path) -> Table:
    """Read one file.

    Raises:
        BadFile: every fault that shows before the cells' values are looked at.
    """
    try:
        if path.stat().st_size > limits.FILE_BYTES:
            raise BadFile((Fault(what=f"larger than {limits.FILE_BYTES // 2**20} MiB; import it in parts"),))
        content = path.read_bytes()
    except OSError as error:
        raise BadFile((Fault(what=f"cannot be read: {error.strerror}"),)) from error
    return _READ[_format(path)](kind, content)


def write(kind: RegisterKind, path: Path, rows: Iterable[Row]) -> None:
    """Write *rows* to a file that only its owner may open.

    Raises:
        BadFile: the name ends neither in .csv nor in .xlsx, or it cannot be written.
    """
    content = _WRITE[_format(path)](kind, rows)
    try:
        # Created with its rights, not given them later: it holds personal data from its first byte.
        path.unlink(missing_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
    except OSError as error:
        raise BadFile((Fault(what=f"cannot be written: {error.strerror}"),)) from error


def _format(path: Path) -> str:
    suffix = path.suffix.lower()
    if suffix not in _READ:
        raise BadFile((Fault(what="neither .csv nor .xlsx; give the file one of these names"),))
    return suffix


_READ: Final[Mapping[str, Callable[[RegisterKind, bytes], Table]]] = {".csv": csv_file.read, ".xlsx": xlsx_file.read}
_WRITE: Final[Mapping[str, Callable[[RegisterKind, Iterable[Row]], bytes]]] = {
    ".csv": csv_file.write,
    ".xlsx": xlsx_file.write,
}
