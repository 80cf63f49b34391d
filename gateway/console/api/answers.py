"""What the interface answers, as its OpenAPI document describes it."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """Keys that are here stay; others may be added."""

    model_config = ConfigDict(frozen=True)


class Fault(Answer):
    """One thing wrong with what was sent. It never quotes what was sent."""

    where: str  # "query.limit"; of a register's row "3" or "3.date_of_birth", the first row being 2 as in a file
    what: str


class Refusal(Answer):
    """Why nothing was done."""

    what: str
    faults: tuple[Fault, ...] = ()


class Checked(Answer):
    """One thing that was looked at."""

    area: str
    level: str  # ok, warning, problem
    what: str


class Health(Answer):
    """How the gateway is."""

    level: str  # the worst of what follows
    checks: tuple[Checked, ...]


class Copy(Answer):
    """One recipient of a case."""

    address: str
    state: str
    reasons: tuple[str, ...]  # words of docs/reasons.md; "needs-a-check" for one that would tell of a person
    channel: str | None  # None: nothing was made for them
    delivery: str | None  # pending, delivered, bounced, withdrawn; None: nothing was made for them
    attempts: int
    last_code: int | None  # SMTP reply of the next hop; 0: no connection; None: not tried


class Case(Answer):
    """One mail: where it is, and nothing of what it says."""

    case: str
    sender: str
    received_at: datetime
    size: int  # bytes
    copies: tuple[Copy, ...]


class AskedPerson(Answer):
    """Who is asked about a held case."""

    role: str
    email: str


class HeldCase(Answer):
    """A case that waits."""

    case: str
    sender: str
    recipients: tuple[str, ...]  # those who wait
    received_at: datetime
    held_at: datetime
    expires_at: datetime
    urgent_at: datetime | None
    reasons: tuple[str, ...]
    asked: tuple[AskedPerson, ...]


class Entries(Answer):
    """A register as it is, each entry as its file would have it."""

    kind: str
    columns: tuple[str, ...]
    entries: tuple[dict[str, str], ...]


class Rows(BaseModel):
    """What is to be laid over a register."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[dict[str, str]], Field(max_length=20_000)]  # a column left out keeps what the register holds
    dry_run: bool = False
    replace: bool = False  # end every entry that is not among them


class Imported(Answer):
    """What became of it, or would."""

    kind: str
    imported: bool  # False: a dry run
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    ended: tuple[str, ...]
    generation: int | None  # of the registers afterwards; None: nothing was changed
