"""The answer to a draft that was sent to be checked: for each reader, what would happen, and what is missing. Pure.

It goes to its sender alone, who wrote the addresses in it; of people and registers it says no more than a notice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.decide.reasons import TABLE
from gateway.language import Language, mark
from gateway.model.decision import AnswerKind, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import Finished
from gateway.model.reasons import Reason
from gateway.notices.compose import case_line
from gateway.notices.letter import Block, Cover, Item, Letter, Shape, inside, mailed, plain
from gateway.notices.places import case_link
from gateway.notices.whys import whys

_LINES = {
    Reason.NO_FACT_OPINION: "Fact/opinion: fact",
    Reason.PURPOSE_UNKNOWN: "Purpose: {purposes}",
    Reason.PURPOSE_NOT_COVERED: "Purpose: {purposes}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReader:
    """One reader that the draft names, after the look."""

    address: str
    party: str  # its name from the register; empty: a person, or not known
    state: RecipientState
    treatment: Treatment
    reasons: Sequence[Reason]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """All that the answer says."""

    case: str
    to: str
    message_id: str
    written_at: datetime
    readers: Sequence[CheckedReader]
    purposes: Sequence[str]  # that the policy knows


def checked(said: Checked, config: Config, at: datetime) -> Finished:
    """The mail, ready to travel inside."""
    organisation = config.organisation
    zone = ZoneInfo(organisation.timezone)
    language = config.organisation.speaks
    heading = language.say(_heading(said.readers))
    letter = Letter(
        heading=heading,
        blocks=tuple(_blocks(said, config, zone, language)),
        foot=(case_line(said.case, language), organisation.name),
        language=language,
    )
    cover = Cover(
        to=said.to,
        subject=f"{heading} ({said.case})",
        postmaster=organisation.postmaster,
        hostname=organisation.hostname,
        identity=f"{said.case}.checked",
        now=at.astimezone(zone),
        case=said.case,
        message_id=said.message_id,
    )
    return inside(mailed(letter, cover), said.to)


def _heading(readers: Sequence[CheckedReader]) -> str:
    if not readers:
        return mark("Checked: we could not see who it is for")
    if all(one.state is RecipientState.READY for one in readers):
        hidden = any(one.treatment is not Treatment.SHARE for one in readers)
        if hidden:
            return mark("Checked: it would go, with details hidden")
        return mark("Checked: it would go as it is")
    return mark("Checked: it would not go to everyone yet")


def _blocks(said: Checked, config: Config, zone: ZoneInfo, language: Language) -> Iterator[Block]:
    when = language.moment(said.written_at.astimezone(zone))
    yield plain(language.say("You asked us to check your email of {when}. We sent it to nobody.", when=when))
    if not said.readers:
        yield plain(language.say("Send it again, and say at the top who it is for, one line each, such as:"))
        yield Block(shape=Shape.LIST, items=(Item(words="To: office@school.example"),))
        return
    for one in said.readers:
        yield Block(
            shape=Shape.REASONS,
            title=_name(one),
            words=language.say(_fate(one)),
            items=tuple(_missing(one, language)),
        )
    lines = tuple(_lines(said))
    if lines:
        yield Block(
            shape=Shape.LIST,
            title=language.say("Put this at the top of your email"),
            items=tuple(Item(words=line) for line in lines),
        )
    if _can_be_hidden(said):
        yield Block(
            shape=Shape.LIST,
            title=language.say("Or have details hidden: put this at the top, and it goes without asking anybody"),
            items=(Item(words="Hide: yes"),),
        )
    link = case_link(config, said.case)
    if link and _needs_confirming(said):
        yield plain(
            language.say("If an address is right, sign in and say so there. Then your email does not wait for that.")
        )
    if link:
        yield Block(shape=Shape.BUTTON, words=language.say("Sign in to see all of it"), link=link)
    yield plain(language.say("When you are ready, send it the usual way, without our check address."))


def _can_be_hidden(said: Checked) -> bool:
    """Whether everybody who would wait would have it with details hidden; a sensitive reason is not told of here."""
    reasons = [TABLE[reason] for one in said.readers if one.state is RecipientState.HELD for reason in one.reasons]
    return bool(reasons) and all(AnswerKind.HIDE in one.answers and not one.sensitive for one in reasons)


def _needs_confirming(said: Checked) -> bool:
    """Whether somebody would wait until their sender says that the address is right."""
    reasons = [reason for one in said.readers if one.state is RecipientState.HELD for reason in one.reasons]
    return any(AnswerKind.CONFIRM in TABLE[one].answers and not TABLE[one].sensitive for one in reasons)


def _name(one: CheckedReader) -> str:
    return f"{one.address} ({one.party})" if one.party else one.address


def _fate(one: CheckedReader) -> str:
    if one.state is RecipientState.READY:
        if one.treatment is Treatment.SHARE:
            return mark("It would go as it is.")
        return mark("It would go with some details hidden.")
    if one.state is RecipientState.HELD:
        return mark("It would be put on hold.")
    return mark("It would not be sent.")


def _missing(one: CheckedReader, language: Language) -> Iterator[Item]:
    for why in whys(((reason, one.party) for reason in one.reasons), language):
        yield Item(words=why.sentence, beside=why.clause, below=why.remedy)


def _lines(said: Checked) -> Iterator[str]:
    reasons = {reason for one in said.readers if one.state is RecipientState.HELD for reason in one.reasons}
    purposes = " or ".join(said.purposes)
    found = [line.format(purposes=purposes) for reason, line in _LINES.items() if reason in reasons]
    yield from dict.fromkeys(found)
