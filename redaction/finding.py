"""Finds personal data in one text or in all units of a message together."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from redaction.detect import DEFAULT, Detect, address, age, case_id, date_of_birth, nhs_number
from redaction.detect.address_joined import addresses_joined
from redaction.detect.age_beside import age_after, age_beside
from redaction.detect.age_sense import sensed
from redaction.detect.beside_name import beside_name
from redaction.detect.born_beside import born_beside, long_ago
from redaction.detect.buildings import without_public
from redaction.detect.form_words import without_labels
from redaction.detect.homes import home_beside
from redaction.detect.law_reports import without_law
from redaction.detect.mention import Mention, candidates, speaks_of_somebody, told
from redaction.detect.number_beside import number_beside
from redaction.detect.rows_alike import rows_alike
from redaction.errors import TooLarge
from redaction.hit import MENTIONS, ORDER, Detector, Evidence, Hit
from redaction.limits import DEFAULT_LIMITS
from redaction.model.names import Names
from redaction.model.untold import Untold
from redaction.normal import Folded, fold
from redaction.parted import parted
from redaction.people.form_names import in_forms
from redaction.people.index import People
from redaction.placeholder import placeholders, without_placeholders
from redaction.propagate import propagate
from redaction.repeated import repeated
from redaction.set_apart import drawn_together
from redaction.spans import Cover
from redaction.tokens import Prepared

_BESIDE: Final = (
    (date_of_birth, Detector.DATE_OF_BIRTH),
    (age, Detector.AGE),
    (case_id, Detector.CASE_ID),
    (nhs_number, Detector.NHS_NUMBER),
    (address, Detector.ADDRESS),
)
_OWN_NUMBERS: Final = frozenset({Detector.PHONE, Detector.ACCOUNT, Detector.SORT_CODE, Detector.CARD})
_FIRST_NAMES: Final = frozenset({"first-name", "household"})
"""How the register tells of somebody by the first name alone."""
_NUMBERS: Final = frozenset({
    Detector.POSTCODE, Detector.NHS_NUMBER, Detector.NINO, Detector.UPN, Detector.ULN, Detector.UTR,
    Detector.PASSPORT, Detector.DRIVING_LICENCE, Detector.ACCOUNT, Detector.VEHICLE_REG, Detector.IP, Detector.MAC,
})  # fmt: skip
_ASKED: Final = (Detector.NAME, Detector.ADDRESS)
"""What the model is asked for."""
_MOST_LETTERS: Final = 2  # of a postcode's area and of many a code


def find(
    text: str,
    people: People | None = None,
    detectors: Sequence[Detect] = DEFAULT,
    *,
    today: date | None = None,
) -> list[Hit]:
    """Find personal data in one text.

    Args:
        text: Any text; it need not be normalised.
        people: The register's index; None: nobody is known.
        detectors: Which detectors to ask.
        today: The day; a date two years before it, right after a name, is a date of birth. None: up to 2021.

    Returns:
        Hits in rising order, spans half open in code points of *text*. They may overlap;
        ``resolve`` makes them disjoint.

    Raises:
        TooLarge: it is longer than any that the readers give.

    Example:
        >>> text = "Call Sarah Jones on 07700 900123."
        >>> [(text[hit.start : hit.end], hit.kind.value) for hit in find(text)]
        [('Sarah Jones', 'name'), ('07700 900123', 'contact')]
    """
    return find_all((text,), people, detectors, today=today)[0]


def find_all(
    texts: Sequence[str],
    people: People | None = None,
    detectors: Sequence[Detect] = DEFAULT,
    near: Collection[str] = (),
    *,
    today: date | None = None,
) -> list[list[Hit]]:
    """Find personal data in several texts of one message: who is named in one is known in all.

    Args:
        near: Ids of people whom its readers know by their first names; the others as for ``find``.

    Returns:
        For each text its hits, as ``find`` gives them.

    Raises:
        TooLarge: one text is longer than any that the readers give.
    """
    if any(len(text) > DEFAULT_LIMITS.max_chars for text in texts):
        raise TooLarge(f"a text of more than {DEFAULT_LIMITS.max_chars} characters")
    topics = frozenset([detector.detector for detector in detectors if isinstance(detector, Mention)])
    others = [detector for detector in detectors if not isinstance(detector, (Mention, Names, Untold))]
    models = [detector for detector in detectors if isinstance(detector, Names)]
    beside = {kind for detect, kind in _BESIDE if detect in detectors}
    folded = [drawn_together(parted(fold(text))) for text in texts]
    # What we put in place of a value is nobody's data, however much it looks like it: "[Mother of Child A]".
    persons = [[(start, end) for start, end, person in placeholders(one.text) if person] for one in folded]
    folded = [Folded(Prepared(without_placeholders(one.text)), one.starts, one.ends) for one in folded]
    detected = [[hit for detector in others for hit in detector(one.text)] for one in folded]
    figured: list[list[Hit]] = [[] for _ in texts]
    for model in models:
        listed = [[(hit.start, hit.end) for hit in found if _of_lists(hit)] for found in detected]
        asked = model.weighed([one.text for one in folded], listed)
        detected = [
            _with_model([hit for hit in found if not (_of_lists(hit) and (hit.start, hit.end) in nobody)], more)
            for found, (more, nobody, _) in zip(detected, asked, strict=True)
        ]
        figured = [one.figures for one in asked]
    detected = [_without_others(one.text, found) for one, found in zip(folded, detected, strict=True)]
    again = repeated([one.text for one in folded], detected)
    detected = [[*found, *more] for found, more in zip(detected, again, strict=True)]
    parts = propagate([one.text for one in folded], detected)
    registered: list[list[Hit]] = [[] for _ in texts]
    if people is not None:
        registered = people.lookup_folded(folded, near)
        registered = [[*known, *more] for known, more in zip(registered, in_forms(folded, people), strict=True)]
    results: list[list[Hit]] = []
    for one, found, further, known, shown, told_more in zip(
        folded, detected, parts, registered, persons, figured, strict=True
    ):
        hits = _merged([*found, *further], known)
        # Who was found tells what a sentence speaks of: "Adaeze Okafor was arrested" holds no word that does.
        named = [(hit.start, hit.end) for hit in hits if hit.persons or hit.detector is Detector.NAME] + shown
        mentions = told(one.text, candidates(one.text, topics), named)
        if topics and any(isinstance(detector, Untold) for detector in detectors):
            mentions += _by_telling(one.text, topics, mentions, hits, named)
        hits |= set(mentions)
        hits |= {hit for hit in _born_and_aged(one.text, hits, today) if hit.detector in beside}
        hits |= {hit for hit in _untaken(one.text, told_more, hits) if hit.detector in beside}
        found_all = hits if one.starts is None else (hit.at(one.span(hit.start, hit.end)) for hit in hits)
        results.append(sorted(found_all, key=ORDER))
    return results


_BETWEEN: Final = " \t\r\n,;:|-"


def _of_lists(hit: Hit) -> bool:
    """Whether lists alone tell of a name, so that what stands around it may still say that it is nobody's."""
    return hit.detector is Detector.NAME and hit.evidence is Evidence.LIST


