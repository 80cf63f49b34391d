"""Who is told what after a look: at most one notice of each kind to each person. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from gateway.config import Config
from gateway.decide.own_rule import CustomRule
from gateway.hold.by_mail import offered
from gateway.language import Language, all_of
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.message import CaseId
from gateway.model.modes import ModeEntry, trial_until
from gateway.model.outcome import Finished, HoldEntry
from gateway.model.parties import StaffMember
from gateway.model.reasons import Reason
from gateway.notices.choices import choices_for, make_urgent, wrong
from gateway.notices.compose import NoticeFacts, NoticeKind, Why, compose
from gateway.notices.letter import inside
from gateway.notices.places import RecipientNews, case_link, counted, places
from gateway.notices.reader import for_reader
from gateway.notices.trial import asked_line, other_line, trial_line
from gateway.notices.whys import own_first, reasons_of, whys


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovedAhead:
    """Who is told that what was approved before it was written has gone, and to whom it went (CONS-4)."""

    to: str
    recipients: tuple[RecipientNews, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What there is to tell about a message."""

    case: CaseId
    sender: str  # empty: the null sender, who is told nothing
    written_at: datetime
    message_id: str
    automatic: bool  # sent by a machine: its sender is not told of what went well
    recipients: tuple[RecipientNews, ...]
    tells_sender: bool = True  # False: nobody reads what is sent there
    approved_ahead: tuple[ApprovedAhead, ...] = ()
    answer_to: str = ""  # where its sender may answer by mail, while it is held; empty: nowhere
    afterwards: tuple[str, ...] = ()  # who is told what an urgent email left open: its sender, IG leads
    staff: Mapping[str, StaffMember] = field(default_factory=dict)  # by address: each reads their own language


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice, ready to travel inside."""

    kind: NoticeKind
    to: str
    finished: Finished


def notices(
    news: News, *, before: HoldEntry | None, hold: HoldEntry | None, config: Config, at: datetime
) -> tuple[Notice, ...]:
    """All notices after a look.

    Args:
        before: the hold until now; whoever it told is not told the same again.
        hold: the hold from now on.
    """
    told = [*_to_sender(news, before, hold, config, at), *_to_asked(news, before, hold, config, at)]
    told += _asked_afterwards(news, config, at)
    for used in news.approved_ahead:
        kind, roles = NoticeKind.APPROVED_AHEAD_USED, {Asked.LINE_MANAGER}
        told.append(
            _notice(_facts(kind, news, used.recipients, None, config, at, to=used.to, roles=roles, reached=()))
        )
    return tuple(told)


def reminder(
    *,
    kind: NoticeKind,
    case: CaseId,
    to: str,
    sender: str,
    written_at: datetime,
    hold: HoldEntry,
    people: int,
    config: Config,
    at: datetime,
    staff: Mapping[str, StaffMember],
    modes: Sequence[ModeEntry] = (),
) -> Notice:
    """A notice that needs no look: a reminder, an escalation, an expiry, an end.

    Args:
        staff: by address: each reads their own language. Empty: nobody is known now.
        modes: those of the sender's team, so that whoever is reminded knows what is on trial.
    """
    config = for_reader(config, to, staff)
    asks = kind not in {NoticeKind.EXPIRED, NoticeKind.RETURNED, NoticeKind.REFUSED}
    roles = {person.role for person in hold.asked if person.email == to} or {Asked.IG_LEAD}
    language = config.organisation.speaks
    facts = NoticeFacts(
        kind=kind,
        case=case,
        to=to,
        sender=sender,
        sender_name=_called(sender, staff),
        organisation=config.organisation.name,
        hostname=config.organisation.hostname,
        postmaster=config.organisation.postmaster,
        now=_local(at, config),
        written_at=_local(written_at, config),
        message_id="",
        waiting=[counted(people, language)],
        reached=[],
        why=whys(((reason, "") for reason in hold.reasons), language) if asks else [],
        choices=choices_for(hold, roles, case, to, language) if asks else [],
        language=language,
        until=_until(hold, config) if asks else None,
        emergency=config.organisation.emergency,
        reply_to=config.organisation.notices if kind in _ASKING else "",
        trial=_trial_without_look(hold, roles, modes, at, config),
        link=case_link(config, case),
        urgent=hold.urgent_at is not None,
        make_urgent=make_urgent(hold, case, to) if asks else "",
    )
    return _notice(facts)


def _to_sender(
    news: News, before: HoldEntry | None, hold: HoldEntry | None, config: Config, at: datetime
) -> Iterable[Notice]:
    if not (news.sender and news.tells_sender):
        return
    by_state = {state: [one for one in news.recipients if one.state is state] for state in RecipientState}
    ready = by_state[RecipientState.READY]
    if hold is not None and (before is None or before.reasons != hold.reasons):
        yield _sender_notice(NoticeKind.HELD, news, by_state[RecipientState.HELD], hold, config, at, reached=ready)
    for state, kind in ((RecipientState.RETURNED, NoticeKind.RETURNED), (RecipientState.REFUSED, NoticeKind.REFUSED)):
        if by_state[state]:
            yield _sender_notice(kind, news, by_state[state], None, config, at, reached=ready)
    changed = [one for one in ready if one.decision.treatment in {Treatment.REDACT, Treatment.ANONYMISE}]
    raised = [one for one in ready if any(found.reason is Reason.RAISED for found in one.decision.findings)]
    without = [one for one in ready if any(found.reason is Reason.PIECES_LEFT_OUT for found in one.decision.findings)]
    if news.automatic:
        return
    if changed:
        yield _sender_notice(NoticeKind.HIDDEN, news, changed, None, config, at)
    elif before is not None and ready:
        yield _sender_notice(NoticeKind.RELEASED, news, ready, None, config, at)
    elif raised and hold is None:
        yield _sender_notice(NoticeKind.RAISED, news, raised, None, config, at)
    elif without and hold is None:
        yield _sender_notice(NoticeKind.PIECES_LEFT_OUT, news, without, None, config, at)


def _to_asked(
    news: News, before: HoldEntry | None, hold: HoldEntry | None, config: Config, at: datetime
) -> Iterable[Notice]:
    if hold is None:
        return
    told = {person.email for person in before.asked} if before is not None else set()
    # Who was asked before it was urgent has hours in mind: they are told that it is minutes (MIN-3).
    if hold.urgent_at is not None and before is not None and before.urgent_at is None:
        told = set()
    held = [one for one in news.recipients if one.state is RecipientState.HELD]
    for email in dict.fromkeys(person.email for person in hold.asked):
        if email in told or email == news.sender:
            continue
        roles = {person.role for person in hold.asked if person.email == email}
        # Members of a shared mailbox stand in for its sender; everybody else decides.
        kind = NoticeKind.HELD if roles == {Asked.SENDER} else NoticeKind.NEEDS_DECISION
        yield _notice(_facts(kind, news, held, hold, config, at, to=email, roles=roles, reached=()))


def noted(news: News, *, config: Config, at: datetime) -> Notice | None:
    """The notice that does nothing but pass on notes of our own rules. None: there are none, or it cannot be told."""
    ready = [one for one in news.recipients if one.state is RecipientState.READY]
    if (
        not news.sender
        or news.automatic
        or not ready
        or not any(found.note for one in news.recipients for found in one.decision.findings)
    ):
        return None
    return _sender_notice(NoticeKind.NOTED, news, ready, None, config, at)


def rule_applied(
    news: News, about: Sequence[RecipientNews], rule: CustomRule, to: str, *, config: Config, at: datetime
) -> Notice:
    """Tells somebody of ours that a rule covers a mail, as the rule says; nothing of what is in it."""
    config = for_reader(config, to, news.staff)
    facts = _facts(NoticeKind.RULE_APPLIED, news, about, None, config, at, to=to, roles=set(), reached=())
    words = Why(clause=rule.clause, sentence=_own_rule(rule.name, config.organisation.speaks), remedy=rule.note)
    # It asks nothing of them, and its page is for those who are asked.
    return _notice(replace(facts, why=[words], link=""))


def _own_rule(name: str, language: Language) -> str:
    return language.say("This is our own rule {name}.", name=name)


def _own_words(news: News, language: Language) -> list[Why]:
    """The notes of our own rules, each once, whichever recipient they are about."""
    said = (
        Why(clause=found.clause, sentence=found.note, remedy=_own_rule(found.detail, language))
        for one in news.recipients
        for found in one.decision.findings
        if found.note
    )
    return list(dict.fromkeys(said))


def _asked_afterwards(news: News, config: Config, at: datetime) -> Iterable[Notice]:
    """One to the sender and one to each IG lead, when what is urgent went with questions open (MIN-3)."""
    for to in news.afterwards:
        roles = {Asked.SENDER} if to == news.sender else {Asked.IG_LEAD}
        gone = [one for one in news.recipients if one.state is RecipientState.READY and _left_open(one, roles)]
        if gone:
            kind = NoticeKind.ASKED_AFTERWARDS
            yield _notice(_facts(kind, news, gone, None, config, at, to=to, roles=roles, reached=()))


def _left_open(one: RecipientNews, roles: set[Asked]) -> bool:
    """Whether something is left to ask: of the sender their own questions, of the IG lead those of all others."""
    asked = {role for found in one.decision.findings for role in found.afterwards}
    return bool(asked & roles if Asked.SENDER in roles else asked - {Asked.SENDER})


def _sender_notice(
    kind: NoticeKind,
    news: News,
    about: Sequence[RecipientNews],
    hold: HoldEntry | None,
    config: Config,
    at: datetime,
    *,
    reached: Sequence[RecipientNews] = (),
) -> Notice:
    facts = _facts(kind, news, about, hold, config, at, to=news.sender, roles={Asked.SENDER}, reached=reached)
    return _notice(facts)


def _facts(
    kind: NoticeKind,
    news: News,
    about: Sequence[RecipientNews],
    hold: HoldEntry | None,
    config: Config,
    at: datetime,
    *,
    to: str,
    roles: set[Asked],
    reached: Sequence[RecipientNews],
) -> NoticeFacts:
    config = for_reader(config, to, news.staff)
    language = config.organisation.speaks
    decides = kind is NoticeKind.NEEDS_DECISION and bool(about)
    why = own_first(about, roles, language) if decides else whys(reasons_of(kind, about, hold), language)
    by_mail = kind is NoticeKind.HELD and to == news.sender and hold is not None and bool(news.answer_to)
    return NoticeFacts(
        kind=kind,
        case=news.case,
        to=to,
        sender=news.sender,
        sender_name=_called(news.sender, news.staff),
        organisation=config.organisation.name,
        hostname=config.organisation.hostname,
        postmaster=config.organisation.postmaster,
        now=_local(at, config),
        written_at=_local(news.written_at, config),
        message_id=news.message_id,
        waiting=places(about, language) or [counted(1, language)],
        reached=places(reached, language),
        why=[*why, *(_own_words(news, language) if to == news.sender else ())],
        choices=[*choices_for(hold, roles, news.case, to, language), *wrong(why, news.case, to, language)]
        if hold is not None
        else [],
        language=language,
        told=_told_besides(news, hold, language) if kind is NoticeKind.HELD and to == news.sender and hold else "",
        until=_until(hold, config) if hold is not None else None,
        emergency=config.organisation.emergency,
        reply_to=config.organisation.notices if kind in _ASKING else "",
        trial=trial_line(
            [one.decision for one in about],
            [entry for one in news.recipients for entry in one.facts.modes],
            at,
            ZoneInfo(config.organisation.timezone),
            language,
            asks_sender=roles == {Asked.SENDER},
        ),
        link=case_link(config, news.case),
        urgent=hold is not None and hold.urgent_at is not None,
        make_urgent=make_urgent(hold, news.case, to),
        answer_to=news.answer_to if by_mail else "",
        answer_words=tuple(one.word for one in offered(hold)) if by_mail and hold is not None else (),
    )


# Whoever is away when one of these comes is to be known to be: somebody else is asked then.
_ASKING: Final = frozenset({NoticeKind.NEEDS_DECISION, NoticeKind.REMINDER, NoticeKind.ESCALATED})


def _called(address: str, staff: Mapping[str, StaffMember]) -> str:
    """Somebody as colleagues know them; empty: the register of staff does not know them."""
    member = staff.get(address.lower())
    return "" if member is None else member.name


def _told_besides(news: News, hold: HoldEntry, language: Language) -> str:
    """Whom its sender may call instead of waiting in the dark, by name; empty: nobody else is asked.

    That a safeguarding lead is asked says something about a person: then nobody is named before sign-in.
    """
    others = [one for one in hold.asked if one.role is not Asked.SENDER and one.email.lower() != news.sender.lower()]
    if any(one.role is Asked.SAFEGUARDING_LEAD for one in others):
        return language.say("We have told somebody who can decide about it.")
    names = dict.fromkeys(_called(one.email, news.staff) or one.email for one in others)
    return (
        language.say("We have told {who}, who can decide about it.", who=language.said(all_of(names)))
        if names
        else ""
    )


def _until(hold: HoldEntry, config: Config) -> datetime | None:
    return None if hold.urgent_at is not None else _local(hold.expires_at, config)


def _trial_without_look(
    hold: HoldEntry, roles: set[Asked], modes: Sequence[ModeEntry], at: datetime, config: Config
) -> str:
    until, zone, language = trial_until(modes, at), ZoneInfo(config.organisation.timezone), config.organisation.speaks
    if until is None:
        return ""
    coached = AnswerKind.GO_ON in hold.answers and roles == {Asked.SENDER}
    return asked_line(until, zone, language) if coached else other_line(until, zone, language)


def _local(at: datetime, config: Config) -> datetime:
    return at.astimezone(ZoneInfo(config.organisation.timezone))


def _notice(facts: NoticeFacts) -> Notice:
    finished = inside(compose(facts), facts.to, sender=facts.reply_to)
    return Notice(kind=facts.kind, to=facts.to, finished=finished)
