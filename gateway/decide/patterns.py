"""Words and `*` laid beside a text, in time that grows with the text alone.

No regular expressions: one that a policy's author writes may take hours on a line that somebody else writes. A
pattern is words, in which `*` stands for anything; case, accents, spaces and unseen characters make no difference.
"""

from typing import Final

from redaction.normal import fold

MAX_LENGTH: Final = 200  # characters of a pattern
MAX_STARS: Final = 8


def fault_in(pattern: str) -> str:
    """What is wrong with a pattern, in words. Empty: nothing."""
    if len(pattern) > MAX_LENGTH:
        return f"a pattern has at most {MAX_LENGTH} characters"
    if pattern.count("*") > MAX_STARS:
        return f"a pattern has at most {MAX_STARS} of *"
    if not any(character.isalnum() for character in pattern):
        return "a pattern has at least one letter or digit"
    return ""


def stands_in(pattern: str, text: str) -> bool:
    """Whether the pattern stands anywhere in the text, as whole words where it has no `*` at that end.

    That it is looked for anywhere is on purpose: a word more before or after it never keeps a rule from applying.
    """
    pieces = [_folded(piece) for piece in pattern.split("*")]
    within = _folded(text)
    at = _first(pieces[0], within, begins=True, ends=len(pieces) == 1)
    for number, piece in enumerate(pieces[1:], start=2):
        if at < 0:
            return False
        at = _first(piece, within, at, ends=number == len(pieces))
    return at >= 0


def is_address(pattern: str, address: str) -> bool:
    """Whether the whole address fits the pattern: `*@school.example`. A tag (`jo+news@`) may stand in the address."""
    local, at, domain = address.lower().rpartition("@")
    plain = local.partition("+")[0] + at + domain
    return any(_whole(pattern.lower().split("*"), one) for one in (address.lower(), plain))


def _folded(text: str) -> str:
    return " ".join(fold(text).text.casefold().split())


def _first(piece: str, text: str, start: int = 0, *, begins: bool = False, ends: bool = False) -> int:
    """Where the piece ends that is met first from *start* on. -1: nowhere. An empty piece is met where one stands."""
    if not piece:
        return start
    at = text.find(piece, start)
    while at >= 0:
        end = at + len(piece)
        if not (begins and _joined(text, at)) and not (ends and _joined(text, end)):
            return end
        at = text.find(piece, at + 1)
    return -1


def _joined(text: str, at: int) -> bool:
    """Whether a word runs on over this place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _whole(pieces: list[str], text: str) -> bool:
    if len(pieces) == 1:
        return pieces[0] == text
    first, *between, last = pieces
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for piece in between:
        at = text.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True
