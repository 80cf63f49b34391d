"""The risk register as rows."""

from collections.abc import Iterable
from typing import Final
from zoneinfo import ZoneInfo

from gateway.record.risk_book import Risk
from gateway.reports.moments import local, local_or_empty
from gateway.reports.report import Report, Sheet

COLUMNS: Final = (
    "id", "opened", "kind", "about", "case", "seen", "last_seen", "owner", "status", "review", "closed",
)  # fmt: skip


def cells(one: Risk, zone: ZoneInfo) -> tuple[str, ...]:
    """A row of COLUMNS: ids and words, nothing that people wrote."""
    return (
        one.id,
        local(one.opened_at, zone),
        one.kind.value,
        " ".join(one.about),
        one.case or "",
        str(one.seen),
        local(one.last_seen_at, zone),
        one.owner,
        one.status.value,
        "" if one.review is None else one.review.isoformat(),
        local_or_empty(one.closed_at, zone),
    )


def risks(found: Iterable[Risk], zone: ZoneInfo) -> Report:
    """The register with what people wrote."""
    rows = tuple((*cells(one, zone), one.mitigation) for one in found)
    return Report(name="risks", sheets=(Sheet(name="risks", columns=(*COLUMNS, "mitigation"), rows=rows),))
