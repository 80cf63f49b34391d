"""What stands around a replaced or removed value reads as if it had been written so."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.grammar import Change, readable


def changes_of(marked: str, replacement: str) -> tuple[str, list[Change]]:
    """The text without its braces, and one change for each pair of them."""
    changes: list[Change] = []
    parts = marked.split("{")
    text = parts[0]
    for part in parts[1:]:
        value, _, rest = part.partition("}")
        changes.append(Change(len(text), len(text) + len(value), replacement))
        text += value + rest
    return text, changes


def applied(text: str, changes: list[Change]) -> str:
    made, at = "", 0
    for change in changes:
        made += text[at : change.start] + change.replacement
        at = change.end
    return made + text[at:]


def changed(marked: str, replacement: str) -> str:
    text, changes = changes_of(marked, replacement)
    return applied(text, readable(text, changes))


@pytest.mark.parametrize(
    ("marked", "removed"),
    [
        ("Dear {Mia},\nhello", "Dear,\nhello"),
        ("{Mia}, please come.", "Please come."),
        ("{Mia} please come.", "Please come."),
        ("We saw {Mia} today.", "We saw today."),
        ("We saw {Mia}.", "We saw."),
        ("We saw ({Mia}) today.", "We saw today."),
        ("the '{Mia}' case", "the case"),
        ("the “{Mia}” case", "the case"),
        ("I met Tom, {Mia}.", "I met Tom."),
        ("I met Tom, {Mia}, Ben.", "I met Tom, Ben."),
        ("I met {Tom}, {Mia} and {Grace}.", "I met."),
        ("I met {Tom}\n{Mia}\n", "I met\n\n"),
        ("Call {Mia}'s mum", "Call mum"),
        ("{Mia}’s mum rang.", "Mum rang."),
        ("Call the {Okafors}' mum", "Call the mum"),
        ("Tel: {07700}\nNext", "Tel:\nNext"),
        ("  {Mia} left", "  Left"),
        ("> {Mia} left", "> left"),
        # The columns of a list stay.
        ("{Mia},{07700},W6\n{Tom},,W6\n", ",,W6\n,,W6\n"),
        ("a\t{Mia}\tb", "a\tb"),
        ("{Mia}", ""),
        ("He is here. {Mia} is too", "He is here. Is too"),
        ("{9-year-old} boys", "Boys"),
        ("ask. {mia} is too", "ask. is too"),
        ("x{Mia}y", "xy"),
    ],
)
def test_taken_out(marked: str, removed: str) -> None:
    assert changed(marked, "") == removed


@pytest.mark.parametrize(
    ("marked", "label", "expected"),
    [
        ("a {9-year-old} boy", "[age]", "an [age] boy"),
        ("an {Okafor} child", "[Child A]", "a [Child A] child"),
        ("A {9-year-old} boy", "[age]", "An [age] boy"),
        ("Hepatitis A {Mia}", "[address]", "Hepatitis A [address]"),
        ("a {999} number", "[NHS number]", "an [NHS number] number"),
        ("an {A1} number", "[UPN]", "a [UPN] number"),
        ("vitamin-a {999}", "[age]", "vitamin-a [age]"),
        ("a {W6 0HP} home", "W6", "a W6 home"),
        ("{Mia}'s mum", "[Child A]", "[Child A]'s mum"),
        ("{07700} is new. {07701} too", "[phone]", "[Phone] is new. [Phone] too"),
        ("Call. {07700}", "[phone]", "Call. [phone]"),
        ("Tel:\n{07700}\nNext", "[phone]", "Tel:\n[phone]\nNext"),
        # A line that a mail program broke begins no sentence.
        ("Her number\n{07700} is new", "[phone]", "Her number\n[phone] is new"),
        ("Ask.\n\n{07700} is new", "[phone]", "Ask.\n\n[Phone] is new"),
    ],
)
def test_replaced(marked: str, label: str, expected: str) -> None:
    assert changed(marked, label) == expected


@given(
    st.text(alphabet="ab A,.;'’()\n\t", max_size=40),
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(1, 6), st.sampled_from(["", "[age]", "[Child A]"])), max_size=5
    ),
)
def test_changes_stay_disjoint_and_the_asked_ones_are_among_them(text: str, rows: list[tuple[int, int, str]]) -> None:
    changes: list[Change] = []
    for start, length, replacement in sorted(rows):
        if start + length <= len(text) and (not changes or changes[-1].end <= start):
            changes.append(Change(start, start + length, replacement))

    made = readable(text, changes)

    assert all(one.end <= other.start for one, other in pairwise(made))
    spans = {(change.start, change.end) for change in made}
    assert spans.issuperset((change.start, change.end) for change in changes)
    # What else goes is joints: blanks, marks, articles, "and", a letter's case, the s of a possessive.
    for change in made:
        if not any(one.start == change.start and one.end == change.end for one in changes):
            left = "".join(filter(str.isalpha, text[change.start : change.end])).lower()
            assert left in {"", "s", "a", "an", "and", "or"} or len(left) == 1
