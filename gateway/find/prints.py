"""Keyed fingerprints of text, pure: they tell that two texts are the same or alike, and nothing of what they say.

Two questions, two answers (docs/choices/fingerprints.md). Whether a paragraph is *the same* as one that went before
loosens, so every word must be the same, in order. Whether a text is *like* a document that is kept from somebody
tightens, so a sentence that was quoted, wrapped anew or retyped with small edits must still be known.
"""

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from gateway.registers.phrases import stemmed

SHORTEST: Final = 8  # words of a paragraph that can be told from what everybody writes
RUN: Final = 3  # telling words that are printed together
WINDOW: Final = 12  # neighbouring runs that are looked at together
ALIKE: Final = 4  # of them that must be known; one sentence with six telling words has as many

_SAME: Final = b"same 1\0"
_LIKE: Final = b"like 1\0"
_SAME_BYTES: Final = 16
_LIKE_BYTES: Final = 8
# Words without which no sentence is written: left out, for they are what changes when a text is retyped.
_COMMON_WORDS: Final = """
    a about after all also an and any are as at be been before but by can could do for from had has have he her him
    his how i if in into is it its just me more my no not now of on one or our out said she so some than that the
    their them then there these they this to up us was we were what when where which who will with would you your
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
# What everybody writes at the end of a letter is no sign of any document.
_STOCK: Final = (
    "please do not hesitate to contact me if you have any questions",
    "please do not hesitate to get in touch if you have any questions or concerns",
    "if you have any questions please do not hesitate to contact me",
    "please let me know if you have any questions",
    "please let me know if you need any further information",
    "i look forward to hearing from you",
    "thank you for your email i hope you are well",
    "i hope this email finds you well",
    "please find attached the minutes of our meeting",
    "thank you for taking the time to meet with us",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintKey:
    """The key without which a print can neither be made nor guessed at."""

    key: bytes = field(repr=False)  # 32 bytes, for this purpose alone

    def same(self, party: str, words: Sequence[str]) -> bytes:
        """The print of a whole paragraph for one party, 16 bytes: another party's of the same words is another."""
        text = f"{party}\0{' '.join(words)}".encode()
        return hmac.digest(self.key, _SAME + text, "sha256")[:_SAME_BYTES]

    def runs(self, words: Sequence[str]) -> tuple[bytes | None, ...]:
        """The print of each run of telling words, 8 bytes, in order; None: what everybody writes."""
        return tuple(None if run in _STOCK_RUNS else self._run(run) for run in _runs_of(words))

    def document(self, texts: Sequence[Sequence[str]]) -> frozenset[bytes]:
        """Every print of a document, given as the words of its texts."""
        return frozenset(one for words in texts for one in self.runs(words) if one is not None)

    def _run(self, run: Sequence[str]) -> bytes:
        return hmac.digest(self.key, _LIKE + " ".join(run).encode(), "sha256")[:_LIKE_BYTES]


def alike(known: Sequence[bool]) -> bool:
    """Whether a text whose runs are *known*, in order, holds something of a document.

    A whole document that is quoted within a long mail is met by any of its sentences; so is one sentence.
    """
    within = 0
    for at, one in enumerate(known):
        within += one
        if at >= WINDOW:
            within -= known[at - WINDOW]
        if within >= ALIKE:
            return True
    return False


def _runs_of(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Runs of the words that tell something, by their stems: "nailed over your window", "nails over the windows"."""
    telling = stemmed(" ".join(word for word in words if word not in _COMMON)).split()
    yield from (tuple(telling[at : at + RUN]) for at in range(len(telling) - RUN + 1))


_STOCK_RUNS: Final = frozenset(run for phrase in _STOCK for run in _runs_of(phrase.split()))
