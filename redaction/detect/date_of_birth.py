"""Dates of birth: a date that its surroundings say somebody was born on."""

import re
from collections.abc import Iterator
from typing import Final

from redaction.dates import Written, dates
from redaction.detect.age_of_kin import NUMBER_WORDS
from redaction.detect.birth_days import listed_birthdays, told_days
from redaction.detect.birth_forms import day_at, part_at
from redaction.detect.born_next import OTHER_DAY, next_days
from redaction.detect.columns import Column, cells
from redaction.detect.number_words import NUMBER
from redaction.detect.signs import Signs
from redaction.detect.words import GIVEN, word_list
from redaction.hit import Detector, Evidence, Hit
from redaction.spans import Cover
from redaction.tokens import places, tokens

_DAY_NAME: Final = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)"
_SAYS: Final = r"(?:says|states|shows|gives|has|reads)"
_LABEL: Final = rf"""
    (?: \bd[ ./-]{{0,2}}[o0]f?[ ./-]{{0,2}}[b8]s?\b\.?                                      # DOB, D.O.B., D0B
      | (?:\b|_)date[ _-]?[o0]f[ _-]?b[il1]r[tl1]h | \bbirth[ _]?dates? | \bdates[ ]of[ ]birth
      | \bbirthdays? | \bb['-]?day | \bborn | \bbirth
      | (?<=\()b\b\.? | (?<=[,;][ ])b\b\.?                                                  # (b. 3.4.12)
      | \bgeboren | \burodzenia | \bna[st]terii | \bnacimiento | \bnaissance | \bn[eé]e?[ ]le
      | \bdyddiad[ ]geni | \bd\.d\.n\b\.? | (?<=[-,(;][ ])g\.
      | \b(?:twins|triplets)[,:]?[ ]both
      | \b(?:birth[ ]cert(?:ificate)?|passport|ID[ ]card)[ ]{_SAYS}
      | \b(?: turn(?:s|ed|ing)? | will[ ]be | becom(?:es|ing) | attains? | reach(?:es|ed)? | (?:is|was)(?=[ ]\d) )
        [ ][\w-]{{1,9}}[ ]on                                                                # turns 13 on 3.4.25
    )"""
_SMALL: Final = rf"""
    (?: is | are | was | were | on | in | of | for | the | as | given | recorded | falls | to | a | child | mother
      | father | mum | dad | both | {_DAY_NAME}
    )\b"""
# What a form asks for besides, in the same box: "DOB / EDD", "Date of Birth / Estimated Due Date".
_OR_DUE: Final = r"""
    (?: [ ]?(?:/|or)[ ]?
      (?: e\.?d\.?d\b\.? | age
        | (?:(?:estimated|expected)[ ])?(?:date[ ]of[ ]delivery|due[ ]date|delivery[ ]date|date) )
    )?"""
