"""What a held message would say with details hidden, and its fingerprint."""

import json
from collections.abc import Sequence

from gateway.decide.facts import Facts
from gateway.look import Look
from gateway.model.decision import AnswerKind, Decision, Treatment
from gateway.model.message import TextCut
from gateway.treat.plan import plan_treatment
from gateway.treat.pseudonyms import key_of, pseudonyms_for


def hidden_cuts_of(look: Look, facts: Facts, decision: Decision, pseudonym_key: bytes) -> Sequence[TextCut]:
    """What the version with details hidden leaves out. Empty: hiding would not settle it."""
    if not any(AnswerKind.HIDE in found.answers for found in decision.findings):
        return ()
    plan = plan_treatment(
        look.reading,
        look.found,
        decision.hidden_cut,
        subjects=facts.subjects.values(),
        today=facts.today,
        keep_directives=False,
        hidden_as=decision.hidden_as,
        pseudonym_key=key_of(pseudonym_key, pseudonyms_for(facts, decision)),
    )
    return plan.cuts


def hidden_version(look: Look, pseudonym_key: bytes) -> bytes:
    """Everything that the hidden versions of who is held are made from: equal bytes, equal mails."""
    made = [
        (decision.recipient, [(cut.unit, cut.start, cut.end, cut.replacement) for cut in cuts])
        for facts, decision in zip(look.facts, look.decisions, strict=True)
        if decision.treatment is Treatment.HOLD
        for cuts in (hidden_cuts_of(look, facts, decision, pseudonym_key),)
    ]
    return json.dumps([look.asked.content_hash, made]).encode("ascii")
