"""A case, shaped for its page: per recipient why it waits, what it says and what it would say."""

import hashlib
import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gateway.case.file import CaseFile, hidden_cuts
from gateway.console.case.places import file_names, place_words
from gateway.decide.facts import Facts
from gateway.decide.questions import questions
from gateway.decide.reasons import TABLE
from gateway.language import LATER, either, joined, mark
from gateway.look import Look
from gateway.model.decision import AnswerKind, Asked, Decision, Finding, Treatment
from gateway.model.found import FoundHit
from gateway.model.message import Place, TextCut, Unit
from gateway.model.reasons import Reason as Why
from gateway.notices.questions import QUESTIONS, reply_words
from gateway.notices.sentences import words_for
from gateway.read.document_markings import aside

_BODY: Final = frozenset({Place.SUBJECT, Place.TEXT, Place.HTML, Place.FILE_NAME, Place.PREAMBLE, Place.EPILOGUE})
_LONGEST: Final = 20_000  # characters of one part: a page is for people
_ROLES: Final = {
    Asked.SENDER: mark("its sender"),
    Asked.LINE_MANAGER: mark("their line manager"),
    Asked.TEAM_MANAGER: mark("the team manager"),
    Asked.IG_LEAD: mark("the information lead"),
    Asked.SAFEGUARDING_LEAD: mark("the safeguarding lead"),
    Asked.DUTY_MANAGER: mark("the manager on duty"),
}
_OWN_ROLES: Final = {
    Asked.SENDER: mark("you"),
    Asked.LINE_MANAGER: mark("your line manager"),
    Asked.TEAM_MANAGER: mark("your team manager"),
}
# Reasons whose detail says more to people; that of others is a word of the rules, which stands on the page of Trace.
_MORE_SAID: Final = frozenset(
    {
        Why.BULK,
        Why.CLASS_NOT_COVERED,
        Why.LINKED_FILE,
        Why.LOOK_ALIKE_RECIPIENT,
        Why.ONWARD_SHARING,
        Why.PURPOSE_NOT_COVERED,
        Why.UNDER_MARKED,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text: plain, a find, or what would stand in place of one."""

    text: str
    kind: str = ""  # "name", "health" …; empty: plain text
    replaced: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One part of the message that says something."""

    place: str  # "Subject", "Text"
    pieces: tuple[Piece, ...]
    cut_short: bool  # there is more than is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One finding, in words."""

    clause: str
    sentence: str
    remedy: str
    detail: str
    asked: str  # who is asked because of it, in words; empty: nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One of the seven questions, answered."""

    number: int
    text: str
    reply: str
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What is shown for recipients of whom all the same is true."""

    recipients: tuple[str, ...]
    party: str  # name from the register; empty: unknown
    reasons: tuple[Reason, ...]
    withheld: bool  # there is a reason that this viewer is not told
    questions: tuple[Question, ...]  # empty when something is withheld: it would show through
    hidden: tuple[Stretch, ...]  # with details hidden; empty: hiding would not settle it


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase:
    """The page of a case."""

    case: str
    sender: str
    written: tuple[Stretch, ...]
    blocks: tuple[Shown, ...]
    seal: str  # changes with anything that whoever decides is shown: a decision is for what was seen


def shown(file: CaseFile) -> ShownCase:
    """Everything that may be shown of a case that can be looked at."""
    look = file.look
    units, written = _written(look)
    blocks: dict[tuple[object, ...], Shown] = {}
    for facts, decision in zip(look.facts, look.decisions, strict=True):
        cuts = hidden_cuts(file, facts, decision)
        seen = [found for found in decision.findings if file.may_see(found)]
        withheld = len(seen) < len(decision.findings)
        party = facts.recipient.party.name if facts.recipient.party is not None else ""
        one = Shown(
            recipients=(),
            party=party,
            reasons=tuple(dict.fromkeys(_reason(found, party, file.roles) for found in seen if _holds(found))),
            withheld=withheld,
            questions=() if withheld else tuple(_questions(file, facts, decision)),
            hidden=_hidden(units, cuts) if cuts else (),
        )
        key = (one.party, one.reasons, one.withheld, one.questions, one.hidden)
        before = blocks[key].recipients if key in blocks else ()
        blocks[key] = replace(one, recipients=(*before, decision.recipient))
    case = file.message.case
    return ShownCase(
        case=case,
        sender=file.message.envelope.sender,
        written=written,
        blocks=tuple(blocks.values()),
        seal=_seal(file, written, tuple(blocks.values())),
    )


def written_of(look: Look) -> tuple[Stretch, ...]:
    """What a message says, with what was found in it."""
    return _written(look)[1]


def _written(look: Look) -> tuple[list[Unit], tuple[Stretch, ...]]:
    hits: dict[int, list[FoundHit]] = {}
    for hit in look.found.hits:
        hits.setdefault(hit.unit, []).append(hit)
    units = [unit for unit in once(look.reading.units) if says(unit, hits)]
    names = file_names(units)
    return units, tuple(stretch(unit, _marked(unit, hits.get(unit.id, ())), names) for unit in units)


def _hidden(units: Sequence[Unit], cuts: Sequence[TextCut]) -> tuple[Stretch, ...]:
    names = file_names(units, cuts)
    return tuple(stretch(unit, _cut(unit, cuts), names) for unit in units)


def open_answers(file: CaseFile) -> frozenset[AnswerKind]:
    """The kinds of answer that would settle something that this viewer may know of."""
    if file.unlooked:
        return frozenset({AnswerKind.RETURN, AnswerKind.REFUSE})
    return frozenset(
        answer
        for decision in file.look.decisions
        for found in decision.findings
        if file.may_see(found)
        for answer in found.answers
    )


def role_words(role: Asked, *, to_sender: bool = False) -> str:
    """A role as staff say it, about an email of somebody else's or *to_sender* about their own."""
    return _OWN_ROLES.get(role, _ROLES[role]) if to_sender else _ROLES[role]


def _holds(found: Finding) -> bool:
    return found.treatment >= Treatment.HOLD or bool(found.held_for)


def _reason(found: Finding, party: str, roles: Container[Asked]) -> Reason:
    words = words_for(found.reason, party=party, language=LATER)
    own = Asked.SENDER in roles
    asked = [mark("you") if role in roles else role_words(role, to_sender=own) for role in found.held_for]
    return Reason(
        clause=found.clause,
        sentence=words.sentence,
        remedy=words.remedy,
        detail=found.note or (found.detail if _tells_more(found) else ""),
        asked=either(asked),
    )


def _tells_more(found: Finding) -> bool:
    return found.reason in _MORE_SAID and not TABLE[found.reason].sensitive


def _questions(file: CaseFile, facts: Facts, decision: Decision) -> Iterator[Question]:
    policy = file.app.settings.policy.policy
    answered = questions(facts, decision, policy, decision.findings)
    for one, text in zip(answered, QUESTIONS, strict=True):
        reply, evidence = reply_words(one)
        yield Question(number=one.number, text=text, reply=reply, evidence=joined("; ", filter(None, evidence)))


def says(unit: Unit, found: Container[int]) -> bool:
    """Subject, text and what a document's reader sees; of the rest (fields, properties) what has a find in it."""
    if not unit.text.strip():
        return False
    if unit.id in found:
        return True
    if unit.place is Place.DOCUMENT:
        return not aside(unit)
    return unit.place in _BODY


def once(units: Iterable[Unit]) -> Iterator[Unit]:
    """Every unit, a file's name once: most mail programs write it into two headers."""
    named: set[tuple[str, str]] = set()
    for unit in units:
        if unit.place is Place.FILE_NAME:
            if (unit.part, unit.text) in named:
                continue
            named.add((unit.part, unit.text))
        yield unit


def stretch(unit: Unit, pieces: Sequence[Piece], names: Mapping[str, str]) -> Stretch:
    """A part as it is shown, cut short where it is endless; *names* of its files, by part."""
    kept: list[Piece] = []
    left = _LONGEST
    for piece in pieces:
        if left <= 0:
            break
        kept.append(Piece(text=piece.text[:left], kind=piece.kind, replaced=piece.replaced))
        left -= len(piece.text)
    # A signature's empty lines would make a tall box of nothing.
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
        kept[0] = replace(kept[0], text=kept[0].text.lstrip("\r\n"))
    return Stretch(
        place=place_words(unit, names),
        pieces=tuple(one for one in kept if one.text or one.replaced),
        cut_short=left < 0,
    )


def _marked(unit: Unit, hits: Sequence[FoundHit]) -> list[Piece]:
    """The text with its finds; of two that overlap the first stands, the longer before the shorter."""
    spans = sorted(hits, key=lambda hit: (hit.start, -hit.end))
    text = unit.text
    return _pieces(
        text, [(hit.start, hit.end, Piece(text=text[hit.start : hit.end], kind=hit.kind.value)) for hit in spans]
    )


def _cut(unit: Unit, cuts: Sequence[TextCut]) -> list[Piece]:
    spans = sorted((cut for cut in cuts if cut.unit == unit.id), key=lambda cut: cut.start)
    return _pieces(unit.text, [(cut.start, cut.end, Piece(text=cut.replacement, replaced=True)) for cut in spans])


def _pieces(text: str, spans: Sequence[tuple[int, int, Piece]]) -> list[Piece]:
    pieces: list[Piece] = []
    at = 0
    for start, end, instead in spans:
        if start < at:
            continue
        pieces += (Piece(text=text[at:start]), instead)
        at = end
    pieces.append(Piece(text=text[at:]))
    return [piece for piece in pieces if piece.text]


def _seal(file: CaseFile, written: Sequence[Stretch], blocks: Sequence[Shown]) -> str:
    said = json.dumps(
        [file.message.content_hash, file.policy, repr(written), repr(blocks), len(file.message.answers)]
    )
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
