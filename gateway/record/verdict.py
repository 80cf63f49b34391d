"""What verifying the record came to, in words: for the command line and the console."""

from typing import Final

from gateway.record.chainer import Fault, Verification

_WORDS: Final = {
    Fault.CUT_FORGED: "what stands before the record's beginning was not written by the gateway",
    Fault.CHANGED: "a row of it was changed, added, removed or moved",
    Fault.BATCH_MISSING: "its number is left out",
    Fault.CUT_OFF: "the record ends before the head that was kept",
    Fault.NOT_THIS_RECORD: "it is not the batch of the head that was kept",
}


def in_order(found: Verification) -> tuple[str, ...]:
    """What is to be said of a record that is as it was chained, a line each."""
    lines = [f"{found.batches} batches are as they were chained; {found.tail} rows are not chained yet"]
    if found.cut:
        lines.append(
            f"the {found.cut} batches before them were taken off when their time was over, by the gateway itself"
        )
    return (*lines, f"head {found.head}")


def fault_words(found: Verification) -> str:
    """What is wrong, and where."""
    if found.fault is Fault.BEFORE_CUT:
        return f"batch {found.broken_at}: retention took it off since that head was kept; give a later head"
    where = f" from row {found.first_seq}" if found.first_seq is not None else ""
    what = _WORDS[found.fault] if found.fault is not None else ""
    return f"batch {found.broken_at}{where}: {what}; {found.batches} batches before it are in order"
