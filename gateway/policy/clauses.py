"""The clauses of the information sharing policy, and in which register or part each is kept."""

from dataclasses import dataclass
from typing import Final

from gateway.language import mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause, as reasons, cases and records cite it."""

    id: str
    says: str
    kept_in: tuple[str, ...] = ()  # registers, commands and parts beside the rules
    # Tests that show it, by path; for what no mail can show. A clause that mail shows has cases.
    tests: tuple[str, ...] = ()


def _clause(id_: str, says: str, *kept_in: str, tests: tuple[str, ...] = ()) -> Clause:
    return Clause(id=id_, says=says, kept_in=kept_in, tests=tests)


CLAUSES: Final = (
    _clause("CLASS-1", mark("three classes")),
    _clause("CLASS-2", mark("marked before it is shared; unmarked mail is examined")),
    _clause("CLASS-3", mark("never under-marked")),
    _clause("CLASS-4", mark("the higher the class, the stronger the protection")),
    _clause("AGREE-1", mark("partners share under an agreement"), "register agreements", "register parties"),
    _clause(
        "AGREE-2", mark("no agreement in force, no identifiable data"), "register agreements", "register parties"
    ),
    _clause("AGREE-3", mark("safeguards are assured"), "register agreements: assurance_review"),
    _clause("AGREE-4", mark("sharing inside, and links to our own files"), "register staff"),
    _clause("AGREE-5", mark("returns go anonymised"), "register agreements: identifiable"),
    _clause("AGREE-6", mark("never to social media")),
    _clause("PURP-1", mark("every sharing has a purpose that the agreement allows"), "register agreements: purposes"),
    _clause("PURP-2", mark("what a partner sent for a purpose is not passed on for another")),
    _clause("MIN-1", mark("only the minimum, and only of whom it is about"), "register people"),
    _clause("MIN-2", mark("anonymised unless agreed otherwise")),
    _clause("MIN-3", mark("the Caldicott principles, and the fast lane"), "register parties: front_door"),
    _clause("CONS-1", mark("not disclosed without consent"), "register consents"),
    _clause("CONS-2", mark("consent is explicit, recorded and can be withdrawn"), "register consents"),
    _clause("CONS-3", mark("consent is not assumed"), "register consents: worker, team_manager"),
    _clause("CONS-4", mark("without consent only on a ground, approved"), "register approvals", "register grounds"),
    _clause("CONS-5", mark("the family is informed, or why not"), "register approvals: informed"),
    _clause("CONS-6", mark("ages"), "register people: date_of_birth, competence", "policy.yaml: ages"),
    _clause("CONS-7", mark("kept confidential from the service user"), "register restrictions"),
    _clause("SAFE-1", mark("protected addresses and no contact"), "register people: no_contact, risk_to"),
    _clause(
        "SAFE-2", mark("nobody decides about themselves"), "register staff", "register parties: protected-disclosure"
    ),
    _clause("FAM-1", mark("families may receive their own data"), "register people: acts_for"),
    _clause("NOTICE-1", mark("the privacy notice names the kind of recipient"), "register people: notice_version"),
    _clause("FACT-1", mark("fact, opinion or both")),
    _clause("SEC-1", mark("mail outside goes encrypted")),
    _clause("SEC-2", mark("staff reach the gateway securely"), "listeners, sign-in"),
    _clause(
        "SEC-3",
        mark("stored data is protected and deleted"),
        "period keys, retention",
        tests=("tests/store", "tests/spool"),
    ),
    _clause("REC-1", mark("every decision is recorded"), "record", tests=("tests/test_cases.py", "tests/record")),
    _clause("REC-2", mark("subject access and freedom of information replies"), "register requests"),
    _clause("REC-3", mark("risks are seen"), "gateway risk", tests=("tests/record/test_risks.py",)),
    _clause(
        "REC-4",
        mark("breaches are recorded, with their 72 hours"),
        "gateway breach",
        tests=("tests/record/test_breaches.py",),
    ),
    _clause("AWARE-1", mark("employees are aware and trained"), "register staff: trained_on"),
    _clause(
        "REV-1",
        mark("policy, agreements and approvals are reviewed"),
        "gateway register due",
        tests=("tests/registers/test_due.py",),
    ),
)
