"""Notices of a question to a held mail's sender, and of the answer to it. Pure.

Neither says what was asked or answered: people are named in both, and a mailbox shows on a lock screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from gateway.config import Config
from gateway.language import Language
from gateway.model.message import CaseId
from gateway.model.outcome import Finished
from gateway.notices.compose import case_line
from gateway.notices.letter import Block, Cover, Letter, Shape, inside, mailed, plain
from gateway.notices.places import case_link


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedBack:
    """All that the notice says."""

    case: CaseId
    to: str
    who: str  # who wrote; empty: nobody is named, for a safeguarding lead's name says something about a person
    is_question: bool  # to the sender. False: the sender's words, to who asked
    received_at: datetime  # when the mail was sent; aware, in the organisation's zone
    now: datetime  # the same


def asked_back(told: AskedBack, config: Config) -> Finished:
    """One letter on the internal route, in the language of *config*."""
    organisation = config.organisation
    said = organisation.speaks
    heading = (
        said.say("A question about your email that is on hold")
        if told.is_question
        else said.say("The sender has answered your question")
    )
    letter = Letter(
        heading=heading,
        blocks=tuple(_blocks(told, config, said)),
        foot=(case_line(told.case, said), organisation.name),
        language=said,
    )
    cover = Cover(
        to=told.to,
        subject=f"{heading} ({told.case})",
        case=told.case,
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=f"asked-{told.case}.{'question' if told.is_question else 'answer'}",
        now=told.now,
    )
    return inside(mailed(letter, cover), told.to)


def _blocks(told: AskedBack, config: Config, said: Language) -> Iterator[Block]:
    when = said.moment(told.received_at)
    if told.is_question:
        who = told.who or said.say("Somebody who decides about it")
        yield plain(said.say("{who} has a question about your email of {when}.", who=who, when=when))
        yield plain(said.say("It stays on hold until they decide. Your answer helps them."))
    else:
        who = told.who or said.say("The sender")
        yield plain(said.say("{who} has answered your question about their email of {when}.", who=who, when=when))
        yield plain(said.say("The email still waits for a decision."))
    link = case_link(config, told.case)
    if link:
        yield Block(shape=Shape.BUTTON, words=said.say("Sign in to read it"), link=link)
    else:
        yield plain(said.say("On the gateway: {command}", command=f"gateway held show {told.case} --as {told.to}"))
    if config.organisation.emergency:
        words = " ".join(config.organisation.emergency)
        yield plain(said.say("If a child may be at risk, do not wait for this email. {emergency}", emergency=words))