def _by_telling(
    text: str, topics: frozenset[Detector], mentions: list[Hit], hits: Collection[Hit], named: list[tuple[int, int]]
) -> list[Hit]:
    """What sentences about somebody tell of where they hold no word of the lists."""
    from redaction.model.telling import telling

    taken, known = (Cover((hit.start, hit.end) for hit in group) for group in (hits, mentions))
    return speaks_of_somebody(text, telling().told(text, topics, taken, known), named)


def _without_others(text: str, found: list[Hit]) -> list[Hit]:
    """Without what is nobody's by what stands around it: a court's case, a public building, a form's label."""
    for left_out in (without_law, without_public, without_labels):
        found = left_out(text, found)
    return addresses_joined(text, _before_codes(text, _known_by_kind(found)))


def _known_by_kind(found: list[Hit]) -> list[Hit]:
    """Without numbers of no known kind within one of a known kind: "the number is 07700 …" is a telephone's."""
    known = Cover((hit.start, hit.end) for hit in found if hit.detector in _OWN_NUMBERS)
    return [
        hit
        for hit in found
        if hit.detector is not Detector.CASE_ID or hit.how != "numbered" or not known.holds(hit.start, hit.end)
    ]


def _before_codes(text: str, found: list[Hit]) -> list[Hit]:
    """With names that end before a code of whose first letters they took one or two: *Grace SW1A 1AA*."""
    ended: list[Hit] = []
    for hit in found:
        if hit.detector is Detector.NAME and text[hit.end : hit.end + 1].isdigit():
            rest, _, last = text[hit.start : hit.end].rpartition(" ")
            if rest.strip() and len(last) <= _MOST_LETTERS and last.isupper():
                ended.append(hit.at((hit.start, hit.start + len(rest.rstrip()))))
                continue
        ended.append(hit)
    return ended


