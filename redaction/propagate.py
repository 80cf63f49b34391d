"""Once a full name is known, finds where a part of it stands for the same person."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from redaction.detect.words import short_forms, word_list
from redaction.hit import Detector, Evidence, Hit
from redaction.normal import Folded, fold
from redaction.people.names import NameParts, looks_like_name, mentions_of, name_words, parts_of
from redaction.spans import Cover
from redaction.tokens import Prepared, stands, tokens

# Where an expression looks back after its first characters, it is tried at those alone.
# "A.K.", and without dots ("LP has attended"), which counts where it is no short form of the trade.
_INITIALS: Final = re.compile(
    r"[A-Z](?:(?<![\w.][A-Z])\.[ ]?[A-Z](?:\.|(?=[ ,;:)\r\n]|\Z))(?!\w)"
    r"|(?<![\w.&/-][A-Z])(?P<bare>[A-Z])(?![\w&/-]))"
)
_DOTTED: Final = re.compile(r"\.(?<=[A-Z]\.)[ ]?[A-Z](?:[. ,;:)\r\n]|\Z)")
_LETTER_AFTER: Final = re.compile(r"[ ][B-HJ-Z](?![\w']|\.\w)")
_LETTER_BEFORE: Final = re.compile(r"(?<![\w.'])(?:[A-Z]\.?[ ]|[A-Z]\.){1,2}\Z")
_SHORT_FORMS: Final = word_list("short_words")


def propagate(texts: Sequence[str], hits: Sequence[Sequence[Hit]]) -> list[list[Hit]]:
    """Find parts of the names already found, over all units of one message.

    Args:
        texts: The units' texts, in any form.
        hits: What was found in each; only names count.

    Returns:
        For each text the further hits alone: first name, surname, those between, initials. They have
        ``how`` = ``part`` and the evidence of the name that gave them, and never lie inside a
        hit already there.
    """
    known: dict[str, Evidence] = {}
    between: dict[str, Evidence] = {}
    initials: dict[str, Evidence] = {}
    for text, found in zip(texts, hits, strict=True):
        for hit in found:
            value = text[hit.start : hit.end]
            parts = parts_of(value) if hit.detector is Detector.NAME else None
            if parts is not None:
                _learn(parts, hit.evidence, known, initials)
                # Who searches the result looks for those between first name and surname too; of two words none is.
                if not value.replace(" ", "", 1).isalpha() and looks_like_name(value):
                    between |= {word: hit.evidence for word in name_words(value) if word not in between}
    if not known:
        return [[] for _ in texts]
    middle = frozenset(between.keys() - known.keys())
    known = between | known
    return [_parts_in(text, found, known, middle, initials) for text, found in zip(texts, hits, strict=True)]


def _may_hold(text: str, initials: Iterable[str]) -> bool:
    """Whether initials may stand in a folded text: with dots any, without them those known."""
    return _DOTTED.search(text) is not None or stands(text, frozenset(initials))


def _with_initial(text: str, start: int, end: int) -> tuple[int, int]:
    """*Gary W* and *S Hargreaves*, once the name is known: the single letter belongs to it."""
    after = _LETTER_AFTER.match(text, end)
    before = _LETTER_BEFORE.search(text, max(0, start - 6), start) if text[start - 1 : start] == " " else None
    if before is not None and before.group().strip(" .") in {"A", "I"}:
        before = None
    return start if before is None else before.start(), end if after is None else after.end()


def _learn(parts: NameParts, evidence: Evidence, known: dict[str, Evidence], initials: dict[str, Evidence]) -> None:
    called = [form for word in parts.first for form in sorted(short_forms(word))]
    for word in (*parts.words, *called):
        if len(word) > 1:
            known.setdefault(word, evidence)
    if parts.first and parts.last:
        initials.setdefault(parts.first[0][0] + parts.last[0][0], evidence)


def _parts_in(
    text: str,
    found: Sequence[Hit],
    known: dict[str, Evidence],
    middle: frozenset[str],
    initials: dict[str, Evidence],
) -> list[Hit]:
    # What was prepared is folded, and of ASCII folding makes nothing else.
    folded = Folded(text) if isinstance(text, Prepared) and text.isascii() else fold(text)
    inside = Cover((hit.start, hit.end) for hit in found if hit.detector is Detector.NAME)
    words = tokens(folded.text)
    spans: list[tuple[int, int, Evidence]] = []
    for at in mentions_of(folded.text, words, frozenset(known)):
        word = words[at].word
        start, end, evidence = words[at].start, words[at].end, known[word if word in known else word[:-1]]
        before = words[at - 1].word if at else ""
        if spans and folded.text[spans[-1][1] : start] == " " and (before in middle or word in middle):
            start, evidence = spans.pop()[0], known.get(before, evidence)  # *Ann Okafor* of Grace Ann Okafor is one
        spans.append((start, end, evidence))
    spans = [(*_with_initial(folded.text, start, end), evidence) for start, end, evidence in spans]
    spans += [
        (*match.span(), initials[letters])
        for match in (_INITIALS.finditer(folded.text) if _may_hold(folded.text, initials) else ())
        if (letters := re.sub(r"[^a-z]", "", match[0].lower())) in initials
        and (match["bare"] is None or letters not in _SHORT_FORMS)
    ]
    new: list[Hit] = []
    for *span, evidence in sorted(spans):
        start, end = folded.span(*span)
        if not inside.holds(start, end):
            new.append(Hit(start=start, end=end, detector=Detector.NAME, evidence=evidence, how="part"))
    return new
