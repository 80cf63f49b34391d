"""Find personal data in texts and documents and take it out; a library on its own.

``find`` and ``find_all`` give hits, ``read`` a document's texts, ``plan_for`` the cuts, ``redact``
the document without what was cut, searched again by a second reader.
"""

from redaction.detect import DEFAULT, DETECTORS, Detect
from redaction.detect.mention import mentions_within, sentence_span
from redaction.document import Document, Redacted, Unit
from redaction.errors import StillThere, TooLarge, Unreadable
from redaction.finding import find, find_all
from redaction.formats import read, redact
from redaction.hit import KINDS, MENTIONS, Detector, Evidence, Hit, Kind
from redaction.label import Labels, Style
from redaction.limits import Limits
from redaction.people.index import People
from redaction.people.person import PersonRow
from redaction.plan import Cut, Plan
from redaction.planning import plan_for, plan_until_clean
from redaction.propagate import propagate
from redaction.resolve import resolve
from redaction.sentences import Sentences
from redaction.staff import Staff
from redaction.verify import still_there, verify

__all__ = [
    "DEFAULT",
    "DETECTORS",
    "KINDS",
    "MENTIONS",
    "Cut",
    "Detect",
    "Detector",
    "Document",
    "Evidence",
    "Hit",
    "Kind",
    "Labels",
    "Limits",
    "People",
    "PersonRow",
    "Plan",
    "Redacted",
    "Sentences",
    "Staff",
    "StillThere",
    "Style",
    "TooLarge",
    "Unit",
    "Unreadable",
    "find",
    "find_all",
    "mentions_within",
    "plan_for",
    "plan_until_clean",
    "propagate",
    "read",
    "redact",
    "resolve",
    "sentence_span",
    "still_there",
    "verify",
]
