"""Why a notice came: each reason once in words, with the parties it is about, as its reader may know it. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from gateway.decide.reasons import TABLE
from gateway.language import Language, all_of, mark
from gateway.model.decision import Asked, Finding, Treatment
from gateway.model.outcome import HoldEntry
from gateway.model.reasons import Reason
from gateway.notices.compose import NoticeKind, Why
from gateway.notices.places import RecipientNews, party_name
from gateway.notices.sentences import words_for

_NEEDS_A_CHECK: Final = Why(
    clause="",
    sentence=mark("It needs a check before it can go."),
    remedy=mark("Whoever is asked can see why. You do not need to do anything now."),
)
# Sentences in which the party does something: it is one of them.
_OF_ONE: Final = frozenset({Reason.ASSURANCE_OVERDUE, Reason.ALREADY_THEIRS, Reason.OTHER_CHANNEL})
_OF_WHAT_WENT: Final = frozenset(
    {NoticeKind.HIDDEN, NoticeKind.RAISED, NoticeKind.RELEASED, NoticeKind.PIECES_LEFT_OUT}
)
_SHOWN: Final[dict[NoticeKind, frozenset[Treatment]]] = {
    NoticeKind.HELD: frozenset({Treatment.HOLD}),
    NoticeKind.NEEDS_DECISION: frozenset({Treatment.HOLD}),
    NoticeKind.HIDDEN: frozenset({Treatment.REDACT, Treatment.ANONYMISE}),
    NoticeKind.REFUSED: frozenset({Treatment.REFUSE}),
    NoticeKind.RETURNED: frozenset({Treatment.REFUSE}),
}


def reasons_of(
    kind: NoticeKind, about: Sequence[RecipientNews], hold: HoldEntry | None
) -> Iterable[tuple[Reason, str]]:
    """Those that a notice of this kind tells, each with the name of the party it is about."""
    if not about and hold is not None:
        yield from ((reason, "") for reason in hold.reasons)
    yield from ((found.reason, party_name(one)) for one, found in _findings(kind, about))


def _findings(kind: NoticeKind, about: Sequence[RecipientNews]) -> Iterator[tuple[RecipientNews, Finding]]:
    for one in about:
        yield from ((one, found) for found in one.decision.findings if _is_shown(kind, found))


def own_first(about: Sequence[RecipientNews], roles: set[Asked], language: Language) -> list[Why]:
    """What its reader decides about, then what others are asked: how to mend that is not for this reader."""
    own, others = list[tuple[Reason, str]](), list[tuple[Reason, str]]()
    for one, found in _findings(NoticeKind.NEEDS_DECISION, about):
        asks_them = not found.held_for or not roles.isdisjoint(found.held_for)
        (own if asks_them else others).append((found.reason, party_name(one)))
    said, remedy = whys(own, language), language.say("Somebody else is asked about this.")
    sentences = {why.sentence for why in said}
    return [*said, *(replace(why, remedy=remedy) for why in whys(others, language) if why.sentence not in sentences)]


def _is_shown(kind: NoticeKind, found: Finding) -> bool:
    if found.reason is Reason.PIECES_LEFT_OUT:
        return kind in _OF_WHAT_WENT
    if kind is NoticeKind.RAISED:
        return found.reason is Reason.RAISED
    if kind is NoticeKind.ASKED_AFTERWARDS:
        return bool(found.afterwards)
    return found.treatment in _SHOWN.get(kind, frozenset())


def whys(reasons: Iterable[tuple[Reason, str]], language: Language) -> list[Why]:
    """Reasons in words, each with the name of the party it is about; what is sensitive only as a need for a check."""
    # What a sensitive reason says about a person shows on lock screens: it stands with the case only.
    said = (
        _needs_a_check(language) if TABLE[reason].sensitive else _why(reason, party, language)
        for reason, party in _with_parties(reasons, language)
    )
    return list(dict.fromkeys(said))


def _with_parties(reasons: Iterable[tuple[Reason, str]], language: Language) -> Iterator[tuple[Reason, str]]:
    """Each reason once with all the parties that it is about; where nobody knows who it is, by itself."""
    parties: dict[Reason, dict[str, None]] = {}
    for reason, party in reasons:
        parties.setdefault(reason, {})[party] = None
    for reason, names in parties.items():
        named = tuple(filter(None, names))
        if named and reason not in _OF_ONE:
            named = (str(language.said(all_of(named))),)
        yield from ((reason, one) for one in named)
        if "" in names:
            yield reason, ""


def _needs_a_check(language: Language) -> Why:
    needs = _NEEDS_A_CHECK
    return Why(clause=needs.clause, sentence=language.say(needs.sentence), remedy=language.say(needs.remedy))


def _why(reason: Reason, party: str, language: Language) -> Why:
    words = words_for(reason, party=party, language=language)
    return Why(clause=TABLE[reason].clauses[0], sentence=words.sentence, remedy=words.remedy)
