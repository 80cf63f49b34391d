"""What comes back to who answered a notice by mail: that it counts, or why not. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.hold.by_mail import NotTaken
from gateway.language import mark
from gateway.model.outcome import Finished
from gateway.notices.compose import alarm, case_line
from gateway.notices.letter import Block, Cover, Letter, Shape, inside, mailed, plain
from gateway.notices.places import case_link

_WHY: Final[dict[NotTaken, str]] = {
    NotTaken.NOT_OURS: mark("That address does not work for you. Only who sent an email can answer its notice."),
    NotTaken.NOT_PROVEN: mark("We could not make sure that it came from you. Sign in instead."),
    NotTaken.TOO_LATE: mark("It came too late. The time to answer by email is over."),
    NotTaken.CHANGED: mark("It was answered before, or something has changed since then. Sign in and look again."),
    NotTaken.SETTLED: mark("Nothing waits for an answer any more."),
    NotTaken.NO_WORD: mark("We take one of our words, alone on the first line. Your first line says something else."),
    NotTaken.TWO_WORDS: mark("It says two things. Send one word only."),
    NotTaken.NOT_ASKED: mark("That word does not help this email. The notice lists those that do."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was answered, and by which mail."""

    to: str
    case: str  # empty: not told, for it is not this reader's
    word: str  # empty: none was taken
    message_id: str  # of the answer
    why_not: NotTaken | None = None  # None: it counts


def answered(said: Answered, config: Config, at: datetime) -> Finished:
    """The mail, ready to travel inside."""
    organisation = config.organisation
    taken = said.why_not is None
    language = config.organisation.speaks
    heading = language.say("We took your answer") if taken else language.say("Your answer was not taken")
    link = case_link(config, said.case)
    blocks: list[Block] = []
    if said.why_not is None:
        blocks.append(
            plain(
                language.say(
                    "You wrote {word}. We look at your email again, and tell you what comes of it.", word=said.word
                )
            )
        )
    else:
        blocks += [
            plain(language.say("You answered a notice of ours by email. Nothing was changed.")),
            plain(language.say(_WHY[said.why_not])),
        ]
    if link:
        blocks.append(Block(shape=Shape.BUTTON, words=language.say("Sign in to see it"), link=link))
    if not taken:
        blocks.append(alarm(organisation.emergency, language))
    letter = Letter(
        heading=heading,
        blocks=tuple(blocks),
        foot=(*((case_line(said.case, language),) if said.case else ()), organisation.name),
        language=language,
    )
    cover = Cover(
        to=said.to,
        subject=f"{heading} ({said.case})" if said.case else heading,
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=f"{said.case or 'answer'}.answered",
        now=at.astimezone(ZoneInfo(organisation.timezone)),
        case=said.case,
        message_id=said.message_id,
    )
    return inside(mailed(letter, cover), said.to)
