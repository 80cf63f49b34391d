"""Somebody asks their manager to say yes to an email before they send it (CONS-4). Pure.

It names nobody whom the email is about, and not to whom it is to go: those stand behind sign-in.
"""

from dataclasses import dataclass
from datetime import datetime

from gateway.config import Organisation
from gateway.model.outcome import Finished
from gateway.notices.compose import alarm, case_line
from gateway.notices.letter import Block, Cover, Letter, Shape, inside, mailed, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class AskAhead:
    """All that the notice says."""

    case: str  # of the draft
    to: str
    who: str  # the name of whoever asks
    link: str  # to the form of an approval, filled in from the draft
    now: datetime  # aware, in the organisation's zone


def ask_ahead(asked: AskAhead, organisation: Organisation) -> Finished:
    """One letter on the internal route."""
    said = organisation.speaks
    heading = said.say("Somebody asks for your yes before they send an email")
    letter = Letter(
        heading=heading,
        blocks=(
            plain(
                said.say(
                    "{who} had an email checked before sending it. It would be put on hold until you decide. You can "
                    "say yes now, for some hours: then it does not wait for you.",
                    who=asked.who,
                )
            ),
            plain(said.say("If you do nothing, you are asked again when it is sent. Nothing is sent by itself.")),
            Block(shape=Shape.BUTTON, words=said.say("Sign in to see what it is about"), link=asked.link),
            alarm(organisation.emergency, said),
        ),
        foot=(case_line(asked.case, said), organisation.name),
        language=said,
    )
    cover = Cover(
        to=asked.to,
        subject=f"{heading} ({asked.case})",
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=f"{asked.case}.ask-ahead",
        now=asked.now,
        case=asked.case,
    )
    return inside(mailed(letter, cover), asked.to)
