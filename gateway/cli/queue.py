"""`gateway queue`."""

from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

from gateway.cli.options import AsJson, ConfigDir
from gateway.cli.output import Json, document, say, table
from gateway.cli.passwords import local_user
from gateway.model.errors import PermanentFailure
from gateway.reports.moments import local

if TYPE_CHECKING:
    from gateway.spool.rows import OutgoingRecipient, QueuedStep

Id = Annotated[int, typer.Argument(metavar="ID", help="Number of the step, from `gateway queue list`.")]

_ALL: Final = 1_000_000  # more than the spool takes in


def list_steps(config: ConfigDir = None, as_json: AsJson = False) -> None:
    """List what is under way or due."""
    from gateway.app import opened

    with opened(config) as app:
        steps = app.queue().queue()
        zone = app.settings.timezone
    if as_json:
        document([_json(step, zone) for step in steps])
        return
    rows = (
        (str(step.id), step.lane.value, step.case or "", local(step.due_at, zone), str(step.attempts), _who(step))
        for step in steps
    )
    table(("id", "lane", "case", "due", "failed", "worker"), rows, nothing="nothing is under way or due")


def show(step_id: Id, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Show one step, with its recipients."""
    from gateway.app import opened

    with opened(config) as app:
        step = next((one for one in app.queue().queue(limit=_ALL) if one.id == step_id), None)
        zone = app.settings.timezone
    if step is None:
        raise PermanentFailure(f"step {step_id}: there is none; it may be done")
    if as_json:
        document(_json(step, zone))
        return
    say(f"step {step.id}: {step.lane.value} {step.case or '(mail of ours)'}")
    say(f"due {local(step.due_at, zone)}, since {local(step.created_at, zone)}, failed {step.attempts} times")
    if _who(step):
        say(f"worked on by {_who(step)}")
    for one in step.recipients:
        say(f"{one.address}: {_told(one, zone)}")


def retry(step_id: Id, config: ConfigDir = None, as_json: AsJson = False) -> None:
    """Have a step done now rather than when it is due."""
    from gateway.app import opened
    from gateway.model.outcome import RecordEntry, RecordKind
    from gateway.ports import StepId
    from gateway.record.entries import insert_entries

    with opened(config) as app:
        if not app.queue().retry_now(StepId(step_id), app.clock.now()):
            raise PermanentFailure(f"step {step_id}: there is none, or somebody works on it")
        facts = (("what", "retry"), ("step", step_id))
        entry = RecordEntry(kind=RecordKind.OPERATED, case=None, by=local_user(), facts=facts)
        with app.database.write() as connection:
            insert_entries(connection, [entry], app.clock.now())
    if as_json:
        document({"step": step_id, "due": "now"})
        return
    say(f"step {step_id}: due now")


def recipient_json(one: "OutgoingRecipient", zone: ZoneInfo) -> Json:
    """One recipient of a finished message."""
    return {
        "address": one.address,
        "state": one.state.value,
        "attempts": one.attempts,
        "last_code": one.last_code,
        "last_enhanced": one.last_enhanced,
        "next_at": None if one.next_at is None else one.next_at.astimezone(zone).isoformat(),
    }


def _json(step: "QueuedStep", zone: ZoneInfo) -> Json:
    return {
        "id": step.id,
        "lane": step.lane.value,
        "case": step.case,
        "due_at": step.due_at.astimezone(zone).isoformat(),
        "created_at": step.created_at.astimezone(zone).isoformat(),
        "attempts": step.attempts,
        "worker": step.worker,
        "lease_until": None if step.lease_until is None else step.lease_until.astimezone(zone).isoformat(),
        "recipients": [recipient_json(one, zone) for one in step.recipients],
    }


def _who(step: "QueuedStep") -> str:
    return step.worker or "" if step.lease_until is not None else ""


def _told(one: "OutgoingRecipient", zone: ZoneInfo) -> str:
    told = f"{one.state.value}, {tried(one)}"
    return told if one.next_at is None else f"{told}, next at {local(one.next_at, zone)}"


def tried(one: "OutgoingRecipient") -> str:
    """ "tried 3 times, last answer 451 4.3.0"."""
    if one.last_code is None:
        return "not tried yet"
    answer = f"{one.last_code} {one.last_enhanced}".strip() if one.last_code else "no connection"
    return f"tried {one.attempts} times, last answer {answer}"
