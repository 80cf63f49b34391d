"""What a message says of itself: fact, opinion or both (FACT-1)."""

from gateway.decide.answers import latest
from gateway.decide.facts import Facts
from gateway.decide.people import Told
from gateway.model.decision import AnswerKind
from gateway.model.statement import Statement


def statement_of(facts: Facts) -> Statement | None:
    """As its sender answered, else as its header or first lines say, else as all paragraphs about somebody say.

    None: not said, or not of every paragraph.
    """
    if facts.statement is not None:
        return facts.statement
    answer = latest(facts, AnswerKind.STATEMENT)
    if answer is not None:
        return Statement(answer.value)
    said = {one.statement for one in facts.stated}
    if not said or None in said:
        return None
    return next(iter(said)) if len(said) == 1 else Statement.BOTH


def said_of(facts: Facts, told: Told) -> bool:
    """Whether every paragraph that tells of somebody says what it is."""
    if not facts.stated:
        return False
    mine = [one for one in facts.stated if not set(told.hits).isdisjoint(one.hits)]
    return bool(mine) and all(one.statement is not None for one in mine)
