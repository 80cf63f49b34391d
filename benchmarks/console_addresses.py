"""Which pages the benchmark of lists opens, of every route that fetches; a test holds them level with the routes."""

from typing import Final
from urllib.parse import urlencode

from benchmarks.console_filling import BEN, EVERY_ROLE, LEAD, MANAGER
from benchmarks.decided_mail import ANA
from gateway.console.api.application import PATH as API

PEER: Final = "/help"
TOKEN: Final = ""  # who asks the interface for programs: a token, no account


def _of(path: str, **query: str) -> str:
    return f"{path}?{urlencode(query)}"


# Route → what is opened of it: what it is called, by whom, and its address.
LISTS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "/help": (("help (peer)", MANAGER, PEER),),
    "/": (("home, a manager's", MANAGER, "/"), ("home, the lead's", LEAD, "/")),
    "/held": (
        ("queue", MANAGER, "/held?whose=all"),
        ("queue, the lead's", LEAD, "/held?whose=all"),
        ("queue, page 40", LEAD, "/held?page=40"),
        ("queue, those that ask me", MANAGER, "/held?whose=mine"),
        ("queue, by reason", LEAD, "/held?reason=no-consent"),
        ("queue, by team: a saved view", LEAD, "/held?team=Early+Help"),
        ("queue, by partner", LEAD, _of("/held", partner="Elm Park School")),
        ("queue, by age", LEAD, "/held?age=1d"),
        ("queue, urgent", LEAD, "/held?urgent=yes"),
        ("queue, looked at by nobody", LEAD, "/held?looked_at=nobody"),
        ("queue, searched", LEAD, "/held?search=elmpark"),
        ("queue, searched for what is not there", LEAD, "/held?search=nothing-like-it"),
    ),
    "/mail": (
        ("my email", ANA, "/mail"),
        ("my email, long ago", BEN, "/mail?before={long-ago}"),
        ("my email, what waits", ANA, "/mail?shown=waiting"),
        ("my email, by partner", ANA, _of("/mail", search="Elm Park School")),
        ("my email, searched for what is not there", ANA, "/mail?search=nothing-like-it"),
    ),
    "/agreed": (
        ("what we have agreed", ANA, "/agreed"),
        ("what we have agreed, page 5", ANA, "/agreed?page=5"),
        ("what we have agreed, searched", ANA, "/agreed?search=school"),
    ),
    "/remembered": (("remembered", ANA, "/remembered"),),
    "/account": (("my account", LEAD, "/account"),),
    "/approvals": (
        ("approvals", LEAD, "/approvals"),
        ("approvals, all, page 5", LEAD, "/approvals?show=all&page=5"),
    ),
    "/modes": (("rules on trial, with what each did", LEAD, "/modes"),),
    "/health": (("how it is doing", LEAD, "/health"),),
    "/operations": (("operations", EVERY_ROLE, "/operations"),),
    "/partners": (
        ("partners", LEAD, "/partners"),
        ("partners, page 5", LEAD, "/partners?page=5"),
        ("partners, searched", LEAD, "/partners?search=school"),
    ),
    "/partners/{id}": (("a partner, mail by month", LEAD, "/partners/COUNCIL"),),
    "/trace": (
        ("an email by its case", LEAD, "/trace?key=GW-00050000"),
        ("emails by the address of a reader", LEAD, _of("/trace", key="office@elmpark.example")),
        ("emails by the address of a sender", LEAD, _of("/trace", key=ANA)),
        ("emails by Message-ID that is not there", LEAD, _of("/trace", key="nobody@nowhere.example")),
        ("emails of a day", LEAD, "/trace?day={day}"),
        ("emails of a day by address", LEAD, _of("/trace", key="office@elmpark.example") + "&day={day}"),
    ),
    "/trace/{case}": (("one email", LEAD, "/trace/GW-00050000"),),
    "/rules": (("rules, with what each did", LEAD, "/rules"),),
    "/rules/versions": (("versions of the policy", LEAD, "/rules/versions"),),
    "/rules/tests": (("kept tests of the policy", LEAD, "/rules/tests"),),
    "/views": (("views of content", LEAD, "/views"),),
    "/users": (
        ("people with accounts", LEAD, "/users"),
        ("people with accounts, page 5", LEAD, "/users?page=5"),
        ("people with accounts, searched", LEAD, "/users?search=worker.2"),
    ),
    "/users/{account}": (("one account", LEAD, f"/users/{MANAGER}"),),
    "/record": (
        ("the record", LEAD, "/record"),
        ("the record, far back", LEAD, "/record?before=50000"),
        ("the record, by case", LEAD, "/record?case=GW-00050000"),
        ("the record, by kind", LEAD, "/record?kind=signed-in"),
        ("the record, by kind of few", LEAD, "/record?kind=breach"),
        ("the record, by kind that is not there", LEAD, "/record?kind=restored"),
        ("the record, by day", LEAD, "/record?first={day}&last={day}"),
        ("the record, by who", LEAD, "/record?by=worker.7"),
        ("the record, by nobody", LEAD, "/record?by=nobody-like-it"),
        ("the record, by a word", LEAD, "/record?words=no-consent"),
        ("the record, by a word that is not there", LEAD, "/record?words=nothing-like-it"),
    ),
    "/governance": (("information governance", LEAD, "/governance"),),
    "/registers": (("registers", LEAD, "/registers"),),
    "/registers/{kind}": (
        ("people, page 300", LEAD, "/registers/people?page=300"),
        ("people, searched", LEAD, "/registers/people?search=smith"),
        ("people, searched for what is not there", LEAD, "/registers/people?search=nobody-like-it"),
        ("people, sorted by birth, of one worker", LEAD, _of("/registers/people", sort="date_of_birth", worker=ANA)),
        ("people, by state", LEAD, "/registers/people?stand=died"),
        ("consents, by state and partner", LEAD, _of("/registers/consents", stand="in force", party="COUNCIL")),
        ("consents, searched", LEAD, "/registers/consents?search=q-0000123"),
        ("agreements", LEAD, "/registers/agreements"),
        ("agreements, by state", LEAD, _of("/registers/agreements", stand="in force")),
        ("restrictions", LEAD, "/registers/restrictions"),
        ("restrictions, searched", LEAD, "/registers/restrictions?search=day+17"),
        ("grounds", LEAD, "/registers/grounds"),
        ("partners of the register", LEAD, "/registers/parties?search=partner"),
        ("approvals of the register", LEAD, "/registers/approvals"),
        ("requests of the register", LEAD, "/registers/requests?type=sar"),
        ("staff", LEAD, "/registers/staff?search=team+7"),
        ("rota", LEAD, "/registers/duty"),
        ("modes", LEAD, "/registers/modes"),
        ("remembered by all", LEAD, "/registers/remembered"),
    ),
    "/registers/{kind}/entry": (("a person: consents, disclosures", LEAD, "/registers/people/entry?id=Q-0000123"),),
    "/registers/{kind}/changes": (("changes of a register", LEAD, "/registers/people/changes"),),
    "/requests": (
        ("requests", LEAD, "/requests"),
        ("requests, all, page 5", LEAD, "/requests?show=all&page=5"),
    ),
    "/requests/answer": (("a request and its emails", LEAD, "/requests/answer?id=RQ-0"),),
    "/breaches": (("breaches", LEAD, "/breaches?show=all"),),
    "/risks": (("risks", LEAD, "/risks"), ("risks, all", LEAD, "/risks?show=all")),
    "/due": (
        ("reviews due in 30 days", LEAD, "/due?days=30"),
        ("reviews due in a year, page 5", LEAD, "/due?days=365&page=5"),
    ),
    "/reports": (
        ("reports of ninety days", LEAD, "/reports"),
        ("reports of a week", LEAD, "/reports?from={week-ago}&until={day}"),
    ),
    f"{API}/held": (("interface: what waits", TOKEN, f"{API}/held"),),
    f"{API}/cases/{{case}}": (("interface: one case", TOKEN, f"{API}/cases/GW-00050000"),),
    f"{API}/trace": (("interface: trace by address", TOKEN, _of(f"{API}/trace", key="office@elmpark.example")),),
    f"{API}/health": (("interface: health", TOKEN, f"{API}/health"),),
    f"{API}/registers/{{kind}}": (("interface: a small register", TOKEN, f"{API}/registers/agreements"),),
}

# What lists nothing: forms, one thing by itself, and a case (benchmarks/console_case.py).
NO_LISTS: Final = frozenset(
    {
        "/sign-in",
        "/sign-in/code",
        "/sign-in/set-up",
        "/sign-in/provider",
        "/sign-in/back",
        "/signed-out",
        "/kept-form",
        "/account/passkeys",
        "/account/app",
        "/help/first",
        "/service",
        "/approve",
        "/keep",
        "/explain",
        "/cases/{case}",
        "/cases/{case}/done",
        "/cases/{case}/arrived",
        "/cases/{case}/pages/{number}",
        "/cases/{case}/pictures/{source}/{page}",
        "/trace/{case}/looks/{look}",
        "/trace/{case}/content",
        "/rules/versions/{version}",
        "/rules/try",
        "/rules/tests/{test}",
        "/record/verify",
        "/registers/people/merge",
        "/registers/{kind}/add",
        "/registers/{kind}/change",
        "/registers/{kind}/end",
        "/registers/{kind}/import",
        "/registers/{kind}/undo",
        "/people/about",
        "/requests/answer/email",
        "/breaches/add",
        "/breaches/{id}",
        "/risks/add",
        "/risks/{id}",
    }
)
