"""Register files on disk: CSV or XLSX, told apart by their name."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from gateway.registers.files import csv_file, limits, xlsx_file
from gateway.registers.files.columns import RegisterKind, Row
from gateway.registers.files.faults import BadFile, Fault
from gateway.registers.files.table import AS_NAMED, Chosen, Table


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
    return parse(kind, path.name, content)


def parse(kind: RegisterKind, name: str, content: bytes, chosen: Chosen = AS_NAMED) -> Table:
    """The same of a file's bytes, told apart by its name.

    Args:
        chosen: which columns of the file are which of the register.

    Raises:
        BadFile: every fault that shows before the cells' values are looked at.
    """
    return _READ[_format(name)](kind, content, chosen)


def header(kind: RegisterKind, name: str, content: bytes) -> tuple[str, ...]:
    """What the columns of a file are called, as it has them.

    Raises:
        BadFile: it cannot be read as a table at all.
    """
    return csv_file.header(content) if _format(name) == ".csv" else xlsx_file.header(kind, content)


def as_bytes(kind: RegisterKind, name: str, rows: Iterable[Row]) -> bytes:
    """*rows* as a file of that name, which imports again unchanged.

    Raises:
        BadFile: the name ends neither in .csv nor in .xlsx.
    """
    return _WRITE[_format(name)](kind, rows)


def write(kind: RegisterKind, path: Path, rows: Iterable[Row]) -> None:
    """Write *rows* to a file that only its owner may open.

    Raises:
        BadFile: the name ends neither in .csv nor in .xlsx, or it cannot be written.
    """
    content = as_bytes(kind, path.name, rows)
    try:
        # Created with its rights, not given them later: it holds personal data from its first byte.
        path.unlink(missing_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_bytes(content)
    except OSError as error:
        raise BadFile((Fault(what=f"cannot be written: {error.strerror}"),)) from error


def _format(name: str) -> str:
    suffix = Path(name).suffix.lower()
    if suffix not in _READ:
        raise BadFile((Fault(what="neither .csv nor .xlsx; give the file one of these names"),))
    return suffix


_READ: Final[Mapping[str, Callable[[RegisterKind, bytes, Chosen], Table]]] = {
    ".csv": csv_file.read,
    ".xlsx": xlsx_file.read,
}
_WRITE: Final[Mapping[str, Callable[[RegisterKind, Iterable[Row]], bytes]]] = {
    ".csv": csv_file.write,
    ".xlsx": xlsx_file.write,
}
