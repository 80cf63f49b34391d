"""A look as a tree of lines: what was found, and what was decided for each recipient and why.

The command line draws it, and so does the console. With a veil it is for whoever runs the service: what was found
stands there by its kind, never as it was written, and nobody is told by name or register id (docs/console.md).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.questions import principles, questions
from gateway.decide.reasons import TABLE
from gateway.decide.recipient import party_type
from gateway.look import Look
from gateway.model.decision import Decision, Finding
from gateway.model.message import Place, Unit
from gateway.model.reasons import Reason
from gateway.notices.questions import PRINCIPLES, QUESTIONS, reply_words
from gateway.notices.sentences import words_for
from gateway.notices.trial import in_force_lines
from gateway.past.stored_sheet import PastLook, PastPerson
from gateway.protect.ladder import ChosenChannel, walk_ladder

_ONE_LINE = 70  # characters of evidence: a terminal has 100 columns, and the tree its branches
NEEDS_A_CHECK = "It needs a check before it can go; whoever is asked can see why."


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """One line, and what stands under it."""

    text: str
    under: tuple["Branch", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Veil:
    """What is kept from whoever reads."""

    shown: Callable[[Finding], bool] = lambda _: True
    masked: bool = False
    names: Mapping[str, str] = field(default_factory=dict)  # masked: person's id → "Person 1"

    def name(self, identity: str) -> str:
        """A person, as this reader may know them."""
        return self.names.get(identity, "somebody") if self.masked else identity


OPEN = Veil()


def masked_for(people: Sequence[str]) -> Veil:
    """The veil for whoever runs the service; *people*: ids of those found, in their order."""
    return Veil(
        shown=lambda found: not TABLE[found.reason].sensitive,
        masked=True,
        names={identity: f"Person {number}" for number, identity in enumerate(people, start=1)},
    )


def draw(look: Look, title: str, policy: Policy, zone: ZoneInfo, *, masked: bool = False) -> Branch:
    """Everything that was seen and every finding; not *masked*: for whoever holds the message itself."""
    veil = masked_for([person.id for person in look.found.people]) if masked else OPEN
    return Branch(
        text=title,
        under=(
            *map(_line, trial_lines(look, zone)),
            Branch(text=f"marked: {_markings(look, veil)}"),
            _people(look, veil),
            *(_unread(one.part, one.why.value) for one in look.reading.unread),
            *(
                recipient_branch(facts, decision, policy, veil)
                for facts, decision in zip(look.facts, look.decisions, strict=True)
            ),
            *(
                Branch(
                    text=f"tried out: policy {look.candidate} would have for {one.recipient}: {one.treatment.word}"
                )
                for one in look.would
            ),
            Branch(text=f"policy {look.policy}"),
        ),
    )


def draw_past(past: PastLook, title: str, version: str, policy: Policy, *, masked: bool) -> Branch:
    """The same out of a stored sheet, which holds no word of the message.

    Args:
        version: of the policy that it was decided under.
        policy: that policy.
    """
    veil = masked_for([one.known_as for one in past.people]) if masked else OPEN
    return Branch(
        text=title,
        under=(
            Branch(
                text="found:" if past.people else "found: nobody",
                under=tuple(_past_person(one, veil) for one in past.people),
            ),
            *(_unread(part, why) for part, why in past.unreadable),
            *(
                _past_recipient(one.facts, one.treatment.word, one.findings, veil)
                if one.decision is None
                else recipient_branch(one.facts, one.decision, policy, veil)
                for one in past.recipients
            ),
            Branch(text=f"policy {version}"),
        ),
    )


def trial_lines(look: Look, zone: ZoneInfo) -> Iterator[str]:
    """What is on trial for the sender at the time of the look."""
    for facts in look.facts[:1]:
        yield from in_force_lines(facts.modes, facts.at, zone)


def recipient_branch(facts: Facts, decision: Decision, policy: Policy, veil: Veil = OPEN) -> Branch:
    """One recipient with every finding; those that are not shown stand as one plain line."""
    party = facts.recipient.party
    who = f"{party_type(facts, policy).value}{f' {party.id}' if party is not None and party.id else ''}"
    seen = [found for found in decision.findings if veil.shown(found)]
    hidden = len(seen) < len(decision.findings)
    under: list[Branch] = []
    if not hidden:
        # What stands behind a sensitive reason would show through the answers.
        under += _questions(facts, decision, policy, veil)
    under += (_finding(found, party.name if party is not None else "", veil) for found in seen)
    for found in decision.would:
        asked = f" for {', '.join(role.value for role in found.held_for)}" if found.held_for else ""
        under.append(
            Branch(text=f"tried out: {found.detail} ({found.clause}) would have: {found.treatment.word}{asked}")
        )
    if hidden:
        under.append(Branch(text=NEEDS_A_CHECK))
    return Branch(
        text=(
            f"{decision.recipient} ({who}): {decision.treatment.word} as {decision.effective.word}, "
            f"{_channel(facts, decision)}"
        ),
        under=tuple(under),
    )


def place_of(unit: Unit) -> str:
    """Where a unit stands: "subject", "text of part 1", "field Comments", "worksheet of part 2"."""
    place = unit.place.value.replace("-", " ")
    if unit.place is Place.DOCUMENT:
        place = unit.label
    elif unit.label and unit.place is not Place.SUBJECT:
        place += f" {unit.label}"
    return f"{place} of part {unit.part}" if unit.part else place


def _line(text: str) -> Branch:
    return Branch(text=text)


def _unread(part: str, why: str) -> Branch:
    return Branch(text=f"could not be read: part {part or 'all'}, {why}")


def _markings(look: Look, veil: Veil) -> str:
    found = look.facts[0].markings if look.facts else ()
    levels = [(one.scheme, "secret" if one.level is None else one.level.word, one.where) for one in found]
    # Where a marking stands may be a file's name, and those name people.
    said = [f"{scheme} {level}{'' if veil.masked else f' in {where}'}" for scheme, level, where in levels]
    return "; ".join(said) or "nothing"


def _people(look: Look, veil: Veil) -> Branch:
    units = {unit.id: unit for unit in look.reading.units}
    people: list[Branch] = []
    for person in look.found.people:
        hits = tuple(
            Branch(
                text=f"{hit.kind.value} ({hit.detector}, {hit.evidence.value})"
                + (
                    ""
                    if veil.masked
                    else f" in {place_of(units[hit.unit])}: {units[hit.unit].text[hit.start : hit.end]}"
                )
            )
            for hit in look.found.hits
            if hit.about == person.id
        )
        if veil.masked:
            people.append(Branch(text=f"{veil.name(person.id)}: {person.role.value}", under=hits))
            continue
        who = " or ".join(person.candidates) or "not in the register"
        also = f", {person.relation}" if person.relation else ""
        people.append(Branch(text=f"{person.id} ({who}): {person.role.value}{also}", under=hits))
    return Branch(text="found:" if people else "found: nobody", under=tuple(people))


def _past_person(one: PastPerson, veil: Veil) -> Branch:
    who = veil.name(one.known_as) if veil.masked else one.known_as
    kinds = ", ".join(one.kinds) or "nothing of their own"
    return Branch(text=f"{who}: {one.role}; {kinds} ({', '.join(one.evidence)})")


def _past_recipient(facts: Facts, treatment: str, findings: Sequence[Finding], veil: Veil) -> Branch:
    """Of a sheet of the first version, which does not hold the whole decision."""
    party = facts.recipient.party
    seen = [found for found in findings if veil.shown(found)]
    under = [_finding(found, party.name if party is not None else "", veil) for found in seen]
    if len(seen) < len(findings):
        under.append(Branch(text=NEEDS_A_CHECK))
    return Branch(text=f"{facts.recipient.address}: {treatment}", under=tuple(under))


def _questions(facts: Facts, decision: Decision, policy: Policy, veil: Veil) -> Iterator[Branch]:
    for title, texts, answered in (
        ("The seven questions", QUESTIONS, questions(facts, decision, policy, decision.findings)),
        ("The eight Caldicott principles", PRINCIPLES, principles(facts, decision, policy, decision.findings)),
    ):
        said: list[Branch] = []
        for one, text in zip(answered, texts, strict=True):
            reply, evidence = reply_words(one)
            # Short evidence on one line: a page that can be read at a glance.
            lines = ["; ".join(evidence)] if sum(map(len, evidence)) <= _ONE_LINE else list(evidence)
            under = () if veil.masked else tuple(Branch(text=line) for line in lines if line)
            said.append(Branch(text=f"{one.number}. {text} {reply}", under=under))
        yield Branch(text=title, under=tuple(said))


def _finding(found: Finding, party: str, veil: Veil) -> Branch:
    sentence = words_for(found.reason, party=party).sentence
    under: list[Branch] = []
    if found.about:
        under.append(Branch(text=f"about {', '.join(dict.fromkeys(map(veil.name, found.about)))}"))
    if found.would is not None:
        under.append(Branch(text=f"would have been: {found.would.word}; lowered by the mode {found.mode}"))
    # The name of a rule of one's own; any other detail may name somebody.
    if found.detail and (not veil.masked or found.reason is Reason.CUSTOM_RULE):
        under.append(Branch(text=found.detail))
    if found.held_for:
        asked = ", ".join(role.value for role in found.held_for)
        under.append(Branch(text=f"asked: {asked}; settled by: {', '.join(one.value for one in found.answers)}"))
    return Branch(text=f"{found.clause} {found.reason.value}: {found.treatment.word}. {sentence}", under=tuple(under))


def _channel(facts: Facts, decision: Decision) -> str:
    chosen = walk_ladder(decision.protection, facts.channels, decision.channel)
    if isinstance(chosen, ChosenChannel):
        return f"by {chosen.channel.value}"
    return f"no channel meets protection {decision.protection.word}"
