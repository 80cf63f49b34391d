"""A notice: what happened, why with its clause, what to do, by when. Pure.

A notice holds no personal data: it shows on lock screens and lies in mailboxes. It names parties and counts people;
what was found stands with the case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from gateway.language import ENGLISH, Language, all_of, mark
from gateway.notices.letter import Block, Cover, Item, Letter, Shape, mailed, plain


class NoticeKind(StrEnum):
    """What a notice tells."""

    HELD = "held"  # to the sender
    NEEDS_DECISION = "needs-decision"  # to whoever is asked
    HIDDEN = "hidden"  # to the sender: sent with details hidden
    RAISED = "raised"  # to the sender: sent under a higher marking
    PIECES_LEFT_OUT = "pieces-left-out"  # to the sender: sent, but for what nobody can look into
    RELEASED = "released"
    RETURNED = "returned"
    REFUSED = "refused"
    REMINDER = "reminder"
    ESCALATED = "escalated"
    EXPIRED = "expired"
    NOTED = "noted"  # to the sender: it was sent, and a rule of our own has a word on it
    RULE_APPLIED = "rule-applied"  # to whoever a rule of our own says
    APPROVED_AHEAD_USED = "approved-ahead-used"  # to whoever approved it before it was written
    ASKED_AFTERWARDS = "asked-afterwards"  # to sender and IG lead: an urgent email went with questions open


SUBJECTS: Final = {
    NoticeKind.HELD: mark("Your email has not been sent yet"),
    NoticeKind.NEEDS_DECISION: mark("An email needs your decision"),
    NoticeKind.HIDDEN: mark("Your email was sent with some details hidden"),
    NoticeKind.RAISED: mark("Your email was sent with a higher marking"),
    NoticeKind.PIECES_LEFT_OUT: mark("Your email was sent without part of a file"),
    NoticeKind.RELEASED: mark("Your email has now been sent"),
    NoticeKind.RETURNED: mark("Your email has come back to you"),
    NoticeKind.REFUSED: mark("Your email will not be sent"),
    NoticeKind.REMINDER: mark("Reminder: an email still needs your decision"),
    NoticeKind.ESCALATED: mark("An email has waited too long for a decision"),
    NoticeKind.EXPIRED: mark("Your email was not sent: nobody decided in time"),
    NoticeKind.NOTED: mark("Your email was sent, with a note for you"),
    NoticeKind.RULE_APPLIED: mark("An email that one of our own rules covers"),
    NoticeKind.APPROVED_AHEAD_USED: mark("An email was sent as you approved"),
    NoticeKind.ASKED_AFTERWARDS: mark("An urgent email was sent with questions still open"),
}


_MACHINE: Final = mark("A machine of ours")
_OPENINGS: Final = {
    NoticeKind.HELD: mark("Your email of {when} to {people} is on hold. You do not need to send it again."),
    NoticeKind.NEEDS_DECISION: mark("{who} sent an email to {people} on {when}. It is on hold until you decide."),
    NoticeKind.HIDDEN: mark("Your email of {when} was sent. Some details were hidden from {people}."),
    NoticeKind.RAISED: mark(
        "Your email of {when} was sent to {people} under a higher marking than the one you gave it."
    ),
    NoticeKind.PIECES_LEFT_OUT: mark("Your email of {when} was sent to {people}. Part of a file was left out."),
    NoticeKind.RELEASED: mark("Your email of {when} was on hold. It is now on its way to {people}."),
    NoticeKind.RETURNED: mark("Your email of {when} to {people} was not sent. It was sent back to you with a note."),
    NoticeKind.REFUSED: mark("Your email of {when} to {people} will not be sent."),
    NoticeKind.REMINDER: mark(
        "{who} sent an email to {people} on {when}. It is still on hold and waits for your decision."
    ),
    NoticeKind.ESCALATED: mark(
        "{who} sent an email to {people} on {when}. Nobody has decided about it for hours, so you are asked too."
    ),
    NoticeKind.EXPIRED: mark(
        "Your email of {when} to {people} was on hold. Nobody decided in time, so it was not sent."
    ),
    NoticeKind.NOTED: mark("Your email of {when} to {people} was sent. One of our own rules has a note on it."),
    NoticeKind.RULE_APPLIED: mark(
        "{who} sent an email to {people} on {when}. One of our own rules says that you are told. You do not need to "
        "do anything."
    ),
    NoticeKind.APPROVED_AHEAD_USED: mark(
        "{who} sent an email to {people} on {when}. You had said yes to it before it was written. If this is not the"
        " email that you meant, tell the information lead today."
    ),
    NoticeKind.ASKED_AFTERWARDS: mark(
        "The urgent email of {when} to {people} was sent at once, to keep someone safe. These questions would have "
        "been asked first. Please put them right now."
    ),
}
_URGENT_OPENINGS: Final = {
    NoticeKind.NEEDS_DECISION: mark(
        "{who} sent an email to {people} on {when}. It is on hold until one of those who were asked decides. Whoever"
        " answers first may let all of it go."
    ),
    NoticeKind.ESCALATED: mark(
        "{who} sent an email to {people} on {when}. Nobody has decided about it yet, so you are asked too."
    ),
}
_WAITS: Final = frozenset({NoticeKind.HELD, NoticeKind.NEEDS_DECISION, NoticeKind.REMINDER, NoticeKind.ESCALATED})
_NOT_SENT: Final = _WAITS | {NoticeKind.RETURNED, NoticeKind.REFUSED, NoticeKind.EXPIRED}


_BACK: Final = mark("If nobody decides, it goes back to the sender on {when}. It is never sent by itself.")
_BACK_TO_YOU: Final = mark("If nothing is done, it comes back to you on {when}. It is never sent by itself.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One reason, in words."""

    clause: str
    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One thing that whoever reads it can do."""

    title: str
    command: str  # what to type on the gateway, with the case and the reader filled in


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts:
    """All that a notice may say."""

    kind: NoticeKind
    case: str
    to: str
    sender: str  # who wrote the message; told to those who decide
    sender_name: str = ""  # as colleagues know them; empty: by address
    organisation: str
    hostname: str
    postmaster: str
    now: datetime  # aware, in the organisation's zone
    written_at: datetime  # when the message came, in the organisation's zone
    message_id: str  # of the message, so that the notice threads under it; empty: none
    waiting: Sequence[str]  # "1 person at Elm Park School", "2 people at an unknown address"
    reached: Sequence[str]  # the same, for who got it already
    why: Sequence[Why]
    choices: Sequence[Choice]
    told: str = ""  # who can decide besides whoever reads it; empty: nobody
    until: datetime | None  # what happens then is told; None: nothing is waiting
    emergency: Sequence[str]
    reply_to: str = ""  # where an absence note is to come; empty: none is wanted
    trial: str = ""  # that rules are on trial, and until when; empty: none is
    link: str = ""  # the case in the console; empty: there is none, and what to type is told
    urgent: bool = False  # in the fast lane: the subject line says so, and it waits until somebody decides (MIN-3)
    language: Language = ENGLISH
    answer_to: str = ""  # where its sender may answer with one word; empty: nowhere
    answer_words: Sequence[str] = ()  # those that mean something here
    make_urgent: str = ""  # what to type to put it there; empty: nothing waits, or it is there already


def compose(facts: NoticeFacts) -> bytes:
    """The notice as a message, CRLF line ends, ready to travel on the internal route."""
    said = facts.language
    heading = said.say(SUBJECTS[facts.kind])
    if facts.urgent:
        heading = said.say("URGENT: {heading}", heading=heading)
    cover = Cover(
        to=facts.to,
        subject=f"{heading} ({facts.case})",
        postmaster=facts.postmaster,
        hostname=facts.hostname,
        identity=f"{facts.case}.{facts.kind}",
        now=facts.now,
        case=facts.case,
        message_id=facts.message_id,
        reply_to=facts.reply_to or facts.answer_to,
        absence_welcome=bool(facts.reply_to),
    )
    foot = (case_line(facts.case, said), facts.organisation)
    return mailed(Letter(heading=heading, blocks=tuple(_blocks(facts)), foot=foot, language=said), cover)


def case_line(case: str, language: Language) -> str:
    """The case number, as it stands below every letter about a case."""
    return language.say("Case number: {case}", case=case)


def alarm(
    emergency: Sequence[str], language: Language, *, link: str = "", command: str = "", offered: bool = False
) -> Block:
    """What to do when it cannot wait: make it urgent, or pick up the phone (MIN-3).

    Args:
        emergency: the organisation's own words and numbers.
        link: where it is made urgent; empty: by *command*.
        offered: it can be made urgent.
    """
    if not offered:
        return Block(
            shape=Shape.ALARM,
            title=language.say("If a child may be at risk, do not wait for this email:"),
            lines=tuple(emergency),
        )
    return Block(
        shape=Shape.ALARM,
        title=language.say("A child may be at risk: make this urgent"),
        link=link,
        items=() if link else (Item(words=language.say("Type on the gateway:"), command=command),),
        words=language.say("If you cannot wait at all, call now:") if emergency else "",
        lines=tuple(emergency),
    )


def _blocks(facts: NoticeFacts) -> Iterator[Block]:
    language = facts.language
    yield plain(_opening(facts))
    if facts.trial:
        yield Block(shape=Shape.PANEL, words=facts.trial)
    if facts.why:
        reasons = tuple(Item(words=why.sentence, beside=why.clause, below=why.remedy) for why in facts.why)
        yield Block(shape=Shape.REASONS, title=language.say("Why"), items=reasons)
    if facts.reached:
        yield plain(language.say("It went straight away to: {people}.", people=language.said(all_of(facts.reached))))
    if facts.told:
        yield plain(facts.told)
    yield from _choices(facts)
    if facts.answer_to:
        words = language.listed(tuple(facts.answer_words))
        yield plain(
            language.say(
                "Or reply to this email, with one of these words alone on the first line: {words}.", words=words
            )
        )
    if facts.kind in _WAITS:
        if facts.until:
            when = language.moment(facts.until)
            words = _BACK_TO_YOU if facts.kind is NoticeKind.HELD and facts.to == facts.sender else _BACK
            yield plain(language.say(words, when=when))
        if facts.urgent:
            yield plain(
                language.say(
                    "It waits until somebody decides, day or night. It is never sent by itself, and it does not go "
                    "back by itself."
                )
            )
    if facts.kind in _NOT_SENT and (facts.emergency or facts.make_urgent):
        decide = f"{facts.link}#decide" if facts.link else ""
        offered = bool(facts.make_urgent)
        yield alarm(facts.emergency, language, link=decide, command=facts.make_urgent, offered=offered)


def _opening(facts: NoticeFacts) -> str:
    openings = {**_OPENINGS, **_URGENT_OPENINGS} if facts.urgent else _OPENINGS
    language = facts.language
    return language.say(
        openings[facts.kind],
        who=facts.sender_name or facts.sender or language.say(_MACHINE),
        when=language.moment(facts.written_at),
        people=language.said(all_of(facts.waiting)),
    )


def _choices(facts: NoticeFacts) -> Iterator[Block]:
    language = facts.language
    if not facts.choices:
        if facts.link:
            yield Block(shape=Shape.BUTTON, words=language.say("Sign in to see it"), link=facts.link)
        return
    if facts.link:
        titles = tuple(Item(words=choice.title) for choice in facts.choices)
        yield Block(shape=Shape.LIST, title=language.say("What you can do"), items=titles)
        yield Block(shape=Shape.BUTTON, words=language.say("Sign in to do it"), link=facts.link)
        return
    typed = tuple(Item(words=choice.title, command=choice.command) for choice in facts.choices)
    yield Block(shape=Shape.STEPS, title=typed_title(language), items=typed)


def typed_title(language: Language) -> str:
    """Above what is typed where there is no console."""
    return language.say("What you can do (typed on the gateway; your ICT manager can help)")
