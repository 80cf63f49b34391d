"""Parts a form's labels that stand glued to what is before or after them: ``JordanDOB:06/09/2010Year:10``.

Text drawn out of a PDF has no blank where two fields of a form stood side by side. Only a label that begins with a
capital right after a small letter, a figure or a bracket is parted off, so that ordinary words stay as they are.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from redaction.detect.context import in_link_or_message_id
from redaction.normal import Folded

_LABELS: Final = (
    "D.O.B", "DOB", "DoB", "D.o.B", "Date of", "Date Of", "NHS", "UPN", "ULN", "NINO", "NI No", "National Ins",
    "UTR", "S/C", "Sort code", "Sort Code", "Acc", "A/C", "Passport", "PPT", "BRP", "CHI", "URN", "CRN", "PNC",
    "MRN", "LCS", "Mosaic", "Address",
    "Home add", "Home Add", "Postcode", "Post code", "Post Code", "Telephone", "Tel", "Mobile", "Phone",
    "Email", "E-mail",
    "Forename", "Surname", "First name", "First Name", "Last name", "Last Name", "Family name", "Full name",
    "Known as",
    "Name", "Gender", "Sex", "Ethnicity", "Ethnic", "Religion", "Nationality", "School", "Year",
    "Relationship", "Language",
    "First language", "Case", "Ref", "Reference", "Mother", "Father", "Parent", "Carer", "Child", "Age", "GP",
    "Placement",
    "Legal status", "Hospital", "Unique", "Contact", "Next of kin", "Social worker", "Allocated",
)  # fmt: skip
# What stands glued to a small letter, a figure, a bracket or the end of a postcode: neither a label nor a value in
# ASCII is glued where none does.
_CAPITAL: Final = re.compile(r"[A-Z](?:(?<=[^\W_A-Z][A-Z])|(?<=\)[A-Z])|(?<=\d[A-Z]{3}))")
_SIGN: Final = re.compile(r"[A-Za-z /.()'-]{0,32}[:?]|[ ]?\d|[ ](?:No|no|Number|number)\b")
# A long number or a postcode ends: no word goes on from either.
_NUMBER_BEFORE: Final = re.compile(r"(?:\d{4,5}|\d[A-Z]{2})\Z")
_NO_LABEL_AFTER: Final = frozenset("@/._-")
# After these a value may be glued on: "Child's nameImogen", "Postcode:" has its own mark.
_LABEL_ENDS: Final = ("ame", "irth", "ddress", "ear", "chool", "thnicity", "ender")
_WORD_ENDS: Final = re.compile(
    r"(?<![A-Za-z.])(?:(?:sur|fore|first |last |full |family )?name|(?:date of )?birth|(?:home )?address"
    r"|(?:school )?year|school"
    r"|ethnicity|gender)\Z",
    re.IGNORECASE,
)
_LONGEST_LABEL: Final = 16
# Keys of data files are one label: "childLastName:" where a line or a string begins, "FirstName:" anywhere.
_KEY_BEFORE: Final = re.compile(
    r"(?:(?:\A|[\r\n\"'<{,\t])[a-z]+(?:[A-Z][a-z]+)*|(?:First|Last|Given|Family|Middle|Full|Preferred|Maiden|User))\Z"
)
_LONGEST_KEY: Final = 40
# The last word of a key that says what number or day its value is: "accountNo", "pupilUPN", "UniqueLearnerNumber".
_KEY_ENDS: Final = (
    "No", "Number", "Num", "Ref", "Reference", "Code", "UPN", "Upn", "ULN", "Uln", "NHS", "Nhs", "NINO", "Nino",
    "DOB", "Dob", "Years", "IBAN", "Iban",
)  # fmt: skip
_KEY_AFTER: Final = re.compile(r"[\"']?[ ]{0,2}(?:[:=>|\t,;\r\n]|[ ]{2}|[ ][-/][ ]|[ ][A-Z]{0,3}\d|\Z)")
_IN_KEY: Final = re.compile(r"(?:[a-z]+|[A-Z][a-z]+)(?:[A-Z][a-z]+)*\Z")


def parted(folded: Folded) -> Folded:
    """The text with a line end before such labels and a blank after; positions lead back to the same original."""
    text = folded.text
    capitals = [match.start() for match in _CAPITAL.finditer(text)]
    if not capitals and text.isascii():
        return folded
    blanks = dict.fromkeys((*_after(text), *_in_keys(text, capitals)), " ")
    cuts = dict(sorted((blanks | dict.fromkeys(_before(text, capitals), "\n")).items()))
    if not cuts:
        return folded
    starts = folded.starts if folded.starts is not None else tuple(range(len(text)))
    ends = folded.ends if folded.ends is not None else tuple(range(1, len(text) + 1))
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    reach = 0
    for at, sign in (*cuts.items(), (len(text), "")):
        pieces += (text[reach:at], sign)
        new_starts += starts[reach:at]
        new_ends += ends[reach:at]
        if sign:
            # What is put in has no width in the original.
            new_starts.append(starts[at])
            new_ends.append(ends[at - 1])
        reach = at
    return Folded("".join(pieces), tuple(new_starts), tuple(new_ends))


def _before(text: str, capitals: Iterable[int]) -> Iterator[int]:
    """Where a label begins right after a small letter or a figure."""
    for at in capitals:
        for label in _LABELS if at > 1 and text.startswith(_LABELS, at) else ():
            end = at + len(label)
            if text.startswith(label, at) and _glued(text, at, end) and not in_link_or_message_id(text, at, end):
                yield at


def _in_keys(text: str, capitals: Iterable[int]) -> Iterator[int]:
    """Where the words of a key meet whose last one says what its value is."""
    for at in capitals:
        ends = (at + len(word) for word in _KEY_ENDS if text.startswith(word, at))
        end = next((one for one in ends if not text[one : one + 1].isalpha()), None)
        if end is None or _KEY_AFTER.match(text, end) is None:
            continue
        key = _IN_KEY.search(text, max(0, at - _LONGEST_KEY), at)
        before = at if key is None else key.start()
        if key is None or text[before - 1 : before].isalnum() or in_link_or_message_id(text, before, end):
            continue
        yield from (place for place in range(before + 1, at + 1) if text[place].isupper())


def _glued(text: str, at: int, end: int) -> bool:
    """Whether what stands there is a label, and no blank before it."""
    last = text[at - 1]
    if text[end : end + 1] in _NO_LABEL_AFTER:
        return False
    if _NUMBER_BEFORE.search(text, max(0, at - 5), at) is not None:
        return True
    joined = last in ")0123456789" or (last.islower() and text[at - 2].isalpha())
    return (
        joined
        and _SIGN.match(text, end) is not None
        and _KEY_BEFORE.search(text, max(0, at - _LONGEST_KEY), at) is None
    )


def _after(text: str) -> Iterator[int]:
    """Where a value with a capital begins right after a label."""
    for ending in _LABEL_ENDS:
        at = text.find(ending, 1)
        while at >= 0:
            end = at + len(ending)
            if (
                text[end : end + 1].isupper()
                and text[end + 1 : end + 2].islower()
                and _WORD_ENDS.search(text, max(0, end - _LONGEST_LABEL), end) is not None
            ):
                yield end
            at = text.find(ending, end)
