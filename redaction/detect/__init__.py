"""One kind of personal data a file; DETECTORS holds them in the order they run.

A detector takes one unit's folded text (see ``redaction.normal``) and yields hits in rising
order, positions in that text. It is total: any text, in time that grows with its length.
"""

from collections.abc import Callable, Iterator
from typing import Final

from redaction.detect.account import account
from redaction.detect.address import address
from redaction.detect.age import age
from redaction.detect.attendance import attendance
from redaction.detect.card import card
from redaction.detect.case_id import case_id
from redaction.detect.date_of_birth import date_of_birth
from redaction.detect.driving_licence import driving_licence
from redaction.detect.education import education
from redaction.detect.email import email
from redaction.detect.ethnicity import ethnicity
from redaction.detect.family import family
from redaction.detect.finance import finance
from redaction.detect.handle import handle
from redaction.detect.health import health
from redaction.detect.immigration import immigration
from redaction.detect.ip import ip
from redaction.detect.mac import mac
from redaction.detect.name import name
from redaction.detect.nhs_number import nhs_number
from redaction.detect.nino import nino
from redaction.detect.offence import offence
from redaction.detect.passport import passport
from redaction.detect.phone import phone
from redaction.detect.postcode import postcode
from redaction.detect.religion import religion
from redaction.detect.safeguarding import safeguarding
from redaction.detect.sen import sen
from redaction.detect.sexual_life import sexual_life
from redaction.detect.social_care import social_care
from redaction.detect.sort_code import sort_code
from redaction.detect.uln import uln
from redaction.detect.upn import upn
from redaction.detect.url import url
from redaction.detect.utr import utr
from redaction.detect.vehicle_reg import vehicle_reg
from redaction.hit import Hit
from redaction.model.names import names

Detect = Callable[[str], Iterator[Hit]]

DETECTORS: Final[tuple[Detect, ...]] = (
    name,
    names,
    address,
    postcode,
    date_of_birth,
    age,
    nhs_number,
    nino,
    upn,
    uln,
    utr,
    phone,
    email,
    url,
    handle,
    case_id,
    passport,
    driving_licence,
    sort_code,
    account,
    card,
    vehicle_reg,
    ip,
    mac,
    family,
    education,
    attendance,
    finance,
    health,
    sen,
    ethnicity,
    religion,
    sexual_life,
    offence,
    immigration,
    safeguarding,
    social_care,
)
"""Every detector there is."""

DEFAULT: Final[tuple[Detect, ...]] = DETECTORS
"""Those that run when none are named."""

__all__ = [
    "DEFAULT",
    "DETECTORS",
    "Detect",
    "account",
    "address",
    "age",
    "attendance",
    "card",
    "case_id",
    "date_of_birth",
    "driving_licence",
    "education",
    "email",
    "ethnicity",
    "family",
    "finance",
    "handle",
    "health",
    "immigration",
    "ip",
    "mac",
    "name",
    "names",
    "nhs_number",
    "nino",
    "offence",
    "passport",
    "phone",
    "postcode",
    "religion",
    "safeguarding",
    "sen",
    "sexual_life",
    "social_care",
    "sort_code",
    "uln",
    "upn",
    "url",
    "utr",
    "vehicle_reg",
]
