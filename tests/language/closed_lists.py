"""The closed lists whose members are shown as words of their own."""

from collections.abc import Iterator
from enum import Enum

from gateway.check.result import Area, Level
from gateway.console.pages.governance.fields import FIELDS
from gateway.model.decision import AnswerKind, Asked, Channel, Treatment
from gateway.model.message import Place
from gateway.model.modes import Mode
from gateway.model.outcome import FinishedKind, RecordKind
from gateway.model.parties import Kind
from gateway.model.risks import RiskStatus
from gateway.notices.compose import NoticeKind
from gateway.registers.about_person import Stand
from gateway.sign_in.accounts import AccountRole
from gateway.spool.rows import OutgoingState

_LISTS: tuple[type[Enum], ...] = (
    AccountRole,
    Area,
    Level,
    AnswerKind,
    Asked,
    Treatment,
    Place,
    Mode,
    RecordKind,
    Kind,
    RiskStatus,
    NoticeKind,
    Stand,
    Channel,
    FinishedKind,
    OutgoingState,
)


def members() -> Iterator[str]:
    """Every member, as it stands in code and in files."""
    for each in _LISTS:
        yield from (one.value if isinstance(one.value, str) else one.name.lower() for one in each)
    for fields in FIELDS.values():
        for field in fields.values():
            yield from field.choices
