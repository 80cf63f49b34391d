"""What a candidate policy would have made of past decisions: which would change, and by which rule. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from gateway.decide.decide import decide
from gateway.decide.modes import in_mode
from gateway.decide.policy import Policy
from gateway.model.decision import Finding, Treatment
from gateway.past.stored_sheet import Past, rule_of, under


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One recipient of one case, decided otherwise. Ids and words; no address and nothing of what was found."""

    case: str
    recipient: int  # from 1, in the order they were first decided about
    before: str  # "hold"; "share, transport" where the protection changes
    after: str
    stricter: tuple[str, ...]  # rules that would say more than they did
    milder: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Tried:
    """What came of trying."""

    decisions: int = 0
    changes: list[Change] = field(default_factory=list)
    stricter: Counter[str] = field(default_factory=Counter)  # decisions in which a rule would say more, by rule
    milder: Counter[str] = field(default_factory=Counter)
    would: Counter[str] = field(default_factory=Counter)  # of the candidate's own shadow rules
    unread: int = 0  # looks whose sheet could not be read or is gone

    def add(self, case: str, number: int, past: Past, was: str, candidate: Policy) -> None:
        """Decide about one recipient again.

        Args:
            number: of the recipient, from 1.
            was: the policy version it was decided under.
        """
        facts = under(past.facts, candidate.version, was)
        decision = in_mode(decide(facts, candidate), facts, candidate)
        self.decisions += 1
        self.would.update({found.detail for found in decision.would})
        said, says = _strictest(past.findings), _strictest(decision.findings)
        stricter = tuple(sorted(rule for rule, how in says.items() if how > said.get(rule, Treatment.SHARE)))
        milder = tuple(sorted(rule for rule, how in said.items() if how > says.get(rule, Treatment.SHARE)))
        self.stricter.update(stricter)
        self.milder.update(milder)
        if (decision.treatment, decision.protection) != (past.treatment, past.protection):
            level = decision.protection is not past.protection
            self.changes.append(
                Change(
                    case=case,
                    recipient=number,
                    before=past.treatment.word + (f", {past.protection.word}" if level else ""),
                    after=decision.treatment.word + (f", {decision.protection.word}" if level else ""),
                    stricter=stricter,
                    milder=milder,
                )
            )


def _strictest(findings: Iterable[Finding]) -> dict[str, Treatment]:
    found: dict[str, Treatment] = {}
    for one in findings:
        rule = rule_of(one)
        found[rule] = max(one.treatment, found.get(rule, Treatment.SHARE))
    return found
