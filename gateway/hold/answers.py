"""Whether an answer to a hold may be taken from this person. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from gateway.hold.asked import Circle, entry_of, is_here
from gateway.hold.handed import PLACES, takers
from gateway.model.answers import Answer
from gateway.model.decision import AnswerKind, Asked
from gateway.model.marking import Classification
from gateway.model.outcome import HoldEntry
from gateway.model.parties import Ground, StaffKind, StaffMember

MIN_JUSTIFICATION: Final = 20  # characters: "ok" is no justification (CONS-4)

_DECIDE: Final = frozenset(Asked) - {Asked.SENDER}

# What each role may say. What it then settles is for the rules.
MAY_SAY: Final[dict[AnswerKind, frozenset[Asked]]] = {
    AnswerKind.MARKING: frozenset({Asked.SENDER}),
    AnswerKind.PURPOSE: frozenset({Asked.SENDER, Asked.IG_LEAD}),
    AnswerKind.STATEMENT: frozenset({Asked.SENDER}),
    AnswerKind.PERSON: frozenset({Asked.SENDER}),
    AnswerKind.SEPARATE: frozenset({Asked.SENDER}),
    AnswerKind.CONFIRM: frozenset({Asked.SENDER}),
    AnswerKind.LEAVE_OUT: frozenset({Asked.SENDER}),
    AnswerKind.PASSWORD: frozenset({Asked.SENDER}),
    AnswerKind.HIDE: frozenset({Asked.SENDER, Asked.LINE_MANAGER, Asked.IG_LEAD, Asked.DUTY_MANAGER}),
    AnswerKind.RELEASE: _DECIDE,
    AnswerKind.GO_ON: frozenset({Asked.SENDER}),
    AnswerKind.RETURN: frozenset(Asked),
    AnswerKind.REFUSE: _DECIDE,
    AnswerKind.WRONG: frozenset(Asked),
    AnswerKind.URGENT: frozenset(Asked),
    AnswerKind.RECUSE: _DECIDE,
    AnswerKind.ASK: frozenset({Asked.SENDER}),
    AnswerKind.HAND_OVER: _DECIDE,
    AnswerKind.QUESTION: _DECIDE,
}


_SAY_WHY: Final[dict[AnswerKind, str]] = {
    AnswerKind.REFUSE: "Say why, in a sentence the sender will read.",
    AnswerKind.RETURN: "Say why, in a sentence the sender will read.",
    AnswerKind.URGENT: "Say why it cannot wait, in a sentence.",
    AnswerKind.ASK: "Write what your manager should know.",
    AnswerKind.QUESTION: "Write what you want to know.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody wants to answer."""

    kind: AnswerKind
    by: str
    value: str = ""
    ground: str = ""
    justification: str = ""
    informed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an answer is not taken, in words for who gave it."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What an answer is judged against."""

    hold: HoldEntry
    sender: str
    staff: Mapping[str, StaffMember]
    named: frozenset[str]  # see asked.Circle
    grounds: Mapping[str, Ground]
    purposes: frozenset[str]  # that policy.yaml knows
    candidates: frozenset[str]  # register ids that the people found may be
    today: date
    files: frozenset[str] = frozenset()  # Attachment.digest of what may be left out
    locked: frozenset[str] = frozenset()  # of these: what needs a password
    on_duty: tuple[str, ...] = ()  # by the duty rota, now
    recused: frozenset[str] = frozenset()  # emails of who stepped back from this case


def admissible(said: Said, setting: Setting) -> Asked | Refusal:
    """The role in which the answer counts, or why it is not taken."""
    if said.by.lower() in setting.recused:
        return Refusal(why="You stepped back from this case, so another person must answer it.")
    if said.by.lower() in setting.named:
        return Refusal(why="This message is about you or someone you live with, so another person must answer it.")
    member = setting.staff.get(said.by.lower())
    if member is not None and member.left_on is not None and member.left_on <= setting.today:
        return Refusal(why="This person has left.")
    held = _roles_of(said.by.lower(), setting.hold, setting.sender, setting.staff, setting.on_duty)
    roles = [role for role in held if role in MAY_SAY[said.kind]]
    # Four eyes: whoever sent it can mend it, but never approve it (CONS-4).
    if said.by.lower() == setting.sender.lower():
        roles = [role for role in roles if role is Asked.SENDER]
    if not roles:
        return Refusal(why=f"{said.by} is not one of those who may give this answer.")
    fault = _fault(said, setting)
    return Refusal(why=fault) if fault else roles[0]


def roles_of(by: str, setting: Setting) -> tuple[Asked, ...]:
    """Every role in which somebody may see this case and answer. Empty: none, or it is about them (SAFE-2)."""
    key = by.lower()
    member = setting.staff.get(key)
    has_left = member is not None and member.left_on is not None and member.left_on <= setting.today
    if key in setting.named | setting.recused or has_left:
        return ()
    if key == setting.sender.lower():
        return (Asked.SENDER,)
    return tuple(_roles_of(key, setting.hold, setting.sender, setting.staff, setting.on_duty))


def _roles_of(
    key: str, hold: HoldEntry | None, sender: str, staff: Mapping[str, StaffMember], on_duty: Collection[str] = ()
) -> list[Asked]:
    asked = hold.asked if hold is not None else ()
    roles = [person.role for person in asked if person.email.lower() == key]
    if key == sender.lower():
        roles.append(Asked.SENDER)
    for person in asked:
        holder = staff.get(person.email.lower())
        if holder is not None and holder.deputy.lower() == key:
            roles.append(person.role)
    member = staff.get(key)
    if member is not None:
        if "ig" in member.roles:
            roles.append(Asked.IG_LEAD)
        if "safeguarding" in member.roles:
            roles.append(Asked.SAFEGUARDING_LEAD)
        if hold is not None and hold.urgent_at is not None:
            roles.extend(_in_the_lane(member, hold, on_duty))
        sending = staff.get(sender.lower())
        if sending is not None and sending.line_manager.lower() == key:
            roles.append(Asked.LINE_MANAGER)
    return list(dict.fromkeys(roles))


