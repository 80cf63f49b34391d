"""Which kind of personal data each detector finds."""

from typing import Final

from gateway.model.parties import Kind
from redaction import Kind as Detector

# Organisations and addresses of web pages are business data; they are not looked at as anybody's.
KINDS: Final[dict[Detector, Kind]] = {
    Detector.NAME: Kind.NAME,
    Detector.ADDRESS: Kind.ADDRESS,
    Detector.POSTCODE: Kind.ADDRESS,
    Detector.DATE_OF_BIRTH: Kind.DATE_OF_BIRTH,
    Detector.AGE: Kind.DATE_OF_BIRTH,
    Detector.NHS_NUMBER: Kind.IDENTIFIER,
    Detector.NINO: Kind.IDENTIFIER,
    Detector.UPN: Kind.IDENTIFIER,
    Detector.CASE_ID: Kind.IDENTIFIER,
    Detector.PASSPORT: Kind.IDENTIFIER,
    Detector.DRIVING_LICENCE: Kind.IDENTIFIER,
    Detector.VEHICLE_REG: Kind.IDENTIFIER,
    Detector.IP: Kind.IDENTIFIER,
    Detector.PHONE: Kind.CONTACT,
    Detector.EMAIL: Kind.CONTACT,
    Detector.SORT_CODE: Kind.FINANCE,
    Detector.ACCOUNT: Kind.FINANCE,
    Detector.HEALTH: Kind.HEALTH,
    Detector.SEN: Kind.SEN,
    Detector.ETHNICITY: Kind.ETHNICITY,
    Detector.RELIGION: Kind.RELIGION,
    Detector.SEXUAL_LIFE: Kind.SEXUAL_LIFE,
    Detector.OFFENCE: Kind.OFFENCE,
    Detector.IMMIGRATION: Kind.IMMIGRATION,
    Detector.SAFEGUARDING: Kind.SAFEGUARDING,
    Detector.SOCIAL_CARE: Kind.SOCIAL_CARE,
}

IDENTIFIERS: Final = frozenset({Detector.NHS_NUMBER, Detector.NINO, Detector.UPN, Detector.CASE_ID})
"""Values that one person alone has."""

CONTACTS: Final = frozenset({Detector.PHONE, Detector.EMAIL})
PLACES: Final = frozenset({Detector.ADDRESS, Detector.POSTCODE})
