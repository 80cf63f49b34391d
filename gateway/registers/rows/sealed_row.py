"""A register's row as it is stored: its cells sealed, and bound to their place."""

import json
from itertools import repeat

from gateway.model.errors import TemporaryFailure
from gateway.registers.files.columns import COLUMNS, RegisterKind, Row
from gateway.store.seal import NotAuthentic, RegisterSeal


def place_of(kind: RegisterKind, identity: str, generation: int) -> str:
    """Where a row stands, which its seal holds it to: it can be neither moved nor brought back."""
    return f"{kind.value}/{identity}/{generation}"


def unsealed(seal: RegisterSeal, kind: RegisterKind, identity: str, generation: int, data: bytes) -> Row:
    """The row that was stored there.

    Raises:
        TemporaryFailure: it is not as it was sealed, or a later version wrote it.
    """
    where = f"registers: a row of {kind} from generation {generation}"
    try:
        written = json.loads(seal.unseal(data, place_of(kind, identity, generation)))
    except NotAuthentic as error:
        raise TemporaryFailure(f"{where} is not as it was sealed") from error
    if not written.keys() <= set(COLUMNS[kind]):
        raise TemporaryFailure(f"{where} was written by a later version")
    # Of a hundred thousand rows this is half of the work, so it is left to C.
    return Row(id=identity, cells=tuple(map(written.get, COLUMNS[kind], repeat(""))))
