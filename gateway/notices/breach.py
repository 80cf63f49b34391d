"""The reminder of a breach whose 72 hours run: plain words, no personal data (REC-4). Pure."""

from dataclasses import dataclass
from datetime import datetime

from gateway.language import ENGLISH, Language
from gateway.model.outcome import Finished
from gateway.notices.compose import case_line, typed_title
from gateway.notices.letter import Block, Cover, Item, Letter, Shape, inside, mailed, plain


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
    link: str = ""  # where it stands in the console; empty: there is none
    language: Language = ENGLISH


def breach_reminder(facts: BreachFacts) -> Finished:
    """To the IG lead: what must be done by when, and how it is noted."""
    left = (facts.due_at - facts.now).total_seconds() / 3600
    said = facts.language
    heading = (
        said.count(
            "Data breach {breach}: {n} hour left to tell the ICO",
            "Data breach {breach}: {n} hours left to tell the ICO",
            max(1, round(left)),
            breach=facts.breach,
        )
        if left > 0
        else said.say("Data breach {breach}: time is over to tell the ICO", breach=facts.breach)
    )
    cover = Cover(
        to=facts.to,
        subject=heading,
        postmaster=facts.postmaster,
        hostname=facts.hostname,
        identity=facts.breach,
        now=facts.now,
    )
    number = (case_line(facts.case, said),) if facts.case else ()
    letter = Letter(heading=heading, blocks=_blocks(facts, left), foot=(*number, facts.organisation), language=said)
    return inside(mailed(letter, cover), facts.to)


def _blocks(facts: BreachFacts, left: float) -> tuple[Block, ...]:
    command = f"gateway breach {{}} {facts.breach} --as {facts.to}"
    language = facts.language
    by = language.moment(facts.due_at)
    told = (
        language.say("The ICO must be told by {by}.", by=by)
        if left > 0
        else language.say("The ICO had to be told by {by}. Tell them now, and why late.", by=by)
    )
    known = language.say(
        "We have known about data breach {breach} since {when}.",
        breach=facts.breach,
        when=language.moment(facts.aware_at),
    )
    steps = (
        Item(words=language.say("Read what happened"), command=command.format("show")),
        Item(
            words=language.say("Tell the ICO (ico.org.uk, or 0303 123 1113), then note it"),
            command=f"{command.format('told')} --whom ico",
        ),
        Item(
            words=language.say("If no harm to anybody is likely, say why; then the ICO need not be told"),
            command=f'{command.format("set")} --likelihood unlikely --note "…"',
        ),
    )
    todo: tuple[Block, ...] = (Block(shape=Shape.STEPS, title=typed_title(language), items=steps),)
    if facts.link:
        titles = tuple(Item(words=step.words) for step in steps)
        todo = (
            Block(shape=Shape.LIST, title=language.say("What you can do"), items=titles),
            Block(shape=Shape.BUTTON, words=language.say("Sign in to do it"), link=facts.link),
        )
    return (
        plain(f"{known} {told}"),
        *todo,
        plain(language.say("You may tell the ICO before you know everything. You can add the rest later (REC-4).")),
    )
