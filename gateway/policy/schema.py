"""policy.yaml as it is written: every key, and what the rules make of it.

Every key has a default that stands in config/policy.yaml beside why; a list or table in the file replaces the default
whole, so that what is read there is what counts.
"""

from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import Field, field_validator

from gateway.decide.ages import Age, AgeFor
from gateway.decide.policy import Policy, StatementRule, Unmarked
from gateway.model.decision import HiddenAs, Protection, Treatment
from gateway.model.marking import Classification
from gateway.model.parties import Kind, purpose_key
from gateway.policy.defaults import (
    FLOORS,
    FREE_MAIL,
    GIVER_KINDS,
    IDENTIFYING,
    OWN_LINKS,
    PURPOSES,
    SOCIAL_MEDIA,
    ClassWord,
)
from gateway.policy.inside import FamilyContactSection, InsideSection
from gateway.policy.mail_kinds import AutomaticMailSection, EncryptedMailSection
from gateway.policy.markings import Markings
from gateway.policy.outward import Plain, StatementLineSection
from gateway.policy.own_rules import RuleSection
from gateway.policy.reviews import ReviewsSection
from gateway.policy.risks import RisksSection
from gateway.policy.sections import (
    DEFAULT_AGES,
    AgeSection,
    AnonymousSection,
    CaseForm,
    EvidenceSection,
    LinkPattern,
    NoteOrHold,
    PrivacyNoticeSection,
    ProtectionSection,
    StatementSection,
    TrainingSection,
    UnknownRecipientSection,
    UnmarkedSection,
    VisibleRecipientsSection,
)
from gateway.policy.words import Domain, Name, treatment_of
from gateway.yaml_file import Section

_CLASS_WORDS: Final = frozenset(level.word for level in Classification)


