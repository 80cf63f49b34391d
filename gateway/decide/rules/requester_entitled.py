"""REC-2, CONS-6: what is held about a person goes to them or to who may ask for them, once they were identified."""

from collections.abc import Iterator

from gateway.decide.answers import releasing
from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.reasons import found
from gateway.decide.requests import answered, entitled
from gateway.model.decision import Finding, Treatment
from gateway.model.parties import RequestType
from gateway.model.reasons import Reason


def requester_entitled(facts: Facts, policy: Policy) -> Iterator[Finding]:
    """Two questions to the IG lead: may this recipient have it, and was it checked who they are."""
    request = answered(facts, RequestType.SAR)
    if request is None:
        return
    if not entitled(facts, policy, request) and releasing(facts, policy, Reason.REQUESTER_NOT_ENTITLED) is None:
        yield found(Reason.REQUESTER_NOT_ENTITLED, Treatment.HOLD, about=[request.person], detail=request.id)
    checked = request.identity_checked_on
    if (checked is None or checked > facts.today) and releasing(facts, policy, Reason.IDENTITY_NOT_CHECKED) is None:
        yield found(Reason.IDENTITY_NOT_CHECKED, Treatment.HOLD, about=[request.person], detail=request.id)
