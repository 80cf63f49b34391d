"""Which kind of personal data each detector finds."""

from typing import Final

from gateway.model.parties import Kind
from redaction import KINDS as KINDS_FOUND
from redaction import Detector

KINDS: Final[dict[Detector, Kind]] = {detector: Kind(kind.value) for detector, kind in KINDS_FOUND.items()}
"""The library's table, in the words of our model: a kind that only the library knew would fail here, at the start."""

IDENTIFIERS: Final = frozenset({
    Detector.NHS_NUMBER,
    Detector.NINO,
    Detector.UPN,
    Detector.ULN,
    Detector.UTR,
    Detector.CASE_ID,
})  # fmt: skip
"""Values that one person alone has."""

CONTACTS: Final = frozenset({Detector.PHONE, Detector.EMAIL, Detector.URL, Detector.HANDLE})
PLACES: Final = frozenset({Detector.ADDRESS, Detector.POSTCODE})