def _born_and_aged(text: str, hits: Collection[Hit], today: date | None) -> list[Hit]:
    """Dates, ages and case numbers right beside a name, where they are not found already."""
    names = [(hit.start, hit.end) for hit in hits if hit.detector is Detector.NAME]
    # A number may begin with the letters of a mention: "Amy Holt - EHE/448/NW".
    taken = Cover(
        (hit.start, hit.end) for hit in hits if hit.detector is not Detector.NAME and hit.detector not in MENTIONS
    )
    born = [(hit.start, hit.end) for hit in hits if hit.detector is Detector.DATE_OF_BIRTH]
    found = [*beside_name(text, names, born), *age_beside(text, names)]
    found += born_beside(text, {*hits, *found})
    found += rows_alike(text, (*hits, *found))
    found += long_ago(text, names, ((hit.start, hit.end) for hit in found), today)
    found += age_after(
        text, [(hit.start, hit.end) for hit in (*hits, *found) if hit.detector is Detector.DATE_OF_BIRTH]
    )
    found += number_beside(text, {*hits, *found})
    found = [hit for hit in found if not taken.touches(hit.start, hit.end)]
    found += home_beside(text, names, (*hits, *found))
    return [*found, *sensed(text, names, (*hits, *found))]


def _untaken(text: str, told: Sequence[Hit], hits: Collection[Hit]) -> list[Hit]:
    """Of what the model tells what shares nothing with the finds of rules, lists and the register but mentions.

    A day right after a name is left to the rules for those, which know today's date: it may be a visit's.
    """
    if not told:
        return []
    taken = Cover((hit.start, hit.end) for hit in hits if hit.detector not in MENTIONS)
    names = {hit.end for hit in hits if hit.detector is Detector.NAME}
    return [
        hit
        for hit in told
        if not taken.touches(hit.start, hit.end)
        and not (hit.detector is Detector.DATE_OF_BIRTH and len(text[: hit.start].rstrip(_BETWEEN)) in names)
    ]


def _with_model(found: list[Hit], asked: list[Hit]) -> list[Hit]:
    """What rules, lists and the model found together.

    Where the model saw more of the same name or address, the hit grows and keeps the stronger reason to count; what a
    rule covers already is not said twice.
    """
    grown: list[Hit] = []
    rest = [hit for hit in found if hit.detector not in _ASKED]
    # The letters of a number are nobody's name: a car is AB12 CDE.
    numbers = Cover((hit.start, hit.end) for hit in rest if hit.detector in _NUMBERS)
    asked = [hit for hit in asked if hit.detector is not Detector.NAME or not numbers.holds(hit.start, hit.end)]
    for detector in _ASKED:
        group = sorted((hit for hit in (*found, *asked) if hit.detector is detector), key=ORDER)
        open_hits: list[Hit] = []
        reach = -1
        for hit in group:
            if open_hits and hit.start >= reach:
                grown += _joined(open_hits)
                open_hits = []
            open_hits.append(hit)
            reach = max(reach, hit.end)
        grown += _joined(open_hits)
    return sorted([*rest, *grown], key=ORDER)


def _joined(group: list[Hit]) -> list[Hit]:
    """One hit for a group that overlaps with the model's, else the group as it is."""
    if len(group) < 2 or all(hit.evidence is not Evidence.MODEL for hit in group):
        return group
    strongest = next((hit for hit in group if hit.evidence is not Evidence.MODEL), group[0])
    return [strongest.at((group[0].start, max(hit.end for hit in group)))]


def _merged(found: list[Hit], known: list[Hit]) -> set[Hit]:
    """Register hits absorb what lies within them; a lone first name yields to a longer stranger's name."""
    strangers = Cover(
        (hit.start, hit.end) for hit in found if hit.detector is Detector.NAME and hit.how == "full-name"
    )
    known = [hit for hit in known if hit.how not in _FIRST_NAMES or not strangers.holds(hit.start, hit.end)]
    cover = {
        one: Cover((hit.start, hit.end) for hit in known if hit.detector is one)
        for one in {hit.detector for hit in known}
    }
    kept = [hit for hit in found if hit.detector not in cover or not cover[hit.detector].holds(hit.start, hit.end)]
    return {*kept, *known}
