"""The forms of a case's page: what may be said there, by whom, and what is missing in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from gateway.case.file import CaseFile
from gateway.case.said_wrong import told_rules
from gateway.console.replies import Visit
from gateway.decide.agreements import in_force
from gateway.hold.answers import MAY_SAY, may_be_questioned
from gateway.hold.asked import Circle
from gateway.hold.handed import DEPUTY, PLACES, SAFEGUARDING, takers
from gateway.language import LATER, either, mark
from gateway.model.decision import AnswerKind, Asked
from gateway.model.marking import Classification
from gateway.model.parties import ALL, PersonId
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for

# What the sender mends, all of it in one form.
_MENDS: Final = (
    AnswerKind.MARKING,
    AnswerKind.PURPOSE,
    AnswerKind.STATEMENT,
    AnswerKind.PERSON,
    AnswerKind.CONFIRM,
    AnswerKind.SEPARATE,
)


_TICKED: Final = frozenset({AnswerKind.CONFIRM, AnswerKind.SEPARATE})


DECISIONS: Final = (
    AnswerKind.HIDE,
    AnswerKind.GO_ON,
    AnswerKind.RELEASE,
    AnswerKind.RETURN,
    AnswerKind.REFUSE,
    AnswerKind.URGENT,
    AnswerKind.RECUSE,
)


NEED_WHY: Final = frozenset({AnswerKind.RELEASE, AnswerKind.RETURN, AnswerKind.REFUSE, AnswerKind.URGENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of several."""

    value: str
    title: str
    hint: str = ""
    seldom: bool = False  # folded away below the others


TITLES: Final = {
    AnswerKind.HIDE: (mark("Hide the ticked details and send it"), mark("It goes without what is ticked above.")),
    AnswerKind.GO_ON: (mark("Send it as it is"), mark("This rule is on trial. You may go on; that is recorded.")),
    AnswerKind.RELEASE: (
        mark("Let it go as it is"),
        mark("You name the law that allows it, and why it is right here."),
    ),
    AnswerKind.RETURN: (mark("Send it back with a note"), mark("The sender can change it and send it again.")),
    AnswerKind.REFUSE: (mark("Refuse it"), mark("It must not go, whatever is changed.")),
    AnswerKind.URGENT: (
        mark("Make it urgent"),
        mark("A child may come to harm while it waits. All who can decide are told now."),
    ),
    AnswerKind.RECUSE: (mark("Step back"), mark("You should not decide about this. Somebody else is asked.")),
}


def title_of(kind: AnswerKind, file: CaseFile) -> str:
    if kind is AnswerKind.RETURN and Asked.SENDER in file.roles:
        return mark("Cancel it")
    return TITLES[kind][0]


def hint_of(kind: AnswerKind, file: CaseFile) -> str:
    if kind is AnswerKind.RETURN and Asked.SENDER in file.roles:
        return mark("It comes back to you. You can change it and send it again.")
    return TITLES[kind][1]


def offered(kind: AnswerKind, kinds: frozenset[AnswerKind], file: CaseFile) -> bool:
    if MAY_SAY[kind].isdisjoint(file.roles):
        return False
    if file.unlooked:
        return kind in kinds
    if kind is AnswerKind.URGENT:
        return file.setting.hold.urgent_at is None
    # Anybody who is asked may step back or give it back; the rest only where it settles something.
    return kind in {AnswerKind.RETURN, AnswerKind.RECUSE} or kind in kinds


REMEMBER: Final = "remember"
"""The field by which a sender asks to have the purpose remembered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One question to the sender."""

    field: str
    title: str
    hint: str = ""
    choices: tuple[Choice, ...] = ()  # empty: a tick


MEND_TITLES: Final = {
    "marking": mark("How is it marked?"),
    "purpose": mark("What is it shared for?"),
    "statement": mark("Is it fact or opinion?"),
    "person": mark("Which person do you mean?"),
    "confirm": mark("The address is right"),
    "separate": mark("Send each of them an email of their own"),
}
"""By the field of the form."""


def _asked(field: str, *, hint: str = "", choices: tuple[Choice, ...] = ()) -> Mend:
    return Mend(field=field, title=MEND_TITLES[field], hint=hint, choices=choices)


def mends(file: CaseFile, kinds: frozenset[AnswerKind]) -> tuple[Mend, ...]:
    asked = [kind for kind in _MENDS if kind in kinds and not MAY_SAY[kind].isdisjoint(file.roles)]
    return tuple(_MEND[kind](file) for kind in asked)