_BEFORE: Final = re.compile(
    rf"""
    {_LABEL} {_OR_DUE} (?:[ ]\([^()\n]{{1,20}}\))?
    (?: [ ]?[:;=\-|.,(>"'*] | [ ]{_SMALL} | ['"]s\b | s\b | [ \t] | \r?\n ){{0,8}}(?:[ ]?D[ ]?)?\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "DOB for Amy is", "date of birth: Leeds,", "born at 38+2 on", "gave birth to a girl on": other words between, of no
# other day.
_BABY: Final = (
    r"(?:(?:a|her|his|their|the)[ ])?(?:healthy[ ])?"
    r"(?:baby(?=[ ](?:on|at|girl|boy|by|in|early|weighing|last)\b)|girl|boy|son|daughter|twins)"
)
_ZONE: Final = re.compile(
    rf"""
    (?: \bd\.?[ ]?o\.?[ ]?bs?\b
      | \bdat[ae]?s?[ _]?(?:o[fr]?|if)?[ _]?[b8][irthl1]{{3,5}}\b
      | \bborn
      | \b(?:LSCS|EMCS|ELCS|SVD|NVD|ventouse|forceps|live[ ]birth|baby[ ](?:boy|girl)|(?:male|female)[ ]infant)
      | \bbirth[ ]cert(?:ificate)?\b(?=[^\n;]{{1,48}}\bdated[ ])
      | \bgave[ ]birth | \bdelivered[ ]{_BABY} | \b(?:baby|twins)[ ](?:was[ ])?(?:arrived|delivered)
      | \barrived[ ](?:safely|early|by[ ]c-?section|by[ ]caesarean)
    )
    (?P<words>
        (?: [^\d\n.;] | [ ]\d\d(?:\+\d|/40)?[ ,](?:weeks?[ ])? | [ ](?:[01]\d|2[0-3])[:.]?[0-5]\d(?:hrs?|h)?(?=[ ])
          | [ ]\d\.\d{{1,3}}[ ]?kg | [ ]\d{{3,4}}[ ]?g(?=[ ,]) | [ ](?:no\.?[ ])?[A-Z]{{0,4}}[ ]?\d{{5,9}}(?=[ ])
        ){{1,52}} )\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AFTER: Final = re.compile(
    r"""
    [ ]?[(\[,-]?[ ]? (?:(?:as|for|is|was)[ ])? (?:(?:her|his|their|my|the|a)[ ])?
    (?: d\.?[ ]?o\.?[ ]?b\b | dat[ea][ ]of[ ]b[irth]{3,5} | birth[ ]?date | birthday
      | (?<=[ ])so[ ](?:(?:is|he's|she's)[ ])?(?:now[ ])?\d{1,2}(?=[ ]?[.,;)\r\n]|[ ]?\Z) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Mia Okafor (3.3.14): a bracket right after a name holds a date of birth.
_NAME_BRACKET: Final = re.compile(r"\b(?:[A-Z][\w'-]+|([a-z'-]+)[ ]([a-z'-]+))[ ]\([ ]?\Z")
_DATED: Final = word_list("common") | {
    "minutes", "report", "letter", "contract", "review", "meeting", "visit", "agreement", "email", "plan", "form",
    "version", "draft", "policy", "invoice", "order", "statement", "assessment", "referral", "update", "session",
    "chronology", "agenda", "notes", "certificate", "photo", "photos", "judgment", "hearing", "conference", "consent",
    "bill", "call", "census", "snapshot", "inspection", "ofsted", "return", "period", "deadline", "published",
}  # fmt: skip
_RELATION: Final = re.compile(
    r"""
    \b(?: mum | dad | mother | father | child | son | daughter | brother | sister | sibling | partner | baby | twins?
        | girl | boy | husband | wife | grandmother | grandfather | gran | carer | f | m | female | male
    )[ ]?\([ ]?\Z""",
    re.IGNORECASE | re.VERBOSE,
)
# "He was 4/4/92.", "mine is 2/2/02": what somebody is on a day is born.
_IS_BORN: Final = re.compile(
    r"\b(?:s?he|mum|dad|mother|father|mine|hers|child|baby|son|daughter|brother|sister)(?:'s|[ ](?:is|was))[ ]\Z",
    re.IGNORECASE,
)
# "ty is 11/5/15": so long ago that it is hardly anything but a birth, whoever it is.
_SOMEBODY_IS: Final = re.compile(r"(?<![\w'/.-])(?P<who>[A-Za-z][a-z'-]{1,14})(?:'s|[ ](?:is|was))[ ]\Z")
_LONG_AGO: Final = 2021
_NO_ONE: Final = frozenset({
    "it", "this", "that", "which", "what", "there", "here", "today", "yesterday", "date", "day", "deadline", "expiry",
    "start", "end", "first", "last", "next", "anniversary", "renewal", "one", "when", "then", "time", "year",
    "latest",
    "earliest", "onset", "incident", "offence", "death", "wedding", "marriage", "arrival", "entry", "issue", "card",
    "passport", "visa", "order", "release", "sentence", "discharge", "appointment", "booking", "mot", "start-date",
})  # fmt: skip
_SAID_ENDS: Final = re.compile(r"[ ]?(?:[.,;)!\r\n]|\Z)|[ ](?:and|n|&)[ ](?=[a-z])", re.IGNORECASE)
# "turned 4 on 3 May": a birthday without its year; "there will be 12 on 3 May" is none.
_TURNS: Final = re.compile(
    rf"""
    (?: (?:s?he|who)'?s
      | (?P<turn>turn(?:s|ed|ing)?|becom(?:es|ing)|reach(?:es|ed)?|attain(?:s|ed)?)
      | be | is | was
    )
    [ ](?:now[ ])?{NUMBER}(?:[ ](?:years?|yrs?)(?:[ ]old)?)?
    (?:[ ](?:last|this|next)[ ]\w{{3,6}},?)?
    [ ](?:on|(?(turn)in|on))[ ] (?:the[ ])?(?:{_DAY_NAME},?[ ])?(?:the[ ])?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_OF_NOBODY: Final = re.compile(
    r"""
    \b(?: there | it | this | that | which | what | time | total | each | group | session | room | number | price
        | rate | turnover )(?:'ll)?[ ] (?:(?:will|would|to|may|might|should)[ ])?\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TURNING: Final = Signs({
    "turn", "turns", "turned", "turning", "becomes", "becoming", "reaches", "reached", "attains", "attained", "be",
    "is", "was", "he", "she", "who", "hes", "shes", "whos",
})  # fmt: skip
# "1988 (exact date not known)", "c. 1988": all that is known, in a column of births.
_YEAR_IN_CELL: Final = re.compile(
    r"(?:(?:c|circa|ca|approx|approximately|about|abt|est|b|born|unknown)\b\.?[ ]?[-~]?[ ]?|~)?"
    r"(?P<year>(?:19|20)\d\d)(?:[ ]?(?:\([^()\n]{1,30}\)|\?|approx\.?|est\.?))?",
    re.IGNORECASE,
)
_CLOSE: Final = 14  # characters
# "Tuesday 3 May", "??/05/2017": the day of the week tells which year, and goes with its date.
_LED_BY: Final = re.compile(
    rf"(?<![\w/.?])(?P<led>{_DAY_NAME}\.?,?[ ](?:the[ ])?|[?x_]{{1,2}}[/.-])\Z", re.IGNORECASE
)
# "born on 3 April at 38 weeks", "3.4.25 @ 38+2".
_WEEKS: Final = re.compile(r"[ ](?:at|@)[ ]?[234]\d(?:[ ]?\+[ ]?\d)?[ ]?(?:/40|weeks?|wks?)\b", re.IGNORECASE)


def date_of_birth(text: str) -> Iterator[Hit]:
    """Find dates of birth by label words, *born*, a column's head, or a bracket after a name; day first.

    A date without such a sign is only a date; beside a name that was found it counts too (``beside_name``). So
    does a year, month or birthday after *born*. Evidence ``pattern``.
    """
    found: dict[int, Hit] = {}
    born = [cell for cell in cells(text) if cell.column is Column.BORN]
    columns = Cover((cell.start, cell.end) for cell in born)
    for written in dates(text):
        how = _told(text, written, columns)
        if how is not None:
            found[written.start] = _hit(written.start, written.end, how)
    taken = Cover((hit.start, hit.end) for hit in found.values())
    told = [(cell.start, cell.end, "column") for cell in born if day_at(text, cell.start) == cell.end]
    years = (_YEAR_IN_CELL.fullmatch(text, cell.start, cell.end) for cell in born)
    told += [(*year.span("year"), "column") for year in years if year is not None]
    for start, end, how in (*told, *told_days(text), *_birthdays(text), *listed_birthdays(text)):
        if not taken.touches(start, end):
            found.setdefault(start, _hit(start, end, how))
    for start, end in next_days(text, [(hit.start, hit.end) for hit in found.values()]):
        found.setdefault(start, _hit(start, end, "next"))
    for start in sorted(found):
        led = _LED_BY.search(text, max(0, start - 16), start)
        yield found[start] if led is None else found[start].at((led.start("led"), found[start].end))


def _told(text: str, written: Written, columns: Cover) -> str | None:
    """What tells that somebody was born on a date; None: nothing."""
    start, end = written.start, written.end
    before = text[max(0, start - 48) : start]
    # The label nearly always stands right before: the whole is searched only where it does not.
    if _BEFORE.search(before, max(0, len(before) - _CLOSE)) or _BEFORE.search(before):
        return "label"
    if _AFTER.match(text, end):
        return "label-after"
    if _after_name(before) and text[end : end + 2].lstrip(" ")[:1] in {")", ",", ";"}:
        return "bracket"
    if columns.holds(start, end):
        return "column"
    if _RELATION.search(before) is not None and text[end : end + 1] in {")", ","}:
        return "relation"
    return _said(text, written, before)


def _said(text: str, written: Written, before: str) -> str | None:
    """The same by the words of a sentence around."""
    start, end = written.start, written.end
    if _IS_BORN.search(before) is not None and _SAID_ENDS.match(text, end) is not None:
        return "said"
    if written.full_year <= _LONG_AGO and _SAID_ENDS.match(text, end) is not None:
        who = _SOMEBODY_IS.search(before)
        if who is not None and who["who"].lower() not in _DATED and who["who"].lower() not in _NO_ONE:
            return "said"
    return "label" if _in_zone(text, start) or _WEEKS.match(text, end) is not None else None


def _in_zone(text: str, start: int) -> bool:
    """Whether a word of birth stands before on the line, with no word for another day between."""
    match = _ZONE.search(text, max(0, start - 72), start)
    # "born to be wild", "born of a need": nobody is.
    return (
        match is not None
        and OTHER_DAY.search(match["words"].removesuffix(" dated ")) is None
        and not match["words"].startswith((" to be ", " of ", " out of "))
    )


def _birthdays(text: str) -> Iterator[tuple[int, int, str]]:
    """Days on which somebody becomes older: *turns 4 on 3 May*."""
    begins, words = places(text), tokens(text)
    for word in _TURNING.met(text):
        for at in begins[word]:
            following = words[at + 1].word if at + 1 < len(words) else ""
            if not following.isdecimal() and following != "now" and following not in NUMBER_WORDS:
                continue
            match = _TURNS.match(text, words[at].start)
            if match is None or _OF_NOBODY.search(text, max(0, match.start() - 24), match.start()) is not None:
                continue
            end = day_at(text, match.end()) or part_at(text, match.end())
            if end is not None:
                yield match.end(), end, "birthday"


def _after_name(before: str) -> bool:
    """Whether a bracket opens after a word with a capital, or after a name all in small letters."""
    match = _NAME_BRACKET.search(before)
    if match is None:
        return False
    if match[1] is not None:
        return match[1] in GIVEN or match[2] in GIVEN
    # "Minutes (3/4/25)", "Report (12.3.25)": what has a date and is nobody.
    word = match[0].split()[0].lower()
    return word in GIVEN or word not in _DATED


def _hit(start: int, end: int, how: str) -> Hit:
    return Hit(start=start, end=end, detector=Detector.DATE_OF_BIRTH, evidence=Evidence.PATTERN, how=how)
