"""Who is never told about a hold, as it is stored: sealed, because it tells whom the message is about."""

from pydantic import TypeAdapter

from gateway.model.message import CaseId
from gateway.store.seal import SmallSeal

_EMAILS: TypeAdapter[list[str]] = TypeAdapter(list[str])


def seal_emails(emails: frozenset[str], seal: SmallSeal, case: CaseId) -> bytes:
    """For the database."""
    return seal.seal(_EMAILS.dump_json(sorted(emails)), _place(case))


def open_emails(sealed: bytes, seal: SmallSeal, case: CaseId) -> frozenset[str]:
    """From the database.

    Raises:
        NotAuthentic: it is not what was stored of *case*.
    """
    return frozenset(_EMAILS.validate_json(seal.unseal(sealed, _place(case))))


def _place(case: CaseId) -> str:
    return f"hold/{case}/not-asked"
