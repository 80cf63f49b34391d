"""The reminder of a breach whose 72 hours run: plain words, no personal data (REC-4). Pure."""

from dataclasses import dataclass
from datetime import datetime

from gateway.model.outcome import Finished
from gateway.notices.letter import Block, Cover, Item, Letter, Shape, inside, mailed, moment, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class BreachFacts:
    """All that the reminder says."""

    breach: str  # "BR-3"
    case: str  # empty: of no case
    to: str
    organisation: str
    hostname: str
    postmaster: str
    now: datetime  # aware, in the organisation's zone
    aware_at: datetime  # the same
    due_at: datetime  # the same


def breach_reminder(facts: BreachFacts) -> Finished:
    """To the IG lead: what must be done by when, and how it is noted."""
    left = (facts.due_at - facts.now).total_seconds() / 3600
    when = f"{left:.0f} hours left" if left > 0 else "time is over"
    heading = f"Data breach {facts.breach}: {when} to tell the ICO"
    cover = Cover(
        to=facts.to,
        subject=heading,
        postmaster=facts.postmaster,
        hostname=facts.hostname,
        identity=facts.breach,
        now=facts.now,
    )
    number = (f"Case number: {facts.case}",) if facts.case else ()
    letter = Letter(heading=heading, blocks=_blocks(facts, left), foot=(*number, facts.organisation))
    return inside(mailed(letter, cover), facts.to)


def _blocks(facts: BreachFacts, left: float) -> tuple[Block, ...]:
    command = f"gateway breach {{}} {facts.breach} --as {facts.to}"
    by = moment(facts.due_at)
    told = (
        f"The ICO must be told by {by}."
        if left > 0
        else f"The ICO had to be told by {by}. Tell them now, and why late."
    )
    steps = (
        Item(words="Read what happened", command=command.format("show")),
        Item(
            words="Tell the ICO (ico.org.uk, or 0303 123 1113), then note it",
            command=f"{command.format('told')} --whom ico",
        ),
        Item(
            words="If no harm to anybody is likely, say why; then the ICO need not be told",
            command=f'{command.format("set")} --likelihood unlikely --note "…"',
        ),
    )
    return (
        plain(f"We have known about data breach {facts.breach} since {moment(facts.aware_at)}. {told}"),
        Block(
            shape=Shape.STEPS, title="What you can do (typed on the gateway; your ICT manager can help)", items=steps
        ),
        plain("You may tell the ICO before you know everything. You can add the rest later (REC-4)."),
    )
