"""policy.yaml → the policy and the marking schemes, or every fault at once.

Every key has a default that stands in config/policy.yaml beside why; a list or table in the file replaces the default
whole, so that what is read there is what counts.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, Field, field_validator, model_validator

from gateway import yaml_file
from gateway.decide.ages import Age, AgeFor
from gateway.decide.own_rule import CustomRule
from gateway.decide.policy import Policy, StatementRule, Unmarked
from gateway.model.decision import HiddenAs, Protection, Treatment
from gateway.model.errors import ConfigurationFaults
from gateway.model.found import Evidence
from gateway.model.marking import Classification
from gateway.model.outward import Outward
from gateway.model.parties import Kind, PartyType, purpose_key
from gateway.policy.defaults import (
    AGES,
    FLOORS,
    FREE_MAIL,
    GIVER_KINDS,
    IDENTIFYING,
    NOTICE_VERSIONS,
    OWN_LINKS,
    PURPOSES,
    SOCIAL_MEDIA,
    ClassWord,
)
from gateway.policy.inside import FamilyContactSection, InsideSection
from gateway.policy.mail_kinds import AutomaticMailSection, EncryptedMailSection
from gateway.policy.markings import Markings
from gateway.policy.outward import StatementLineSection
from gateway.policy.own_rules import RuleSection
from gateway.policy.reviews import Reviews, ReviewsSection
from gateway.policy.risks import RiskPolicy, RisksSection
from gateway.policy.rule_tests import RuleTest, run
from gateway.policy.words import Domain, Name, ProtectionWord, treatment_of
from gateway.read.schemes import MarkingSchemes
from gateway.yaml_file import Section
from redaction.detect.case_patterns import fault_in


def _link_pattern(value: str) -> str:
    if not re.fullmatch(r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}(?:/[^\s<>\"'*]*)?", value):
        raise ValueError("a host in lower case, *.host or host/path, without https://: files.example/shared")
    return value


def _case_form(value: str) -> str:
    fault = fault_in(value)
    if fault:
        raise ValueError(fault)
    return value


LinkPattern = Annotated[str, AfterValidator(_link_pattern)]
CaseForm = Annotated[str, AfterValidator(_case_form)]
NoteOrHold = Literal["note", "hold"]

_CLASS_WORDS: Final = frozenset(level.word for level in Classification)


class UnmarkedSection(Section):
    """CLASS-2: a class word means: treat it as that class and send it."""

    nothing_found: Literal["unclassified", "internal", "confidential", "hold", "refuse"] = "internal"
    otherwise: Literal["confidential", "hold", "refuse"] = "hold"


class EvidenceSection(Section):
    """On what a find must rest to count."""

    counts: frozenset[Evidence] = frozenset(Evidence)
    name_alone_is_note: frozenset[Evidence] = frozenset({Evidence.PATTERN, Evidence.LIST, Evidence.MODEL})

    @field_validator("counts")
    @classmethod
    def _register_counts(cls, value: frozenset[Evidence]) -> frozenset[Evidence]:
        # Without them the gateway would be silent about people it knows.
        if not {Evidence.REGISTER, Evidence.CHECKSUM} <= value:
            raise ValueError("register and checksum always count")
        return value

    @field_validator("name_alone_is_note")
    @classmethod
    def _register_holds(cls, value: frozenset[Evidence]) -> frozenset[Evidence]:
        if value & {Evidence.REGISTER, Evidence.CHECKSUM}:
            raise ValueError("what rests on register or checksum is never only a note")
        return value


class UnknownRecipientSection(Section):
    """AGREE-2: what may go to an address that no party stands behind; personal data never does by itself."""

    highest: ClassWord = "unclassified"


class StatementSection(Section):
    """FACT-1, by effective class."""

    unclassified: StatementRule = StatementRule.PASS
    internal: StatementRule = StatementRule.REQUIRE
    confidential: StatementRule = StatementRule.REQUIRE


class ProtectionSection(Section):
    """CLASS-4: the least protection, by effective class."""

    unclassified: ProtectionWord = "none"
    internal: ProtectionWord = "transport"
    confidential: ProtectionWord = "content"

    @model_validator(mode="after")
    def _rising(self) -> "ProtectionSection":
        levels = [Protection[word.upper()] for word in (self.unclassified, self.internal, self.confidential)]
        if levels != sorted(levels):
            raise ValueError("the higher the class, the stronger the protection (CLASS-4)")
        return self


class AgeSection(Section):
    """CONS-6: an age, and where it holds."""

    years: Annotated[int, Field(ge=0, le=25)]
    jurisdiction: Annotated[str, Field(min_length=1, max_length=200)]


_AGES: Final = {name: AgeSection(years=years, jurisdiction=where) for name, (years, where) in AGES.items()}


class AnonymousSection(Section):
    """AGREE-5, MIN-2."""

    hidden_as: Literal["label", "generalise"] = "label"

    smallest_group: Annotated[int, Field(ge=1, le=1000)] = 5
    too_few: Literal["coarsen", "hold"] = "coarsen"


class TrainingSection(Section):
    """AWARE-1."""

    months: Annotated[int, Field(ge=1, le=60)] = 12
    overdue: NoteOrHold = "note"


class VisibleRecipientsSection(Section):
    """MIN-1: how many in To and Cc, from which on they should not see each other."""

    people: Annotated[int, Field(ge=2)] = 2
    public: Annotated[int, Field(ge=2)] = 10


class PrivacyNoticeSection(Section):
    """NOTICE-1: what each version of our privacy notice names."""

    versions: dict[str, frozenset[PartyType]] = NOTICE_VERSIONS
    action: NoteOrHold = "note"


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
    protection: ProtectionSection = ProtectionSection()
    ages: dict[AgeFor, AgeSection] = _AGES
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedPolicy:
    """What policy.yaml says, for those who decide and for those who read markings."""

    policy: Policy
    markings: MarkingSchemes
    outward: Outward  # what partners' copies say
    risks: RiskPolicy
    reviews: Reviews
    text: str  # the file's, whole: what its version is the hash of
    case_identifiers: tuple[str, ...]  # forms of case numbers that the finder looks for
    tests: tuple[RuleTest, ...]  # of the organisation's own rules, with what came of each

    def untested(self) -> tuple[CustomRule, ...]:
        """The rules beside which no test stands."""
        tested = {test.rule for test in self.tests}
        return tuple(rule for rule in self.policy.rules if rule.name not in tested)

    def one_sided(self) -> tuple[str, ...]:
        """Names of the rules whose tests have no near miss: nothing shows where they end."""
        misses = {test.rule for test in self.tests if test.near_miss}
        return tuple(dict.fromkeys(test.rule for test in self.tests if test.rule not in misses))

    def faults(self, name: str, own_domains: Collection[str] | None) -> tuple[str, ...]:
        """All that keeps it from being taken into use: tests that fail, and whom rules would tell outside."""
        return (*self.failed(name), *self._outside(name, own_domains))

    def _outside(self, name: str, own_domains: Collection[str] | None) -> Iterator[str]:
        # Notices travel inside only.
        for index, rule in enumerate(self.policy.rules):
            for address in rule.notify_addresses:
                if own_domains is not None and address.rpartition("@")[2] not in own_domains:
                    line, column = yaml_file.Places(self.text).of("rules", index, "then", "notify")
                    yield f"{name}:{line}:{column}: rules.{index}.then.notify: must be in one of our own domains"

    def failed(self, name: str) -> tuple[str, ...]:
        """A fault for each test that its rule fails, with its place in the file called *name*."""
        return tuple(
            f"{name}:{test.place[0]}:{test.place[1]}: rule {test.rule}, test {test.number}: {test.wrong}"
            for test in self.tests
            if test.wrong
        )


def load(folder: Path, own_domains: Collection[str] | None) -> LoadedPolicy:
    """Read policy.yaml in *folder*, and try its rules on their tests.

    Args:
        own_domains: the organisation's; its rules tell nobody outside. None: not known, and not asked.

    Raises:
        ConfigurationFaults: it cannot be read, has faults, or a rule fails a test; all of them are listed.
    """
    return load_file(folder / "policy.yaml", own_domains)


def load_file(path: Path, own_domains: Collection[str] | None) -> LoadedPolicy:
    """The same for a file of any name."""
    loaded = parse(read_text(path), str(path))
    faults = loaded.faults(str(path), own_domains)
    if faults:
        raise ConfigurationFaults(faults)
    return loaded


def read_text(path: Path) -> str:
    """The file's text.

    Raises:
        ConfigurationFaults: it cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationFaults((f"{path}:1:1: cannot be read: {type(error).__name__}",)) from error


