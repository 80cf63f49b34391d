"""Earlier cases like one that waits: the same partner, purpose and reasons; how they were decided, and by whom.

So that the same is decided alike. Nobody's name stands there, and nothing of a case that is about whoever looks or
their household (SAFE-2), of another team, or for a reason that they are not told here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from gateway.case.file import CaseFile
from gateway.case.never_asked import named_emails
from gateway.console.case.shown import role_words
from gateway.console.queue import name_of
from gateway.language import mark
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.lifecycle import RecipientState
from gateway.model.outcome import RecordKind
from gateway.model.parties import PartyId, PersonId
from gateway.model.reasons import Reason
from gateway.notices.sentences import words_for
from gateway.record.reading import Entry, Search, entries, found
from gateway.settle.disclosures import purposes_of

_MOST: Final = 5
_LOOKED_AT: Final = 300  # answers, the newest first: a page is not to wait for a year of them
_DECIDED: Final = {
    AnswerKind.HIDE.value: mark("Sent with details hidden"),
    AnswerKind.RELEASE.value: mark("Let go"),
    AnswerKind.RETURN.value: mark("Sent back"),
    AnswerKind.REFUSE.value: mark("Refused"),
}
# Who sees what was decided in other teams too.
_ALL_TEAMS: Final = frozenset({Asked.IG_LEAD, Asked.SAFEGUARDING_LEAD})


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What makes another case like this one."""

    parties: frozenset[str]  # register ids
    purposes: frozenset[str]
    reasons: frozenset[str]  # of those that whoever looks is told
    teams: frozenset[str] | None  # of senders; None: all


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeCase:
    """An earlier case, for the page."""

    at: datetime  # when it was decided
    party: str  # name
    decided: str  # in words
    ground: str  # title of the law; empty: none was named
    by: str  # name
    role: str  # in words
    reasons: tuple[str, ...]  # sentences


def like_cases(file: CaseFile) -> tuple[LikeCase, ...]:
    """The newest few. Not for who is there as its sender alone.

    Raises:
        TemporaryFailure: the database cannot be asked now.
    """
    if file.unlooked or set(file.roles) == {Asked.SENDER}:
        return ()
    wanted = likeness(file)
    made: list[LikeCase] = []
    seen = {file.message.case}
    for answered in found(file.app.database, Search(kind=RecordKind.ANSWERED.value), before=None, limit=_LOOKED_AT):
        if answered.case is None or answered.case in seen or answered.facts.get("answer") not in _DECIDED:
            continue
        seen.add(answered.case)
        decided = entries(file.app.database, case=answered.case, kinds=[RecordKind.DECIDED])
        held = next(
            (one for one in reversed(decided) if one.seq < answered.seq and is_like(one, wanted)),
            None,
        )
        if held is not None and not _is_about(file, decided):
            made.append(_shown(file, wanted, answered, held))
            if len(made) == _MOST:
                break
    return tuple(made)


def likeness(file: CaseFile) -> Likeness:
    """Of the case that waits."""
    policy = file.app.settings.policy.policy
    look = file.look
    teams = {facts.sender.staff.team for facts in look.facts if facts.sender.staff is not None}
    return Likeness(
        parties=frozenset(facts.recipient.party.id for facts in look.facts if facts.recipient.party is not None),
        purposes=frozenset(one for facts in look.facts for one in purposes_of(facts, policy)),
        reasons=frozenset(
            one.reason.value
            for decision in look.decisions
            for one in decision.findings
            if one.treatment is Treatment.HOLD and file.may_see(one)
        ),
        teams=None if _ALL_TEAMS.intersection(file.roles) else frozenset(teams),
    )


def is_like(decided: Entry, wanted: Likeness) -> bool:
    """Whether a decision to hold was for the same partner, purpose and one of the same reasons."""
    facts = decided.facts
    purposes = frozenset(_words(facts.get("purposes")))
    return (
        facts.get("state") == RecipientState.HELD.value
        and facts.get("party") in wanted.parties
        and (not purposes.isdisjoint(wanted.purposes) or purposes == wanted.purposes)
        and not wanted.reasons.isdisjoint(_words(facts.get("reasons")))
        and (wanted.teams is None or facts.get("team") in wanted.teams)
    )


def _is_about(file: CaseFile, decided: Collection[Entry]) -> bool:
    people = {PersonId(one) for entry in decided for one in _words(entry.facts.get("people"))}
    return file.user.lower() in named_emails(people, file.look.directory)


def _shown(file: CaseFile, wanted: Likeness, answered: Entry, held: Entry) -> LikeCase:
    registers = file.look.directory.registers
    party = registers.parties.get(PartyId(str(held.facts.get("party"))))
    ground = registers.grounds.get(str(answered.facts.get("ground")))
    name = "" if party is None else party.name
    alike = [one for one in _words(held.facts.get("reasons")) if one in wanted.reasons]
    return LikeCase(
        at=answered.at,
        party=name,
        decided=_DECIDED[str(answered.facts["answer"])],
        ground="" if ground is None else ground.title,
        by=name_of(answered.by, file.setting.staff),
        role=role_words(Asked(str(answered.facts["role"]))),
        reasons=tuple(words_for(Reason(one), party=name).sentence for one in alike),
    )


def _words(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()
