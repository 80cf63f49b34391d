"""A look, drawn for people: what was found, and what was decided for each recipient."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from gateway.cli.output import visible

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from rich.text import Text
    from rich.tree import Tree

    from gateway.decide.facts import Facts
    from gateway.decide.policy import Policy
    from gateway.look import Look
    from gateway.model.decision import Decision, Finding
    from gateway.model.marking import Marking
    from gateway.model.message import Unit

_ONE_LINE = 70  # characters of evidence: a terminal has 100 columns, and the tree its branches


def draw(look: "Look", title: str, policy: "Policy", zone: "ZoneInfo") -> "Tree":
    """Everything that was seen, found text included, and every finding: for whoever holds the message itself."""
    root = new_tree(title)
    for line in trial_lines(look, zone):
        root.add(label(line))
    marked = [
        f"{one.scheme} {'secret' if one.level is None else one.level.word} in {one.where}" for one in _markings(look)
    ]
    root.add(label(f"marked: {'; '.join(marked) or 'nothing'}"))
    _add_people(root, look)
    for unread in look.reading.unread:
        root.add(label(f"could not be read: part {unread.part or 'all'}, {unread.why.value}"))
    for facts, decision in zip(look.facts, look.decisions, strict=True):
        add_recipient(root, facts, decision, policy, lambda _: True)
    for would in look.would:
        root.add(
            label(f"tried out: policy {look.candidate} would have for {would.recipient}: {would.treatment.word}")
        )
    root.add(label(f"policy {look.policy}"))
    return root


def trial_lines(look: "Look", zone: "ZoneInfo") -> "Iterator[str]":
    """What is on trial for the sender at the time of the look."""
    from gateway.notices.trial import in_force_lines

    for facts in look.facts[:1]:
        yield from in_force_lines(facts.modes, facts.at, zone)


def add_recipient(
    root: "Tree", facts: "Facts", decision: "Decision", policy: "Policy", shown: "Callable[[Finding], bool]"
) -> None:
    """One recipient with every finding; those that are not *shown* stand as one plain line."""
    from gateway.decide.recipient import party_type

    party = facts.recipient.party
    who = f"{party_type(facts, policy).value}{f' {party.id}' if party is not None and party.id else ''}"
    branch = root.add(
        label(
            f"{decision.recipient} ({who}): {decision.treatment.word} as {decision.effective.word}, "
            f"{_channel(facts, decision)}"
        )
    )
    seen = [found for found in decision.findings if shown(found)]
    hidden = len(seen) < len(decision.findings)
    if not hidden:
        # What stands behind a sensitive reason would show through the answers.
        _add_questions(branch, facts, decision, policy)
    for found in seen:
        _add_finding(branch, found, party.name if party is not None else "")
    for found in decision.would:
        asked = f" for {', '.join(role.value for role in found.held_for)}" if found.held_for else ""
        branch.add(label(f"tried out: {found.detail} ({found.clause}) would have: {found.treatment.word}{asked}"))
    if hidden:
        branch.add(label("It needs a check before it can go; whoever is asked can see why."))


def _add_questions(branch: "Tree", facts: "Facts", decision: "Decision", policy: "Policy") -> None:
    from gateway.decide.questions import principles, questions
    from gateway.notices.questions import PRINCIPLES, QUESTIONS, reply_words

    for title, texts, answered in (
        ("The seven questions", QUESTIONS, questions(facts, decision, policy, decision.findings)),
        ("The eight Caldicott principles", PRINCIPLES, principles(facts, decision, policy, decision.findings)),
    ):
        under = branch.add(label(title))
        for one, text in zip(answered, texts, strict=True):
            reply, evidence = reply_words(one)
            said = under.add(label(f"{one.number}. {text} {reply}"))
            # Short evidence on one line: a page that can be read at a glance.
            for line in ["; ".join(evidence)] if sum(map(len, evidence)) <= _ONE_LINE else evidence:
                if line:
                    said.add(label(line))


def place_of(unit: "Unit") -> str:
    """Where a unit stands: "subject", "text of part 1", "field Comments", "worksheet of part 2"."""
    from gateway.model.message import Place

    place = unit.place.value.replace("-", " ")
    if unit.place is Place.DOCUMENT:
        place = unit.label
    elif unit.label and unit.place is not Place.SUBJECT:
        place += f" {unit.label}"
    return f"{place} of part {unit.part}" if unit.part else place


def _markings(look: "Look") -> "tuple[Marking, ...]":
    return look.facts[0].markings if look.facts else ()


def _add_people(root: "Tree", look: "Look") -> None:
    units = {unit.id: unit for unit in look.reading.units}
    branch = root.add(label("found:" if look.found.people else "found: nobody"))
    for person in look.found.people:
        who = " or ".join(person.candidates) or "not in the register"
        also = f", {person.relation}" if person.relation else ""
        about = branch.add(label(f"{person.id} ({who}): {person.role.value}{also}"))
        for hit in look.found.hits:
            if hit.about == person.id:
                unit = units[hit.unit]
                text = unit.text[hit.start : hit.end]
                about.add(
                    label(f"{hit.kind.value} ({hit.detector}, {hit.evidence.value}) in {place_of(unit)}: {text}")
                )


def _add_finding(branch: "Tree", found: "Finding", party: str) -> None:
    from gateway.notices.sentences import words_for

    sentence = words_for(found.reason, party=party).sentence
    said = branch.add(label(f"{found.clause} {found.reason.value}: {found.treatment.word}. {sentence}"))
    if found.about:
        said.add(label(f"about {', '.join(found.about)}"))
    if found.would is not None:
        said.add(label(f"would have been: {found.would.word}; lowered by the mode {found.mode}"))
    if found.detail:
        said.add(label(found.detail))
    if found.held_for:
        asked = ", ".join(role.value for role in found.held_for)
        said.add(label(f"asked: {asked}; settled by: {', '.join(one.value for one in found.answers)}"))


def _channel(facts: "Facts", decision: "Decision") -> str:
    from gateway.protect.ladder import ChosenChannel, walk_ladder

    chosen = walk_ladder(decision.protection, facts.channels, decision.channel)
    if isinstance(chosen, ChosenChannel):
        return f"by {chosen.channel.value}"
    return f"no channel meets protection {decision.protection.word}"


def new_tree(title: str) -> "Tree":
    """A tree with a title."""
    from rich.tree import Tree

    return Tree(label(title))


def label(text: str) -> "Text":
    """One line of a tree."""
    from rich.text import Text

    return Text(visible(text))