def parse(text: str, name: str) -> LoadedPolicy:
    """The same for text already read; a test that fails is told in the answer, and is no fault yet.

    Args:
        name: what faults are told with.
    """
    read = yaml_file.parse(text, name, PolicyFile)
    version = hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]
    policy = read.to_policy(version)
    return LoadedPolicy(
        policy=policy,
        markings=read.markings.to_schemes(),
        outward=Outward(
            dialects=read.markings.to_dialects(),
            lines=read.statement_line.lines(),
            not_said=read.statement_line.not_said,
        ),
        risks=read.risks.to_policy(),
        reviews=read.reviews.to_reviews(),
        text=text,
        case_identifiers=read.case_identifiers,
        tests=tuple(_tests(read, policy, text)),
    )


def _tests(read: PolicyFile, policy: Policy, text: str) -> Iterator[RuleTest]:
    if not any(rule.tests for rule in read.rules):
        return
    places = yaml_file.Places(text)
    for index, (section, rule) in enumerate(zip(read.rules, policy.rules, strict=True)):
        for number, test in enumerate(section.tests):
            yield RuleTest(
                rule=rule.name,
                number=number + 1,
                place=places.of("rules", index, "tests", number),
                near_miss=not test.expect.applies,
                wrong=run(rule, test, policy),
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
