"""The chain, pure: what a batch of record rows is authenticated by.

The MAC of a batch covers the MAC of the one before, its own number and time, and every row in it. Who cannot compute
MACs (the key is not in the database) can change, add, remove or reorder nothing without a batch failing. What a chain
alone cannot show is that its last batches are gone: for that, heads are kept elsewhere (digests, the log).
"""

import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.store.types import EPOCH, MICROSECOND

START: Final = bytes(32)  # what stands before the first batch
_PURPOSE: Final = b"gateway record 1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """A row of the record as it is chained."""

    seq: int
    at: datetime
    kind: str
    case: str | None
    by: str
    facts: str  # the very characters stored


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRow:
    """A row of the disclosures as it is chained."""

    seq: int
    at: datetime
    case: str
    recipient_n: int
    look: int
    person: str
    party: str
    recipient: bytes  # commitment
    kinds: tuple[str, ...]
    purpose: str
    basis: str
    statement: str
    treatment: str
    channel: str
    details: str | None = None  # the very characters stored; None: a row from before details were kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The end of a chain, to be kept where the database's owner cannot reach."""

    batch: int  # 0: nothing is chained
    mac: bytes

    def __str__(self) -> str:
        """As written in digests and taken by `gateway record verify --head`."""
        return f"{self.batch}:{self.mac.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read what str() wrote.

        Raises:
            ValueError: it is no head.
        """
        number, _, mac = text.strip().partition(":")
        head = cls(batch=int(number), mac=bytes.fromhex(mac))
        if head.batch < 0 or len(head.mac) != len(START):
            raise ValueError("not a head of the record")
        return head


def batch_mac(
    key: bytes,
    previous: bytes,
    batch: int,
    at: datetime,
    records: Sequence[RecordRow],
    disclosures: Sequence[DisclosureRow],
) -> bytes:
    """The MAC of a batch, 32 bytes (HMAC-SHA-256, RFC 2104).

    Args:
        previous: the MAC of the batch before; START for the first.
        records: in rising order of seq; so are the disclosures.
    """
    mac = hmac.new(key, _PURPOSE + previous, "sha256")
    for item in (
        [batch, _micros(at), len(records), len(disclosures)],
        *map(_values, records),
        *map(_told, disclosures),
    ):
        line = json.dumps(item, ensure_ascii=True, separators=(",", ":")).encode()
        # With its length before it, no row can be read as two, nor two as one.
        mac.update(len(line).to_bytes(8, "big") + line)
    return mac.digest()


def _values(row: RecordRow) -> list[str | int | None]:
    return ["record", row.seq, _micros(row.at), row.kind, row.case, row.by, row.facts]


def _told(row: DisclosureRow) -> list[str | int | list[str]]:
    return [
        "disclosure",
        row.seq,
        _micros(row.at),
        row.case,
        row.recipient_n,
        row.look,
        row.person,
        row.party,
        row.recipient.hex(),
        list(row.kinds),
        row.purpose,
        row.basis,
        row.statement,
        row.treatment,
        row.channel,
        # A row without details is chained as it always was, so that old batches verify as they did.
        *(() if row.details is None else (row.details,)),
    ]


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND
