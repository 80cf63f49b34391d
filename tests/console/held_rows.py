"""Rows of the record of cases that were held, as a gateway writes them."""

from datetime import datetime, timedelta

from gateway.app import App
from gateway.model.message import CaseId
from gateway.model.outcome import RecordEntry, RecordKind
from gateway.record.entries import insert_entries


def held_and_let_go(app: App, now: datetime) -> None:
    """Three cases: let go on a ground, sent back, and one that waits."""
    rows: list[RecordEntry] = []
    for number, reasons in enumerate(
        (("no-consent", "no-marking"), ("no-consent",), ("kept-from-subject",)), start=1
    ):
        case = CaseId(f"GW-HELD000{number}")
        facts: tuple[tuple[str, str | tuple[str, ...]], ...] = (("reasons", reasons), ("asked", ()))
        rows.append(RecordEntry(kind=RecordKind.HELD, case=case, by="gateway", facts=facts))
    for number, answer, ground in ((1, "release", "CA89-47"), (2, "return", "")):
        case = CaseId(f"GW-HELD000{number}")
        said = (("answer", answer), ("ground", ground))
        rows.append(RecordEntry(kind=RecordKind.ANSWERED, case=case, by="mo.hughes", facts=said))
        state = (("state", "ready" if answer == "release" else "returned"),)
        rows.append(RecordEntry(kind=RecordKind.DECIDED, case=case, by="gateway", facts=state))
    with app.database.write() as connection:
        for row in rows:
            insert_entries(connection, [row], now + timedelta(seconds=1))
