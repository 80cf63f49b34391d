"""How an age is written, as parts of verbose expressions: *9*, *nine*, *7 years 3 months*, *7;3*, *18/12*, *2½*."""

from typing import Final

from redaction.detect.number_words import NUMBER, ONES

UNIT: Final = r"(?:years?|yrs?|months?|mths?|mnths?|mo|weeks?|wks?)"

FRACTION: Final = r"""
    (?: \d?\u2044\d\b                                                       # 2½, which folds to 21⁄2
      | \.5\b
      | [ ][13]/[24]\b
      | [ -](?:and|&|n)[ -](?:an?[ -])?(?:half|bit|quarter)\b
      | [ -]and[ -](?:three[ -]quarters|\d/\d)\b
    )"""

MONTHS_TOO: Final = rf"(?:,?[ ]?(?:and[ ])?(?:\d{{1,2}}|{ONES}|ten|eleven)[ ]?(?:months?|mths?|m|weeks?|wks?))"
"""What may follow years: *3m*, *and four months*."""

REST: Final = rf"""
    (?: {FRACTION}
      | [ ]?(?:{UNIT}|y){MONTHS_TOO}?\b                                    # years, y 3m
      | [ ]?[;:]\d{{1,2}}\b                                                 # 7;3, 7:03
      | [ ]?/(?:12|52)\b                                                    # 18/12, 11/52
      | [ ]?ish\b
    )?"""
"""What may follow an age's number; nothing too."""

# A range or an open end is a service's age group: 5-11, 16+, 18 and over, under 5. Not so "7/M".
NO_RANGE: Final = r"""
    (?! [ ]?
        (?: [-+] | /[ ]?\d | to\b | % | \.\d
          | (?:and|or)[ ](?:over|under|above|below|older|younger|up)\b
        )
    )"""

_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
_JOINED: Final = r"(?: ,[ ]? | ,?[ ](?:and|&|or|n)[ ] | [ ]?&[ ]? )"

MORE: Final = rf"(?: {_JOINED} (?:{NUMBER})\b (?![/.-]\w | [ ](?:\d|{_MONTH}) ) {REST} {NO_RANGE} )"
"""One more age of a list."""

ENDS: Final = r"""[ ]?(?: [.,;)(!?"\r\n] | \Z )"""
"""What ends the words about somebody's age."""

NO_SUM: Final = r"(?! ,\d | \.\d )"

OTHER_COUNT: Final = (
    r"(?:late|away|ago|older|younger|into|pregnant|sober|clean|behind|of|since|post|without|in|long|on|to|from|before"
    r"|after)\b"
)
"""What tells after a unit that time was counted, not an age."""

MONTH_NAME: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
