"""An answer as it is stored: sealed, bound to its case and its number, read back by schema."""

from pydantic import TypeAdapter

from gateway.model.answers import Answer
from gateway.model.message import CaseId
from gateway.store.seal import SmallSeal

_ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)


def seal_answer(answer: Answer, seal: SmallSeal, case: CaseId, n: int) -> bytes:
    """For the database."""
    return seal.seal(_ANSWER.dump_json(answer), _place(case, n))


def open_answer(sealed: bytes, seal: SmallSeal, case: CaseId, n: int) -> Answer:
    """From the database.

    Raises:
        NotAuthentic: it is not what was stored as answer *n* of *case*.
    """
    return _ANSWER.validate_json(seal.unseal(sealed, _place(case, n)))


def _place(case: CaseId, n: int) -> str:
    return f"answer/{case}/{n}"
