"""`gateway trace`."""

from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import Json, document, say, table
from gateway.cli.queue import recipient_json, tried
from gateway.cli.reasons import unsigned
from gateway.model.errors import PermanentFailure
from gateway.model.outcome import FinishedKind
from gateway.reports.moments import local

if TYPE_CHECKING:
    from gateway.spool.rows import OutgoingRecipient, StoredOutgoing, StoredRecipient, TracedCase


def trace(
    key: Annotated[
        str, typer.Argument(metavar="KEY", help="Case number, Message-ID, or an address.", show_default=False)
    ],
    config: ConfigDir = None,
    as_json: AsJson = False,
) -> None:
    """Tell where a mail is and what became of it.

    Newest first: each recipient with state, reasons, channel and what the next hop said."""
    from gateway.app import opened

    with opened(config) as app:
        cases = app.queue().trace(key)
        zone = app.settings.timezone
    if not cases and not as_json:
        raise PermanentFailure("no case is known by that; give a case number, a Message-ID or a whole address")
    if as_json:
        document([_json(case, zone) for case in cases])
    else:
        for case in cases:
            _show(case, zone)
    raise typer.Exit(0 if cases else 1)


def _show(case: "TracedCase", zone: ZoneInfo) -> None:
    say(f"{case.case} from {case.sender or '<>'}, {local(case.received_at, zone)}, {case.size} bytes")
    rows = []
    for one in case.recipients:
        mail, sent = _sent(case, one)
        state = one.state.value
        if sent is not None and sent.next_at is not None:
            state += f", next try {local(sent.next_at, zone)}"
        rows.append(
            (
                one.address,
                state,
                ", ".join(unsigned(one.reasons)),
                mail.channel.value if mail else "",
                tried(sent) if sent else "",
            )
        )
    table(("recipient", "state", "reasons", "channel", "delivery"), rows, nothing="no recipients")
    for mail in _ours(case):
        for sent in mail.recipients:
            say(f"{mail.kind.value} to {sent.address}: {sent.state.value}, {tried(sent)}")


def _sent(case: "TracedCase", one: "StoredRecipient") -> tuple["StoredOutgoing | None", "OutgoingRecipient | None"]:
    """The last finished message for a recipient: earlier ones were withdrawn and decided again."""
    for mail in reversed(case.outgoing):
        for sent in mail.recipients:
            if mail.kind is FinishedKind.MAIL and sent.address == one.address:
                return mail, sent
    return None, None


def _ours(case: "TracedCase") -> list["StoredOutgoing"]:
    return [mail for mail in case.outgoing if mail.kind is not FinishedKind.MAIL]


def _json(case: "TracedCase", zone: ZoneInfo) -> Json:
    recipients: list[Json] = []
    for one in case.recipients:
        mail, sent = _sent(case, one)
        recipients.append(
            {
                "address": one.address,
                "state": one.state.value,
                "reasons": unsigned(one.reasons),
                "channel": mail.channel.value if mail else None,
                "delivery": recipient_json(sent, zone) if sent else None,
            }
        )
    return {
        "case": case.case,
        "sender": case.sender,
        "received_at": case.received_at.astimezone(zone).isoformat(),
        "size": case.size,
        "recipients": recipients,
        "notices": [
            {"kind": mail.kind.value, "delivery": recipient_json(sent, zone)}
            for mail in _ours(case)
            for sent in mail.recipients
        ],
    }
