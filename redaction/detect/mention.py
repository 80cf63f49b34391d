"""Mentions of a topic: terms of a list, some only where a person is spoken of."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from redaction.detect.said import Line, last_word, said
from redaction.detect.terms import Needs, joined, terms
from redaction.detect.words import GIVEN, ORDINARY, TITLES, word_list
from redaction.hit import MENTIONS, Detector, Evidence, Hit
from redaction.normal import fold
from redaction.sentences import Sentences
from redaction.spans import Cover
from redaction.tokens import Prepared, Token, places, tokens, words

_FIRST_PERSON: Final = frozenset({"i", "my", "me", "we", "our"})
_PERSON: Final = word_list("person_words") - _FIRST_PERSON
# "The family is in arrears" speaks of people, "the family support team" of a service.
_SERVICES: Final = frozenset({
    "support", "service", "services", "hub", "hubs", "centre", "court", "worker", "team", "law", "group", "liaison",
    "justice", "solutions", "learning", "information",
})  # fmt: skip


_POINTING: Final = frozenset({"the", "this", "that"})
_RELATIVES: Final = frozenset({"children", "kids", "parents", "twins", "boys", "girls", "grandparents", "lads"})
# "Parents are asked to …" is said to everybody, and so is what they should do.
_OPENING: Final = frozenset({"kids", "twins", "boys", "girls", "family"})
_THEY: Final = frozenset({"they", "theyre", "theyve", "theyd"})
_SAYING: Final = frozenset({
    "want", "wanted", "say", "said", "feel", "felt", "think", "believe", "report", "reported", "refuse", "refused",
    "agree", "agreed", "disagree", "disagreed", "came", "separated", "split", "divorced",
})  # fmt: skip
_SHOULD: Final = frozenset({
    "should", "must", "can", "may", "will", "could", "might", "would", "need", "who", "and", "or", "in", "from",
    "with", "at", "of", "to", "learn", "run", "runs", "offer", "offers", "provide", "provides", "publish", "support",
    "teach", "cover", "covers", "train", "host", "fund", "advise", "meet", "work", "help",
})  # fmt: skip
# Notes leave out of whom they speak: "Arrested twice last year", "Left on her own", "Has asthma".
_NOTED: Final = word_list("noted_of_nobody")
_HAVING: Final = frozenset({"has", "had", "got"})
_HAVING_OF: Final = frozenset({
    "a", "an", "been", "no", "not", "had", "his", "her", "their", "severe", "mild", "asthma", "epilepsy", "eczema",
    "diabetes", "anxiety", "depression", "adhd", "autism", "dyslexia", "convictions", "debts", "settled", "refugee",
})  # fmt: skip
_BEING: Final = frozenset({"are", "were", "have", "had", "is", "was", "has", "get", "got", "left", "live", "lives"})


# What people are taught or read about is nobody's.
_LESSONS: Final = frozenset({
    "training", "awareness", "policy", "policies", "workshop", "workshops", "webinar", "webinars", "leaflet",
    "leaflets", "newsletter", "briefing", "toolkit", "guidance", "elearning", "seminar", "module",
})  # fmt: skip
_ABOUT: Final = frozenset({"on", "about", "in", "around"})


_SAID: Final = "said"


class Candidate(NamedTuple):
    """A term that stands in a text, and what its sentence must speak of."""

    hit: Hit
    needs: Needs


class Mention:
    """A detector of one topic's terms, whole words, any case; evidence ``list``.

    The terms are those of ``lists/NAME.txt``. The hit is the term; ``sentence_span`` widens it.
    Called by itself it knows of persons only by the language; ``find_all`` knows who was found.
    """

    def __init__(self, detector: Detector) -> None:
        self.detector: Final = detector
        self.__name__ = detector.value

    def __call__(self, text: str) -> Iterator[Hit]:
        """Hits in rising order, positions in the folded *text*."""
        return iter(told(text, candidates(text, frozenset({self.detector})), ()))


def candidates(text: str, wanted: frozenset[Detector]) -> list[Candidate]:
    """The terms of all *wanted* lists in a folded text: one pass over its words, the longest term first.

    Last come the lines of ``mentions_said.txt``, which take nothing away from single terms.
    """
    if not wanted:
        return []
    found, nobodys = _terms_in(text, wanted)
    further, more = _lines_in(text, wanted)
    if nobodys and further:
        further = _without(further, nobodys)
    if more:
        found, further = _without(found, more), _without(further, more)
    return found + further


def _terms_in(text: str, wanted: frozenset[Detector]) -> tuple[list[Candidate], list[Hit]]:
    """The single terms, and what tells of nobody."""
    known, starts = terms(), _beginnings(text)
    every = tokens(text) if starts else []
    reach: dict[Detector, int] = {}
    found: list[Candidate] = []
    nobodys: list[Hit] = []
    for at in starts:
        word = every[at]
        begun = known[word.word]
        following = every[at + 1].word if at + 1 < len(every) else ""
        for term in (*begun.get(following, ()), *begun.get("", ())):
            if term.detector not in wanted or word.start < reach.get(term.detector, 0):
                continue
            if not _same(text, every, at, term.words):
                continue
            last = at + len(term.words) - 1
            if term.capitals and not _stands_in_capitals(text, word.start, every[last].end):
                continue
            reach[term.detector] = every[last].end
            if term.needs is Needs.NEVER:
                nobodys.append(_hit(every, at, last, term.detector, "term"))
            elif not _of_a_lesson(text, every, at, last):
                found.append(Candidate(_hit(every, at, last, term.detector, "term"), term.needs))
    return found, nobodys


def _lines_in(text: str, wanted: frozenset[Detector]) -> tuple[list[Candidate], list[Hit]]:
    """What is said in the ways of ``mentions_said.txt``, and what of it tells of nobody."""
    found: list[Candidate] = []
    nobodys: list[Hit] = []
    for line, at in _line_beginnings(text, wanted):
        one = line.said
        last = last_word(text, tokens(text), at, one)
        if last < 0:
            continue
        hit = _hit(tokens(text), at, last, one.detector, _SAID)
        if one.needs is Needs.NEVER:
            nobodys.append(hit)
        elif not _of_a_lesson(text, tokens(text), at, last):
            found.append(Candidate(hit, one.needs))
    return sorted(found, key=lambda one: one.hit), nobodys


def _line_beginnings(text: str, wanted: frozenset[Detector]) -> Iterator[tuple[Line, int]]:
    """Where a line may begin: not far before one of its rarest words, with a word of each other slot in the text."""
    lined, begins, every = said(), places(text), words(text)
    most = len(every) - 1
    spoken = begins.keys()
    # By identity: a line is a tuple of many, and none is there twice.
    near: dict[int, tuple[Line, list[int]]] = {}
    for word in lined.keys() & spoken:
        for line in lined[word]:
            near.setdefault(id(line), (line, []))[1].extend(begins[word])
    for line, rarest in near.values():
        if line.said.detector not in wanted or any(spoken.isdisjoint(words) for words in line.needed):
            continue
        rarest.sort()
        for first in line.firsts.keys() & spoken:
            seconds = line.firsts[first]
            for at in begins[first]:
                if seconds is None or (at < most and every[at + 1][2] in seconds):
                    following = bisect_left(rarest, at)
                    if following < len(rarest) and rarest[following] - at <= line.reach:
                        yield line, at


def _without(found: Iterable[Candidate], nobodys: Iterable[Hit]) -> list[Candidate]:
    covers = _covers(nobodys)
    return [one for one in found if not _touches(covers, one.hit)]


def _hit(words: list[Token], first: int, last: int, detector: Detector, how: str) -> Hit:
    start, end = words[first].start, words[last].end
    return Hit(start=start, end=end, detector=detector, evidence=Evidence.LIST, how=how)


def _beginnings(text: str) -> list[int]:
    """Where a term of any list may stand: at its first word, with its second one after it if it has one."""
    known, begins, every = terms(), places(text), words(text)
    most = len(every) - 1
    found: list[int] = []
    spoken = begins.keys()
    for first in known.keys() & spoken:
        begun = known[first]
        if "" in begun:
            found += begins[first]
        elif not spoken.isdisjoint(begun.keys()):
            found += [at for at in begins[first] if at < most and every[at + 1][2] in begun]
    return sorted(found)


def told(text: str, found: Iterable[Candidate], named: Iterable[tuple[int, int]]) -> list[Hit]:
    """Those of *found* that count, by what their sentences speak of; *named*: where people were found."""
    cover = Cover(named)
    sentences: Sentences | None = None
    # The last sentence looked at and its answer: a long one with many terms is read once.
    seen, spoken = (0, 0), Needs.NOTHING
    hits: list[Hit] = []
    terms_of: dict[Detector, Cover] | None = None
    reach: dict[Detector, int] = {}
    for hit, needs in found:
        if needs is not Needs.NOTHING:
            if not seen[0] <= hit.start < hit.end <= seen[1]:
                sentences = sentences or Sentences(text)
                seen = sentences.around(hit.start, hit.end)
                spoken = Needs.ANOTHER if cover.touches(*seen) else _spoken_of(text, *seen)
            if spoken < needs:
                continue
        # A line may say no more than a term in it, or than a line that began before: "is autistic".
        if hit.how == _SAID:
            terms_of = terms_of or _covers(hits)
            if hit.start < reach.get(hit.detector, 0) or _touches(terms_of, hit):
                continue
            reach[hit.detector] = hit.end
        hits.append(hit)
    return sorted(hits)


def speaks_of_somebody(text: str, hits: Iterable[Hit], named: Iterable[tuple[int, int]]) -> list[Hit]:
    """Those of *hits* whose sentences speak of somebody named, or as of him, her or them."""
    cover, sentences = Cover(named), Sentences(text)
    found: list[Hit] = []
    for hit in hits:
        start, end = sentences.around(hit.start, hit.end)
        if cover.touches(start, end) or _spoken_of(text, start, end) is Needs.ANOTHER:
            found.append(hit)
    return found


def _covers(hits: Iterable[Hit]) -> dict[Detector, Cover]:
    spans: dict[Detector, list[tuple[int, int]]] = {}
    for hit in hits:
        spans.setdefault(hit.detector, []).append((hit.start, hit.end))
    return {detector: Cover(of) for detector, of in spans.items()}


def _touches(covers: Mapping[Detector, Cover], hit: Hit) -> bool:
    cover = covers.get(hit.detector)
    return cover is not None and cover.touches(hit.start, hit.end)


def mentions_within(text: str, spans: Iterable[tuple[int, int]]) -> list[Hit]:
    """The mentions in *spans*, of which it is known that a person is spoken of there.

    What needs somebody to be named in its own sentence (``~~``) is left to ``find_all``.
    """
    folded = fold(text)
    cover = Cover(spans)
    hits = (
        hit.at(folded.span(hit.start, hit.end))
        for hit, needs in candidates(Prepared(folded.text), MENTIONS)
        if needs <= Needs.PERSON
    )
    return sorted(hit for hit in hits if cover.holds(hit.start, hit.end))


def sentence_span(text: str, hit: Hit) -> tuple[int, int]:
    """The sentence around a hit: what a plan cuts so that a mention is not left half told.

    For many hits of one text ask one ``Sentences``.
    """
    return Sentences(text).around(hit.start, hit.end)


def _same(text: str, words: list[Token], at: int, term: tuple[str, ...]) -> bool:
    if len(term) == 1:
        return True
    if at + len(term) > len(words):
        return False
    return all(
        words[at + step].word == term[step] and joined(text, words[at + step - 1], words[at + step])
        for step in range(1, len(term))
    )


def _of_a_lesson(text: str, words: list[Token], first: int, last: int) -> bool:
    """Whether a term is what a training or a paper is about: "ADHD training", "autism and PDA awareness week"."""
    after = words[last + 1 : last + 4]
    if after and joined(text, words[last], after[0]):
        if after[0].word in _LESSONS:
            return True
        if after[0].word == "and" and any(one.word in _LESSONS for one in after[1:]):
            return True
    return first > 1 and words[first - 1].word in _ABOUT and words[first - 2].word in _LESSONS


def _stands_in_capitals(text: str, start: int, end: int) -> bool:
    """Whether a short form is written as one, and is no part of a code ("4DA1")."""
    return text[start:end].isupper() and not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _spoken_of(text: str, start: int, end: int) -> Needs:
    """What a sentence speaks of, as far as the words of the language tell."""
    words = tokens(text[start:end])
    for at, word in enumerate(words):
        if word.word in _PERSON or word.word in TITLES:
            return Needs.ANOTHER
        if word.word in GIVEN and word.word not in ORDINARY and text[start + word.start].isupper():
            return Needs.ANOTHER
        following = words[at + 1].word if at + 1 < len(words) else ""
        before = words[at - 1].word if at else ""
        if word.word == "family" and following not in _SERVICES and (before in _POINTING or following in _BEING):
            return Needs.ANOTHER
        if word.word in _THEY and following not in _SHOULD:
            return Needs.ANOTHER
        # "The children are", "both parents"; of children in general nothing is said so.
        if word.word in _RELATIVES and (
            before == "both" or following in _SAYING or (before in _POINTING and following not in _SHOULD)
        ):
            return Needs.ANOTHER
        if not at and _opens(word.word, following):
            return Needs.ANOTHER
    return Needs.PERSON if any(word.word in _FIRST_PERSON for word in words) else Needs.NOTHING


def _opens(word: str, following: str) -> bool:
    """Whether a sentence that begins with these words speaks of somebody."""
    if word in _OPENING:
        return following in _BEING
    return (
        word in _NOTED
        or word == "their"
        or (word in _HAVING and following in _HAVING_OF)
        or (word == "known" and following == "to")
    )
