"""All that a rule may look at besides the facts: what the organisation has chosen in policy.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from gateway.decide.ages import Ages
from gateway.decide.own_rule import CustomRule
from gateway.model.decision import HiddenAs, Protection, Treatment
from gateway.model.found import Evidence
from gateway.model.marking import Classification
from gateway.model.parties import Kind, PartyType


class StatementRule(StrEnum):
    """What is done when a message does not say whether it is fact or opinion (FACT-1)."""

    REQUIRE = "require"  # held for its sender
    ADD_NOTE = "add-note"  # sent, with a line that it was not said
    PASS = "pass"  # noqa: S105 -- a choice's name, no password


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmarked:
    """How an unmarked message is handled (CLASS-2)."""

    treatment: Treatment  # SHARE: treated as the class below
    treated_as: Classification


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Who inside the organisation needs to know (AGREE-4)."""

    floor: Classification  # from this floor of a kind on it is asked at all
    outside_team: Treatment  # SHARE or HOLD: a reader who does not work with the person
    unknown_address: Treatment  # SHARE or HOLD: in our own domains, and nobody in the staff register behind it
    teams_that_share: tuple[frozenset[str], ...]  # lower case


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyContact:
    """How a person of the register asked to be reached (FAM-1)."""

    other_route: Treatment  # SHARE or HOLD: they asked not for mail
    other_form: Treatment  # SHARE or HOLD: they asked for another language or format
    languages: tuple[str, ...]  # that we write


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The organisation's choices. A treatment of SHARE means: a note, and it goes."""

    version: str  # a hash of the file's bytes
    clean_unmarked: Unmarked  # all read and nothing found
    other_unmarked: Unmarked  # anything found or unread
    marking_conflict: Treatment  # SHARE or HOLD
    floors: Mapping[Kind, Classification]
    protected_address_floor: Classification
    evidence: frozenset[Evidence]  # that counts
    name_alone_is_note: frozenset[Evidence]  # on these alone, a name with no other kind beside it is a note
    identifying: frozenset[Kind]  # what anonymising takes out
    uncovered_person: Treatment  # HOLD or REDACT
    without_consent: Treatment  # HOLD or ANONYMISE
    giver_kinds: frozenset[Kind]  # what may be told of the relation who gave the consent
    no_agreement: Treatment  # HOLD or ANONYMISE
    category_not_covered: Treatment  # REDACT or HOLD
    third_parties: Treatment  # REDACT or HOLD
    unknown_recipient_highest: Classification  # highest marking that may go to an unknown recipient
    assurance_overdue: Treatment  # SHARE or HOLD
    statement: Mapping[Classification, StatementRule]
    protection: Mapping[Classification, Protection]
    ages: Ages  # CONS-6: what begins at which age
    smallest_group: int  # people of the register that somebody in an anonymised return could be
    too_few: Treatment  # where they are fewer. ANONYMISE: not even an age is left; HOLD
    training_months: int
    training_overdue: Treatment  # SHARE or HOLD
    purposes: Mapping[str, frozenset[str]]  # name → synonyms, as parties.purpose_key has them
    social_media_domains: frozenset[str]  # sub-domains included
    free_mail_domains: frozenset[str]  # anybody can have an address there: no party is known by such a domain
    look_alike_recipient: Treatment  # SHARE or HOLD
    first_time_recipient: Treatment  # SHARE or HOLD
    mailing_list: Treatment  # SHARE or HOLD
    visible_people: int  # households from which on their addresses are not for each other
    visible_unknown: int  # the same for addresses that nobody stands behind
    encrypted_to: tuple[str, ...]  # ids of parties to whom what the sender encrypted goes unread
    auto_forward: Treatment  # SHARE, HOLD or REFUSE
    bulk: int  # addresses outside that personal data may go to at once
    own_links: tuple[str, ...]  # hosts of our own cloud store, as links.py takes them
    notice_versions: Mapping[str, frozenset[PartyType]]  # privacy notice → the kinds of recipient it names
    notice_not_given: Treatment  # SHARE or HOLD
    inside: Inside
    family_contact: FamilyContact
    rules: tuple[CustomRule, ...]
    hidden_as: HiddenAs = HiddenAs.LABEL  # LABEL or GENERALISE, where no agreement says how