class PolicyFile(Section):
    """policy.yaml."""

    version: Literal[1]
    unmarked: UnmarkedSection = UnmarkedSection()
    marking_conflict: NoteOrHold = "note"
    floors: dict[Kind, ClassWord] = FLOORS
    protected_address_floor: ClassWord = "confidential"
    evidence: EvidenceSection = EvidenceSection()
    identifying: frozenset[Kind] = IDENTIFYING
    uncovered_person: Literal["hold", "redact"] = "hold"
    without_consent: Literal["hold", "anonymise"] = "hold"
    giver_kinds: frozenset[Kind] = GIVER_KINDS
    no_agreement: Literal["hold", "anonymise"] = "hold"
    category_not_covered: Literal["redact", "hold"] = "redact"
    third_parties: Literal["redact", "hold"] = "redact"
    unknown_recipient: UnknownRecipientSection = UnknownRecipientSection()
    assurance_overdue: NoteOrHold = "note"
    statement: StatementSection = StatementSection()
    statement_line: StatementLineSection = StatementLineSection()
    left_out_note: Plain = "An attachment was left out before this email was sent."
    protection: ProtectionSection = ProtectionSection()
    ages: dict[AgeFor, AgeSection] = DEFAULT_AGES
    anonymous: AnonymousSection = AnonymousSection()
    training: TrainingSection = TrainingSection()
    purposes: dict[Name, tuple[str, ...]] = PURPOSES
    social_media_domains: frozenset[Domain] = SOCIAL_MEDIA
    free_mail_domains: frozenset[Domain] = FREE_MAIL
    look_alike_recipient: NoteOrHold = "hold"
    first_time_recipient: NoteOrHold = "note"
    mailing_list: NoteOrHold = "hold"
    visible_recipients: VisibleRecipientsSection = VisibleRecipientsSection()
    bulk: Annotated[int, Field(ge=1)] = 20
    automatic_mail: AutomaticMailSection = AutomaticMailSection()
    encrypted_mail: EncryptedMailSection = EncryptedMailSection()
    own_links: tuple[LinkPattern, ...] = OWN_LINKS
    case_identifiers: Annotated[tuple[CaseForm, ...], Field(max_length=50)] = ()
    privacy_notice: PrivacyNoticeSection = PrivacyNoticeSection()
    internal: InsideSection = InsideSection()
    family_contact: FamilyContactSection = FamilyContactSection()
    markings: Markings = Markings()
    risks: RisksSection = RisksSection()
    reviews: ReviewsSection = ReviewsSection()
    rules: tuple[RuleSection, ...] = ()

    @field_validator("floors")
    @classmethod
    def _every_kind(cls, value: dict[Kind, ClassWord]) -> dict[Kind, ClassWord]:
        missing = [kind.value for kind in Kind if kind not in value]
        if missing:
            raise ValueError(f"every kind needs a floor; missing: {', '.join(missing)}")
        return value

    @field_validator("ages")
    @classmethod
    def _every_age(cls, value: dict[AgeFor, AgeSection]) -> dict[AgeFor, AgeSection]:
        missing = [name.value for name in AgeFor if name not in value]
        if missing:
            raise ValueError(f"every age is needed; missing: {', '.join(missing)}")
        years = [value[name].years for name in (AgeFor.PRESUMED_COMPETENT, AgeFor.OWN_LIMIT, AgeFor.ADULT)]
        if years != sorted(years):
            raise ValueError("presumed_competent, own_limit and adult come in rising order")
        return value

    @field_validator("identifying")
    @classmethod
    def _names_identify(cls, value: frozenset[Kind]) -> frozenset[Kind]:
        needed = {Kind.NAME, Kind.IDENTIFIER, Kind.CONTACT, Kind.ADDRESS, Kind.DATE_OF_BIRTH}
        if not needed <= value:
            missing = ", ".join(sorted(kind.value for kind in needed - value))
            raise ValueError(f"these always identify a person: {missing}")
        return value

    @field_validator("purposes")
    @classmethod
    def _words_once(cls, value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        seen: dict[str, str] = {}
        for name, synonyms in value.items():
            for word in sorted({name, *(purpose_key(synonym) for synonym in synonyms)}):
                if word in seen:
                    raise ValueError(f"{word!r} stands for two purposes: {seen[word]} and {name}")
                seen[word] = name
        return value

    @field_validator("rules")
    @classmethod
    def _names_once(cls, value: tuple[RuleSection, ...]) -> tuple[RuleSection, ...]:
        names = [rule.name for rule in value]
        if len(set(names)) != len(names):
            raise ValueError("every rule has a name of its own")
        return value

    def to_policy(self, version: str) -> Policy:
        """The same as the rules take it; *version* is the hash of the file's bytes."""
        return Policy(
            version=version,
            clean_unmarked=_unmarked(self.unmarked.nothing_found),
            other_unmarked=_unmarked(self.unmarked.otherwise),
            marking_conflict=treatment_of(self.marking_conflict),
            floors={kind: Classification.of(word) for kind, word in self.floors.items()},
            protected_address_floor=Classification.of(self.protected_address_floor),
            evidence=self.evidence.counts,
            name_alone_is_note=self.evidence.name_alone_is_note,
            identifying=self.identifying,
            uncovered_person=treatment_of(self.uncovered_person),
            without_consent=treatment_of(self.without_consent),
            giver_kinds=self.giver_kinds,
            no_agreement=treatment_of(self.no_agreement),
            category_not_covered=treatment_of(self.category_not_covered),
            third_parties=treatment_of(self.third_parties),
            unknown_recipient_highest=Classification.of(self.unknown_recipient.highest),
            assurance_overdue=treatment_of(self.assurance_overdue),
            statement=_by_class(self.statement),
            protection={
                level: Protection[str(getattr(self.protection, level.word)).upper()] for level in Classification
            },
            ages={name: Age(years=age.years, jurisdiction=age.jurisdiction) for name, age in self.ages.items()},
            smallest_group=self.anonymous.smallest_group,
            too_few=Treatment.HOLD if self.anonymous.too_few == "hold" else Treatment.ANONYMISE,
            training_months=self.training.months,
            training_overdue=treatment_of(self.training.overdue),
            purposes={
                name: frozenset(purpose_key(word) for word in synonyms) for name, synonyms in self.purposes.items()
            },
            social_media_domains=self.social_media_domains,
            free_mail_domains=self.free_mail_domains,
            look_alike_recipient=treatment_of(self.look_alike_recipient),
            first_time_recipient=treatment_of(self.first_time_recipient),
            mailing_list=treatment_of(self.mailing_list),
            visible_people=self.visible_recipients.people,
            visible_unknown=self.visible_recipients.public,
            bulk=self.bulk,
            encrypted_to=self.encrypted_mail.pass_to,
            auto_forward=self.automatic_mail.forward_treatment(),
            own_links=self.own_links,
            notice_versions=dict(self.privacy_notice.versions),
            notice_not_given=treatment_of(self.privacy_notice.action),
            inside=self.internal.to_rule(),
            family_contact=self.family_contact.to_rule(),
            rules=tuple(rule.to_rule() for rule in self.rules),
            hidden_as=HiddenAs(self.anonymous.hidden_as),
        )


def _unmarked(word: str) -> Unmarked:
    if word in _CLASS_WORDS:
        return Unmarked(treatment=Treatment.SHARE, treated_as=Classification.of(word))
    return Unmarked(treatment=treatment_of(word), treated_as=Classification.INTERNAL)


def _by_class(section: StatementSection) -> Mapping[Classification, StatementRule]:
    return {
        Classification.UNCLASSIFIED: section.unclassified,
        Classification.INTERNAL: section.internal,
        Classification.CONFIDENTIAL: section.confidential,
    }
