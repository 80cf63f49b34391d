"""policy.yaml → the policy and the marking schemes, or every fault at once."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from gateway import yaml_file
from gateway.decide.own_rule import CustomRule
from gateway.decide.policy import Policy
from gateway.model.errors import ConfigurationFaults
from gateway.model.outward import Outward
from gateway.policy.reviews import Reviews
from gateway.policy.risks import RiskPolicy
from gateway.policy.rule_tests import RuleTest, run
from gateway.policy.schema import PolicyFile
from gateway.read.schemes import MarkingSchemes


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
            left_out=read.left_out_note,
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
