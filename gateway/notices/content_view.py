"""Notices about views of what an email says: asked for, granted, refused, ended (SEC-3). Pure."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from gateway.config import Organisation
from gateway.language import Language
from gateway.model.outcome import Finished
from gateway.notices.letter import Block, Cover, Letter, Shape, inside, mailed, plain


class ViewNews(StrEnum):
    """What became of one."""

    ASKED = "asked"  # to information governance
    GRANTED = "granted"  # to whoever asked
    REFUSED = "refused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFacts:
    """All that the notice says: no case number, no name, not why; those stand behind sign-in."""

    news: ViewNews
    n: int  # of the view
    to: str
    link: str  # to the page that tells the rest after sign-in
    now: datetime  # aware, in the organisation's zone
    until: datetime | None = None  # the same; of a view that is granted


def view_notice(facts: ViewFacts, organisation: Organisation) -> Finished:
    """One letter on the internal route."""
    said = organisation.speaks
    heading, words = _words(facts, said)
    letter = Letter(
        heading=heading,
        blocks=(
            plain(words),
            Block(shape=Shape.BUTTON, words=said.say("Sign in to see it"), link=facts.link),
        ),
        foot=(organisation.name,),
        language=said,
    )
    cover = Cover(
        to=facts.to,
        subject=heading,
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=f"view-{facts.n}.{facts.news}",
        now=facts.now,
    )
    return inside(mailed(letter, cover), facts.to)


def _words(facts: ViewFacts, said: Language) -> tuple[str, str]:
    match facts.news:
        case ViewNews.ASKED:
            return (
                said.say("Somebody asks to see what an email says"),
                said.say("Somebody of ICT asks to see one email. They see nothing of it until you let them."),
            )
        case ViewNews.GRANTED:
            return (
                said.say("You may look at the email that you asked for"),
                said.say(
                    "You may look until {until}. It ends then by itself, and each look is recorded.",
                    until="" if facts.until is None else said.moment(facts.until),
                ),
            )
        case ViewNews.REFUSED:
            return (
                said.say("You may not look at the email that you asked for"),
                said.say("Information governance did not let you see it. Their reason is in the console."),
            )
        case ViewNews.ENDED:
            return (
                said.say("You may not look at the email any more"),
                said.say("Information governance ended it. If you still need to see it, ask again."),
            )