def _in_the_lane(member: StaffMember, hold: HoldEntry, on_duty: Collection[str]) -> Iterator[Asked]:
    """MIN-3: whoever is on duty now, and the trustees, whom the clock asks when nobody else has answered.

    What only the safeguarding lead decides may be about a manager: then of these the trustees alone (SAFE-2).
    """
    managers = any(one.role not in (Asked.SENDER, Asked.SAFEGUARDING_LEAD) for one in hold.asked)
    if "trustee" in member.roles:
        yield Asked.DUTY_MANAGER if managers else Asked.SAFEGUARDING_LEAD
    elif managers and member.email.lower() in on_duty:
        yield Asked.DUTY_MANAGER


def _fault(said: Said, setting: Setting) -> str:
    match said.kind:
        case AnswerKind.MARKING:
            return _marking_fault(said.value)
        case AnswerKind.PURPOSE:
            return _choice_fault("what it is shared for", said.value, setting.purposes)
        case AnswerKind.STATEMENT:
            return _choice_fault("whether it is fact or opinion", said.value, frozenset({"fact", "opinion", "both"}))
        case AnswerKind.PERSON:
            return _choice_fault("which person you mean", said.value, setting.candidates)
        case AnswerKind.RELEASE:
            return _release_fault(said, setting)
        case AnswerKind.REFUSE | AnswerKind.RETURN | AnswerKind.URGENT | AnswerKind.ASK:
            return "" if said.justification.strip() else _SAY_WHY[said.kind]
        case AnswerKind.QUESTION:
            return _question_fault(said, setting)
        case AnswerKind.GO_ON:
            on_trial = AnswerKind.GO_ON in setting.hold.answers
            return "" if on_trial else "No rule on trial asks you here, so this would change nothing."
        case AnswerKind.HAND_OVER:
            return _hand_over_fault(said, setting)
        case AnswerKind.LEAVE_OUT | AnswerKind.PASSWORD:
            return _file_fault(said, setting)
        case AnswerKind.HIDE | AnswerKind.CONFIRM | AnswerKind.WRONG | AnswerKind.SEPARATE | AnswerKind.RECUSE:
            return ""


def _marking_fault(value: str) -> str:
    return _choice_fault("how it is marked", value.lower(), [level.word for level in Classification])


def _choice_fault(what: str, value: str, choices: Collection[str]) -> str:
    """Nothing chosen: what to choose, as the form asks it. What is no choice was typed: the words that may be."""
    if value in choices:
        return ""
    listed = sorted(choices) if isinstance(choices, frozenset) else choices
    return f"Choose {what}." if not value else f"Choose {what}: it must be one of: {', '.join(listed)}."


def _file_fault(said: Said, setting: Setting) -> str:
    named = said.value.split()
    files = setting.files if said.kind is AnswerKind.LEAVE_OUT else setting.locked
    return "" if named and files.issuperset(named) else "Choose an attachment of this email."


def _hand_over_fault(said: Said, setting: Setting) -> str:
    if said.value not in PLACES:
        return _choice_fault("who takes it over", said.value, PLACES)
    circle = Circle(
        sender=setting.sender,
        staff=setting.staff,
        named=setting.named | setting.recused,
        today=setting.today,
        postmaster="",
    )
    if takers(said.by, said.value, circle):
        return ""
    return "Nobody there can take it over now: none is entered, they are away, or it is about them."


def _question_fault(said: Said, setting: Setting) -> str:
    if not may_be_questioned(setting):
        return "Nobody can answer it: no person of ours sent this email, or they are away."
    return "" if said.justification.strip() else _SAY_WHY[said.kind]


def may_be_questioned(setting: Setting) -> bool:
    """Whether its sender can be asked something: one person of ours, who is here. A machine answers nobody."""
    sending = entry_of(setting.sender, setting.staff)
    return sending is not None and sending.kind is StaffKind.PERSON and is_here(sending, setting.today)


def _release_fault(said: Said, setting: Setting) -> str:
    ground = setting.grounds.get(said.ground)
    in_force = (
        ground is not None
        and ground.active
        and (ground.effective_from is None or ground.effective_from <= setting.today)
    )
    if not in_force:
        if not said.ground:
            return "Choose the law that allows it."
        known = ", ".join(sorted(name for name, one in setting.grounds.items() if one.active))
        return f"Choose a ground that is in force: {known}."
    if len(said.justification.strip()) < MIN_JUSTIFICATION:
        return f"Say why this is right, in at least {MIN_JUSTIFICATION} characters."
    return ""


def answerers(
    answers: Iterable[Answer], hold: HoldEntry | None, sender: str, staff: Mapping[str, StaffMember]
) -> dict[str, tuple[Asked, ...]]:
    """Every role in which each of those who answered may answer, by email in lower case (Facts.answerers)."""
    roles: dict[str, tuple[Asked, ...]] = {}
    for answer in answers:
        key = answer.by.lower()
        held = _roles_of(key, hold, sender, staff)
        if key == sender.lower():
            held = [Asked.SENDER]
        roles[key] = tuple(dict.fromkeys((answer.role, *held)))
    return roles
