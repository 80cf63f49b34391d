"""Names in the titles of published law, which are nobody's data: *Gillick v West Norfolk [1986] AC 112*, *Munby J*.

Parties count so only before the year and the series of a law report, for a family's own case has none; what the
register knows of is found all the same.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from redaction.detect.signs import Signs
from redaction.detect.words import GIVEN
from redaction.hit import Detector, Hit
from redaction.spans import Cover
from redaction.tokens import Token, places, tokens

# Possessive, and always with a blank between two: no text is tried twice.
_WORD: Final = r"(?:[A-Z][\w'&.-]{0,30}+|of|and|the|for)"
_REPORT: Final = (
    r"[ ]?,?[ ]?(?:\([^()\n]{1,40}\)[ ]?)?[\[(](?:19|20)\d\d[\])][ ](?:\d[ ])?(?:UKSC|UKHL|UKPC|EWCA|EWHC|CSIH"
    r"|CSOH|NICA|ECHR|"
    r"AC|QB|KB|Ch|Fam|WLR|All[ ]ER|FLR|FCR|Cr[ ]App|SC|SLT)\b(?:[ ](?:Civ|Crim|Admin|Fam|Ch))?"
)
_PARTIES: Final = re.compile(rf"(?:{_WORD}[ ]){{1,7}}\Z")
_AGAINST: Final = re.compile(rf"v\.?[ ](?:{_WORD}[ ]){{0,7}}?{_WORD}{_REPORT}")
_IN_RE: Final = re.compile(rf"Re[ ](?:{_WORD}[ ]){{0,3}}?{_WORD}{_REPORT}")
# A judge as law reports write one: "Munby J", "Hale LJ", "Lord Denning MR".
_JUDGE: Final = re.compile(r"(?<![\w'-])[A-Z][\w'-]{2,20}[ ]\Z")
_OFFICE: Final = re.compile(r"(?:J|LJ|LJJ|JJ|MR|CJ)(?=[ ]?(?:[,.;:)\n]|\Z)|[ ](?:and|in|held|said|at|put|gave)\b)")
_AUTHORS: Final = Signs({
    "laming", "munro", "bichard", "macalister", "casey", "jay", "timpson", "narey", "utting", "cleveland",
    "waterhouse", "francis", "wood", "carlile", "warner",
})  # fmt: skip
_REPORTS: Final = re.compile(
    r"\b(?:Laming|Munro|Bichard|MacAlister|Casey|Jay|Timpson|Narey|Utting|Cleveland|Waterhouse|Francis|Wood"
    r"|Carlile|Warner)"
    r"(?=(?:'s)?[ ](?:[Rr]eport|[Rr]eview|[Ii]nquiry|[Rr]ecommendations))"
)
_NAMES: Final = frozenset({Detector.NAME, Detector.ADDRESS})
_MOST_BEFORE: Final = 72


def without_law(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits but for names and places that stand in the titles of law."""
    titles = list(_titles(text))
    # "Holt J" is a pupil in a list; only where law is cited is it a judge.
    if titles:
        titles += _judges(text)
    titles += _reports(text)
    cover = Cover(titles)
    return (
        [hit for hit in hits if hit.detector not in _NAMES or not cover.holds(hit.start, hit.end)] if titles else hits
    )


def _titles(text: str) -> Iterator[tuple[int, int]]:
    begins, words = places(text), tokens(text)
    for start in _starts(begins.get("v", ()), words):
        against = _AGAINST.match(text, start)
        before = _PARTIES.search(text, max(0, start - _MOST_BEFORE), start)
        if against is not None and before is not None:
            yield before.start(), against.end()
    for start in _starts(begins.get("re", ()), words):
        title = _IN_RE.match(text, start)
        if title is not None:
            yield title.span()


def _judges(text: str) -> Iterator[tuple[int, int]]:
    begins, words = places(text), tokens(text)
    for office in ("j", "lj", "mr", "cj", "jj"):
        for start in _starts(begins.get(office, ()), words):
            judge = _JUDGE.search(text, max(0, start - 24), start)
            if judge is not None and judge[0].strip().lower() not in GIVEN and _OFFICE.match(text, start) is not None:
                yield judge.start(), start + len(office)


def _reports(text: str) -> Iterator[tuple[int, int]]:
    if _AUTHORS.met(text):
        for match in _REPORTS.finditer(text):
            yield match.span()


def _starts(at: Iterable[int], words: Sequence[Token]) -> Iterator[int]:
    return (words[one].start for one in at)
