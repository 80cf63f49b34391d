"""Names are found as plain tables of every spelling would find them."""

from collections import defaultdict
from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from redaction import People, PersonRow
from redaction.detect.words import lines
from redaction.register.person_keys import forms_of
from tests.redaction.register.builders import registers

Words = tuple[str, ...]
RULES = ("full", "initial", "swapped")
WORDS = (
    "mia", "tom", "thomas", "tommy", "alex", "sandra", "jean", "luc", "ada", "adas", "okafor", "okafors", "smith",
    "van", "der", "berg", "rose", "r", "t", "m", "mcdonald", "oneill", "lee", "zed",
)  # fmt: skip


def spellings(first: str) -> set[str]:
    """A first name, and every form on a line of the list with it."""
    return {first}.union(*(line.split() for line in lines("short_forms") if first in line.split()))


def tables(register: list[PersonRow]) -> dict[str, dict[Words, set[str]]]:
    """Every spelling of everybody's names, by rule."""
    found: dict[str, defaultdict[Words, set[str]]] = {
        rule: defaultdict(set) for rule in ("full", "initial", "swapped")
    }
    for row in register:
        for place, form in enumerate(forms_of(row)):
            whole = [(one, *rest) for first, *rest in form.beginnings() for one in spellings(first)]
            for last in form.last:
                for begin in whole:
                    found["full"][(*begin, *last)].add(row.id)
                    found["swapped"][(*last, *begin)].add(row.id)
                for letters in form.initials():
                    found["initial"][(*letters, *last)].add(row.id)
                    found["swapped"][(*last, *letters)].add(row.id)
            if not form.last and place == 0:
                for begin in whole:
                    found["full"][begin].add(row.id)
    return {rule: dict(table) for rule, table in found.items()}


def expected(words: Words, register: list[PersonRow]) -> Iterator[tuple[int, int, str, tuple[str, ...]]]:
    """First and last word, rule and people: in order first, the longest at each word, then surname first."""
    spelt = tables(register)
    covered: set[int] = set()
    reach = -1
    for at in range(len(words)):
        for end, rule in _longest(words, at, spelt, ("full", "initial")):
            people = _look(spelt[rule], words[at : end + 1])
            if end > reach:
                yield at, end, rule, people
                covered.update(range(at, end + 1))
                reach = end
            break
    for at in range(len(words)):
        for end, _ in _longest(words, at, spelt, ("swapped",)):
            if covered.isdisjoint(range(at, end + 1)):
                yield at, end, "swapped", _look(spelt["swapped"], words[at : end + 1])
                covered.update(range(at, end + 1))
            break


def _longest(
    words: Words, at: int, spelt: dict[str, dict[Words, set[str]]], rules: tuple[str, ...]
) -> Iterator[tuple[int, str]]:
    for end in range(len(words) - 1, at - 1, -1):
        for rule in rules:
            if _look(spelt[rule], words[at : end + 1]):
                yield end, rule


def _look(table: dict[Words, set[str]], words: Words) -> tuple[str, ...]:
    people = table.get(words, set())
    if not people and words[-1].endswith("s") and len(words[-1]) > 3:
        people = table.get((*words[:-1], words[-1][:-1]), set())
    return tuple(sorted(people))


@settings(deadline=None, max_examples=150)
@given(registers, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(tuple))
def test_names_are_found_as_in_tables_of_every_spelling(register: list[PersonRow], words: Words) -> None:
    text = " ".join(word.capitalize() for word in words)
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    rules = {"full-name": "full", "initial": "initial", "swapped": "swapped"}

    hits = People.from_rows(register).lookup(text)
    # Names between that the register does not have make a longer find than any table.
    if not any(hit.how in {"middle-name", "typing-error"} for hit in hits):
        found = {
            (starts.index(hit.start), hit.end, rules[hit.how], tuple(sorted(hit.persons)))
            for hit in hits
            if hit.how in rules
        }
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        wanted = {(at, ends[end], rule, people) for at, end, rule, people in expected(words, register)}
        assert found == wanted