def _marking(_file: CaseFile) -> Mend:
    words = {
        Classification.UNCLASSIFIED: mark("Anybody may read it. It tells nothing about a person."),
        Classification.INTERNAL: mark("For us and our partners."),
        Classification.CONFIDENTIAL: mark("It tells something about a person."),
    }
    choices = tuple(Choice(value=one.word, title=one.word.capitalize(), hint=words[one]) for one in Classification)
    return _asked("marking", choices=choices)


def _purpose(file: CaseFile) -> Mend:
    fitting = _fitting(file)
    choices = (
        Choice(value=name, title=name.replace("-", " ").capitalize(), seldom=bool(fitting) and name not in fitting)
        for name in file.setting.purposes
    )
    return _asked("purpose", choices=tuple(sorted(choices, key=lambda one: (one.seldom, one.value))))


def _fitting(file: CaseFile) -> frozenset[str]:
    """The purposes that an agreement with a reader allows (AGREE-1). Empty: nothing tells any of them apart."""
    found = frozenset(name for facts in file.look.facts for one in in_force(facts) for name in one.purposes)
    return frozenset() if ALL in found else found & file.setting.purposes


def _statement(_file: CaseFile) -> Mend:
    choices = (
        Choice(value="fact", title=mark("Fact"), hint=mark("Things that were seen, said or measured.")),
        Choice(value="opinion", title=mark("Opinion"), hint=mark("What somebody thinks or believes.")),
        Choice(value="both", title=mark("Both")),
    )
    return _asked("statement", choices=choices)


def _person(file: CaseFile) -> Mend:
    people = file.look.directory.registers.people
    choices = tuple(
        Choice(value=one, title=people[one].name if one in people else one, hint=_told_apart(file, one))
        for one in map(PersonId, sorted(file.setting.candidates))
    )
    return _asked("person", choices=choices)


def _told_apart(file: CaseFile, one: PersonId) -> str:
    person = file.look.directory.registers.people.get(one)
    if person is None or person.date_of_birth is None:
        return one
    return mark("{id}, born in {year}", id=one, year=person.date_of_birth.year)


def _confirm(_file: CaseFile) -> Mend:
    return _asked("confirm", hint=mark("I looked at it letter by letter."))


def _separate(_file: CaseFile) -> Mend:
    return _asked("separate", hint=mark("They do not see each other."))


_MEND: Final = {
    AnswerKind.MARKING: _marking,
    AnswerKind.PURPOSE: _purpose,
    AnswerKind.STATEMENT: _statement,
    AnswerKind.PERSON: _person,
    AnswerKind.CONFIRM: _confirm,
    AnswerKind.SEPARATE: _separate,
}


def mended(visit: Visit, file: CaseFile) -> Mapping[AnswerKind, str]:
    said = {kind: visit.said(_MEND[kind](file).field) for kind in _MENDS if not file.unlooked}
    return {kind: "" if kind in _TICKED else value for kind, value in said.items() if value}


def grounds(file: CaseFile) -> tuple[Choice, ...]:
    today = file.setting.today
    return tuple(
        Choice(value=one.id, title=one.title, hint=one.law)
        for one in sorted(file.setting.grounds.values(), key=lambda one: one.title)
        if one.active and (one.effective_from is None or one.effective_from <= today)
    )


def may_question(file: CaseFile) -> bool:
    """Whether this viewer may ask its sender something, who can answer."""
    if file.unlooked or Asked.SENDER in file.roles or MAY_SAY[AnswerKind.QUESTION].isdisjoint(file.roles):
        return False
    return may_be_questioned(file.setting)


def takeovers(file: CaseFile) -> tuple[Choice, ...]:
    """Who may be asked instead of this viewer."""
    if file.unlooked or MAY_SAY[AnswerKind.HAND_OVER].isdisjoint(file.roles):
        return ()
    setting = file.setting
    circle = Circle(
        sender=setting.sender,
        staff=setting.staff,
        named=setting.named | setting.recused,
        today=setting.today,
        postmaster="",
    )
    titles = {DEPUTY: mark("Your deputy"), SAFEGUARDING: mark("The safeguarding lead")}
    found = ((place, takers(file.user, place, circle)) for place in PLACES)
    return tuple(
        Choice(value=place, title=titles[place], hint=either(_name(one, file) for one in to))
        for place, to in found
        if to
    )


def _name(email: str, file: CaseFile) -> str:
    member = file.setting.staff.get(email.lower())
    return email if member is None else member.name


def wrong_rules(file: CaseFile) -> tuple[str, ...]:
    return () if file.unlooked else told_rules(file)


def rule_choices(file: CaseFile) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=rule,
            title=words_for(Reason(rule.partition("/")[2]), language=LATER).sentence,
            hint=rule.partition("/")[0],
        )
        for rule in wrong_rules(file)
    )
