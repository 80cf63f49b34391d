"""Every page and every form of the console, in each state that it has: what test_every_page.py walks through.

A route that stands in no table here fails that test, so a new page comes with its states.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from tests.console.filled import CODED, HALF, NEW, NOBODY
from tests.console.people import EVERYBODY, IRIS
from tests.e2e.installation import ANA, MANAGER


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A page in one state."""

    at: str  # its address; {case} and the like are filled in
    says: str  # what it says in this state and no other
    to: str = EVERYBODY  # the account; empty: to somebody who has not signed in


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A form that is sent with something missing or wrong."""

    at: str
    says: str  # the fault: what is wrong, and so what to do
    by: str = EVERYBODY
    names: str = ""  # the field that the summary leads to; empty: nothing was filled in wrongly, it came too late


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """A form that has nothing to get wrong, and what it is answered with when nothing is filled in."""

    at: str
    status: int
    by: str


# Where a page or form is looked at that needs more than this console has: the test, which must be there.
ELSEWHERE: Final[Mapping[str, str]] = {
    "GET /cases/{case}/pages/{number}": "test_managers.test_pages_are_looked_at_side_by_side",
    "GET /sign-in/provider": "test_provider.test_in_a_browser_with_and_without_scripts",
    "GET /sign-in/back": "test_provider.test_in_a_browser_with_and_without_scripts",
    "GET /signed-out": "test_provider.test_in_a_browser_with_and_without_scripts",
    "GET /kept-form": "test_kept_form.test_in_a_browser_with_and_without_scripts",
}
# What answers with a picture, a file or another page, and so shows nothing itself.
NO_PAGE: Final = frozenset({"GET /cases/{case}/pictures/{source}/{page}"})

NORMAL: Final[Mapping[str, tuple[Shown, ...]]] = {
    "/sign-in": (Shown(at="/sign-in", says="Sign in", to=NOBODY),),
    "/sign-in/code": (Shown(at="/sign-in/code", says="code", to=CODED),),
    "/sign-in/set-up": (Shown(at="/sign-in/set-up", says="authenticator", to=HALF),),
    "/": (Shown(at="/", says="Waiting for a decision", to=MANAGER), Shown(at="/", says="The record")),
    "/mail": (
        Shown(at="/mail", says="{sent}", to=ANA),
        Shown(at="/mail?search=nothing-like-it&shown=waiting", says="Nothing that you sent is like this.", to=ANA),
    ),
    "/agreed": (
        Shown(at="/agreed", says="Elm Park School", to=ANA),
        Shown(at="/agreed?search=office@elmpark.example", says="1 partner.", to=ANA),
    ),
    "/remembered": (
        Shown(at="/remembered", says="Mia Okafor", to=ANA),
        Shown(at="/remembered?forgotten=1", says="We forgot it.", to=ANA),
    ),
    "/held": (
        Shown(at="/held", says="{case}", to=MANAGER),
        Shown(at="/held?team=Early+Help", says="Keep these filters as a view", to=MANAGER),
        Shown(at="/held?whose=mine", says="Mine first", to=MANAGER),
    ),
    "/cases/{case}": (
        Shown(at="/cases/{case}", says="Daniel Price", to=MANAGER),
        Shown(at="/cases/{case}", says="bicycle", to=ANA),
        Shown(at="/cases/{sent}", says="{sent}", to=ANA),
    ),
    "/cases/{case}/arrived": (
        Shown(at="/cases/{sent}/arrived", says="It went encrypted: only they can open it", to=ANA),
        Shown(at="/cases/{case}/arrived", says="No copy of it went.", to=ANA),
    ),
    "/cases/{case}/done": (
        Shown(at="/cases/{case}/done", says="Thank you", to=MANAGER),
        Shown(at="/cases/{case}/done?remembered=yes", says="We remember what it is shared for.", to=ANA),
        Shown(at="/cases/{case}/done?remembered=no", says="You are asked next time.", to=ANA),
    ),
    "/account": (
        Shown(at="/account", says="Where you are signed in"),
        Shown(at="/account?chosen=yes", says="That is noted.", to=MANAGER),
    ),
    "/approvals": (Shown(at="/approvals", says="AP-1", to=IRIS),),
    "/approve": (Shown(at="/approve", says="Approve before it is written", to=MANAGER),),
    "/keep": (Shown(at="/keep", says="Keep something from somebody", to=MANAGER),),
    "/help": (Shown(at="/help", says="Help", to=NOBODY), Shown(at="/help", says="Help")),
    "/help/first": (Shown(at="/help/first", says="What to do first"),),
    "/service": (Shown(at="/service", says="The service"),),
    "/modes": (Shown(at="/modes", says="A trial."),),
    "/health": (Shown(at="/health", says="How it is doing"),),
    "/operations": (Shown(at="/operations", says="Operations"),),
    "/partners": (Shown(at="/partners", says="Borough Council"),),
    "/partners/{id}": (Shown(at="/partners/COUNCIL", says="How email would travel"),),
    "/trace": (Shown(at="/trace?key={case}", says="{case}"),),
    "/trace/{case}": (Shown(at="/trace/{sent}", says="{sent}"),),
    "/trace/{case}/looks/{look}": (Shown(at="/trace/{case}/looks/1", says="was decided so"),),
    "/explain": (Shown(at="/explain", says="Explain an email"),),
    "/rules": (Shown(at="/rules", says="Rules"),),
    "/rules/versions": (Shown(at="/rules/versions", says="{version}"),),
    "/rules/versions/{version}": (Shown(at="/rules/versions/{version}", says="{version}"),),
    "/rules/try": (Shown(at="/rules/try", says="Try a policy on past emails"),),
    "/rules/tests": (Shown(at="/rules/tests", says="A letter about a bicycle"),),
    "/rules/tests/{test}": (Shown(at="/rules/tests/{test}", says="A letter about a bicycle"),),
    "/trace/{case}/content": (Shown(at="/trace/{case}/content", says="What {case} says"),),
    "/views": (Shown(at="/views", says="It stops the worker each time it is read.", to=IRIS),),
    "/users": (Shown(at="/users?search=mo.hughes", says="Mo Hughes"),),
    "/users/{account}": (Shown(at=f"/users/{MANAGER}", says="Mo Hughes"),),
    "/record": (Shown(at="/record", says="{case}"),),
    "/record/verify": (Shown(at="/record/verify", says="Is the record as it was written?"),),
    "/account/passkeys": (Shown(at="/account/passkeys", says="Your passkeys"),),
    "/account/app": (Shown(at="/account/app", says="Your authenticator app"),),
    "/governance": (Shown(at="/governance", says="Information governance"),),
    "/registers": (Shown(at="/registers", says="Registers"),),
    "/registers/people/merge": (Shown(at="/registers/people/merge", says="Somebody was entered twice"),),
    "/registers/{kind}": (
        Shown(at="/registers/people", says="Daniel Price"),
        Shown(at="/registers/consents?sort=given_on&down=yes", says="Consents"),
        Shown(at="/registers/duty", says="Duty"),
    ),
    "/registers/{kind}/entry": (
        Shown(at="/registers/people/entry?id=P-1", says="P-1"),
        Shown(at="/registers/restrictions/entry?id=R-EYES", says="R-EYES"),
        Shown(at="/registers/requests/entry?id=S-EYES", says="S-EYES"),
    ),
    "/registers/{kind}/add": (Shown(at="/registers/people/add", says="Add a person"),),
    "/registers/{kind}/change": (Shown(at="/registers/approvals/change?id=AP-1", says="AP-1"),),
    "/registers/{kind}/end": (
        Shown(at="/registers/parties/end?id=COUNCIL", says="COUNCIL"),
        Shown(at="/registers/restrictions/end?id=R-EYES", says="R-EYES"),
    ),
    "/registers/{kind}/import": (Shown(at="/registers/people/import", says="Bring in a file"),),
    "/registers/{kind}/changes": (Shown(at="/registers/modes/changes", says="test"),),
    "/registers/{kind}/undo": (Shown(at="/registers/modes/undo?generation={generation}", says="Put a change back"),),
    "/people/about": (Shown(at="/people/about?id=P-2", says="Grace Okafor"),),
    "/requests": (
        Shown(at="/requests?show=all", says="S-EYES"),
        Shown(at="/requests", says="The month begins when they have shown it."),
    ),
    "/requests/answer": (
        Shown(at="/requests/answer?id=S-EYES", says="1 email found"),
        Shown(at="/requests/answer?id=F-EYES", says="Figures of a range of days"),
    ),
    "/requests/answer/email": (
        Shown(at="/requests/answer/email?id=S-EYES&case={about}", says="As it would be given"),
    ),
    "/breaches": (Shown(at="/breaches?show=all", says="{breach}"),),
    "/breaches/add": (Shown(at="/breaches/add", says="Write down a breach"),),
    "/breaches/{id}": (Shown(at="/breaches/{breach}", says="A letter was opened."),),
    "/risks": (Shown(at="/risks?show=all", says="{risk}"),),
    "/risks/add": (Shown(at="/risks/add", says="Add a risk"),),
    "/risks/{id}": (Shown(at="/risks/{risk}", says="No agreement."),),
    "/due": (Shown(at="/due?days=365", says="Reviews due"),),
    "/reports": (Shown(at="/reports", says="Reports"),),
}

# What a list says before there is anything to list, or where a search finds nothing. Looked at before it is filled.
EMPTY: Final[Mapping[str, Shown]] = {
    "/": Shown(at="/", says="You are new here.", to=NEW),
    "/mail": Shown(at="/mail", says="Nothing yet.", to=NEW),
    "/held": Shown(at="/held", says="Nothing waits here.", to=NEW),
    "/remembered": Shown(at="/remembered", says="Nothing yet.", to=NEW),
    "/agreed": Shown(at="/agreed?search=nothing-like-it", says="We know no partner of that name or address.", to=NEW),
    "/approvals": Shown(at="/approvals", says="Nothing here.", to=NEW),
    "/modes": Shown(at="/modes", says="No rule stopped anything in these days"),
    "/operations": Shown(at="/operations", says="Nothing waits for it."),
    "/partners": Shown(at="/partners?search=nothing-like-it", says="No partner fits."),
    "/partners/{id}": Shown(at="/partners/ELM", says="Nothing was sent to them in these twelve months."),
    "/trace": Shown(at="/trace?key=nothing-like-it", says="No email is known by that."),
    "/rules": Shown(at="/rules", says="You have no rules of your own."),
    "/rules/versions": Shown(at="/rules/versions", says="No policy was in use yet."),
    "/rules/tests": Shown(at="/rules/tests", says="No test is kept yet."),
    "/views": Shown(at="/views", says="Nobody asks to look into an email.", to=IRIS),
    "/users": Shown(at="/users?search=nothing-like-it", says="Nobody fits."),
    "/record": Shown(at="/record?words=nothing-like-it", says="Nothing is recorded that fits."),
    "/account/passkeys": Shown(at="/account/passkeys", says="You have no passkey yet.", to=NEW),
    "/governance": Shown(at="/governance", says="requests wait for an answer"),
    "/registers/{kind}": Shown(
        at="/registers/restrictions?search=nothing-like-it", says="Nothing is in this register yet."
    ),
    "/registers/{kind}/changes": Shown(at="/registers/restrictions/changes", says=""),
    "/requests": Shown(at="/requests", says="0 "),
    "/breaches": Shown(at="/breaches", says="No breach was written down yet."),
    "/risks": Shown(at="/risks", says="Nothing yet."),
    "/due": Shown(at="/due?days=0", says="due"),
    "/reports": Shown(at="/reports?since=2020-01-01&until=2020-01-02", says="No email was held."),
}

# What a form says that lacks something, or comes too late.
WRONG: Final[Mapping[str, tuple[Wrong, ...]]] = {
    "/sign-in": (Wrong(at="/sign-in", says="Enter your email address and your password.", by=NOBODY, names="name"),),
    "/sign-in/code": (
        Wrong(at="/sign-in/code", says="Enter the code that your app shows now.", by=CODED, names="code"),
    ),
    "/rules/versions/{version}/roll-back": (
        Wrong(at="/rules/versions/{version}/roll-back", says="policy {version} is the one in use"),
    ),
    "/cases/{case}/answer": (Wrong(at="/cases/{case}/answer", says="Answer at least one question.", by=MANAGER),),
    "/cases/{case}/check": (
        Wrong(at="/cases/{case}/check", says="Choose what should happen.", by=MANAGER, names="decision"),
    ),
    "/cases/{case}/decide": (
        Wrong(at="/cases/{case}/decide", says="Choose what should happen.", by=MANAGER, names="decision"),
    ),
    "/cases/{case}/wrong": (
        Wrong(at="/cases/{case}/wrong", says="Choose the rule that was wrong.", by=MANAGER, names="rule"),
    ),
    "/account/language": (Wrong(at="/account/language", says="Choose one of the languages.", by=MANAGER),),
    "/remembered/forget": (Wrong(at="/remembered/forget", says="That is forgotten already.", by=ANA),),
    "/approve/check": (
        Wrong(at="/approve/check", says="Give the register number or the name.", by=MANAGER, names="person"),
    ),
    "/approve/confirm": (
        Wrong(at="/approve/confirm", says="Give the register number or the name.", by=MANAGER, names="person"),
    ),
    "/keep/check": (
        Wrong(at="/keep/check", says="Give the register number or the name.", by=MANAGER, names="person"),
    ),
    "/keep/confirm": (
        Wrong(at="/keep/confirm", says="Give the register number or the name.", by=MANAGER, names="person"),
    ),
    "/held/check": (Wrong(at="/held/check", says="Tick at least one email.", by=MANAGER, names="cases"),),
    "/held/confirm": (Wrong(at="/held/confirm", says="Tick at least one email.", by=MANAGER, names="cases"),),
    "/held/views": (
        Wrong(
            at="/held/views",
            says="Choose what to show first: a view is a set of filters.",
            by=MANAGER,
            names="search",
        ),
    ),
    "/held/views/{view}/remove": (
        Wrong(at="/held/views/0/remove", says="You have no such view any more.", by=MANAGER),
    ),
    "/cases/{case}/hand-over": (
        Wrong(
            at="/cases/{case}/hand-over",
            says="Choose who takes it over.",
            by=MANAGER,
            names="to",
        ),
    ),
    "/cases/{case}/question": (
        Wrong(
            at="/cases/{case}/question",
            says="Write what you want to know.",
            by=MANAGER,
        ),
    ),
    "/cases/{case}/ask": (
        Wrong(
            at="/cases/{case}/ask",
            says="Write what your manager should know.",
            by=ANA,
        ),
    ),
    "/modes/check": (Wrong(at="/modes/check", says="Choose how far the rule goes.", names="mode"),),
    "/modes/change": (Wrong(at="/modes/change", says="Choose how far the rule goes.", names="mode"),),
    "/modes/check-end": (
        Wrong(at="/modes/check-end", says="That entry is not in force any more. Look at the list again."),
    ),
    "/modes/end": (Wrong(at="/modes/end", says="That entry is not in force any more. Look at the list again."),),
    "/operations/retry": (
        Wrong(at="/operations/retry", says="There is nothing that could be tried now: it went, or it is under way."),
    ),
    "/explain": (Wrong(at="/explain", says="Choose a file that your mail program saved as .eml.", names="mail"),),
    "/rules/try": (Wrong(at="/rules/try", says="Choose how far back.", names="days"),),
    "/rules/tests": (
        Wrong(at="/rules/tests", says="Say in a few words what the test stands for.", names="test_name"),
    ),
    "/rules/tests/{test}/accept": (
        Wrong(at="/rules/tests/{test}/accept", says="Another policy came into use. Look at it again."),
    ),
    "/trace/{case}/looks/{look}/keep": (
        Wrong(
            at="/trace/{case}/looks/1/keep",
            says="Say in a few words what the test stands for.",
            names="test_name",
        ),
    ),
    "/trace/{case}/ask": (
        Wrong(at="/trace/{sent}/ask", says="Say why you need to see it, in at least 20 letters.", names="why"),
    ),
    "/trace/{case}/content/give-back": (
        Wrong(at="/trace/{case}/content/give-back", says="This view is over already."),
    ),
    "/views/{view}/check": (
        Wrong(
            at="/views/{view}/check", says="Choose for how long, or that they may not look.", by=IRIS, names="hours-1"
        ),
    ),
    "/views/{view}/answer": (
        Wrong(
            at="/views/{view}/answer",
            says="Choose for how long, or that they may not look.",
            by=IRIS,
            names="hours-1",
        ),
    ),
    "/views/{view}/revoke": (Wrong(at="/views/{view}/revoke", says="This view is over already."),),
    "/users/{account}/check": (Wrong(at=f"/users/{MANAGER}/check", says="Choose what should happen.", names="what"),),
    "/users/{account}/change": (
        Wrong(at=f"/users/{MANAGER}/change", says="Choose what should happen.", names="what"),
    ),
    "/users/{account}/roles/check": (
        Wrong(at=f"/users/{MANAGER}/roles/check", says="Tick at least one role, or close the account."),
    ),
    "/users/{account}/roles/change": (
        Wrong(at=f"/users/{MANAGER}/roles/change", says="Tick at least one role, or close the account."),
    ),
    "/users/{account}/roles/answer/check": (
        Wrong(at=f"/users/{MANAGER}/roles/answer/check", says="This does not wait for an answer any more."),
    ),
    "/users/{account}/roles/answer": (
        Wrong(at=f"/users/{MANAGER}/roles/answer", says="This does not wait for an answer any more."),
    ),
    "/sign-in/passkey": (
        Wrong(
            at="/sign-in/passkey",
            says="That passkey did not work here. Try again, or sign in with your password.",
            by=NOBODY,
        ),
    ),
    "/account/passkeys/add": (Wrong(at="/account/passkeys/add", says="That passkey could not be added. Try again."),),
    "/account/passkeys/name": (Wrong(at="/account/passkeys/name", says="Enter a name for the passkey."),),
    "/account/passkeys/remove": (
        Wrong(
            at="/account/passkeys/remove",
            says="This is all that you sign in with. Set up an authenticator app or another passkey first.",
        ),
    ),
    "/account/app": (Wrong(at="/account/app", says="Enter the code that your app shows now."),),
    "/registers/people/merge/check": (
        Wrong(
            at="/registers/people/merge/check",
            says="Write the reference of somebody in the register of people.",
            names="old",
        ),
    ),
    "/registers/people/merge": (
        Wrong(
            at="/registers/people/merge",
            says="Write the reference of somebody in the register of people.",
            names="old",
        ),
    ),
    "/registers/{kind}/check": (
        Wrong(at="/registers/people/check", says="Reference: empty; it must be filled in.", names="id"),
    ),
    "/registers/{kind}/save": (
        Wrong(at="/registers/people/save", says="Reference: empty; it must be filled in.", names="id"),
    ),
    "/registers/{kind}/import": (
        Wrong(at="/registers/people/import", says="Choose a file that ends in .csv or .xlsx.", names="file"),
    ),
    "/registers/{kind}/import/columns": (
        Wrong(
            at="/registers/people/import/columns",
            says="The file is not here any more. Choose it again.",
            names="file",
        ),
    ),
    "/registers/{kind}/import/apply": (
        Wrong(
            at="/registers/people/import/apply", says="The file is not here any more. Choose it again.", names="file"
        ),
    ),
    "/breaches/add": (Wrong(at="/breaches/add", says="Say what happened.", names="what"),),
    "/breaches/{id}/told": (Wrong(at="/breaches/{breach}/told", says="Choose who was told.", names="whom"),),
    "/breaches/{id}/close": (
        Wrong(at="/breaches/{breach}/close", says="Say what was learnt and done.", names="why"),
    ),
    "/risks/add": (Wrong(at="/risks/add", says="Say what the risk is.", names="what"),),
    "/risks/{id}/change": (
        Wrong(at="/risks/{risk}/change", says="Choose where the work on it stands.", names="status"),
    ),
    "/risks/{id}/close": (Wrong(at="/risks/{risk}/close", says="Say why it is over.", names="why"),),
}

# 303: it is done; 404: it names nothing that is there, as it does when a page sends it.
OTHERWISE: Final[Mapping[str, Otherwise]] = {
    "/sign-in/set-up-passkey": Otherwise(at="/sign-in/set-up-passkey", status=422, by=HALF),
    "/sign-out": Otherwise(at="/sign-out", status=303, by=EVERYBODY),
    "/cases/{case}/look": Otherwise(at="/cases/{case}/look", status=200, by=MANAGER),
    # It is no draft; test_over.py has one.
    "/cases/{case}/settle": Otherwise(at="/cases/{case}/settle", status=404, by=ANA),
    "/cases/{case}/ask-ahead": Otherwise(at="/cases/{case}/ask-ahead", status=404, by=ANA),
    "/cases/{case}/claim": Otherwise(at="/cases/{case}/claim", status=303, by=MANAGER),
    "/cases/{case}/let-go": Otherwise(at="/cases/{case}/let-go", status=303, by=MANAGER),
    "/account/digest": Otherwise(at="/account/digest", status=303, by=MANAGER),
    "/account/end-others": Otherwise(at="/account/end-others", status=303, by=EVERYBODY),
    "/account/passkeys/prove": Otherwise(at="/account/passkeys/prove", status=303, by=EVERYBODY),
    "/account/app/begin": Otherwise(at="/account/app/begin", status=303, by=EVERYBODY),
    "/held/views/{view}/first": Otherwise(at="/held/views/0/first", status=303, by=MANAGER),
    "/mail/export": Otherwise(at="/mail/export", status=404, by=ANA),
    "/agreed/export": Otherwise(at="/agreed/export", status=404, by=ANA),
    "/users/export": Otherwise(at="/users/export", status=404, by=EVERYBODY),
    "/views/export": Otherwise(at="/views/export", status=404, by=EVERYBODY),
    "/rules/versions/export": Otherwise(at="/rules/versions/export", status=404, by=EVERYBODY),
    "/held/export": Otherwise(at="/held/export", status=404, by=MANAGER),
    "/approvals/export": Otherwise(at="/approvals/export", status=404, by=MANAGER),
    "/approvals/end": Otherwise(at="/approvals/end", status=404, by=MANAGER),
    "/approvals/withdraw": Otherwise(at="/approvals/withdraw", status=404, by=MANAGER),
    "/partners/{id}/test": Otherwise(at="/partners/COUNCIL/test", status=303, by=EVERYBODY),
    "/rules/tests/try": Otherwise(at="/rules/tests/try", status=200, by=EVERYBODY),
    "/rules/tests/{test}/remove": Otherwise(at="/rules/tests/0/remove", status=404, by=EVERYBODY),
    "/trace/{case}/notices/{notice}/again": Otherwise(at="/trace/{case}/notices/0/again", status=404, by=EVERYBODY),
    "/health/check": Otherwise(at="/health/check", status=303, by=EVERYBODY),
    "/rules/versions/{version}/check": Otherwise(at="/rules/versions/{version}/check", status=200, by=EVERYBODY),
    "/record/export": Otherwise(at="/record/export", status=200, by=EVERYBODY),
    "/record/verify": Otherwise(at="/record/verify", status=303, by=EVERYBODY),
    "/registers/{kind}/export": Otherwise(at="/registers/people/export", status=404, by=EVERYBODY),
    "/registers/{kind}/end": Otherwise(at="/registers/people/end", status=404, by=EVERYBODY),
    "/registers/{kind}/undo": Otherwise(at="/registers/people/undo", status=404, by=EVERYBODY),
    "/people/about": Otherwise(at="/people/about", status=404, by=EVERYBODY),
    "/people/recipients": Otherwise(at="/people/recipients", status=404, by=EVERYBODY),
    # Without saying of which request: a page sends it always. Their faults: test_requests_answered.py.
    "/requests/answer/search": Otherwise(at="/requests/answer/search", status=404, by=EVERYBODY),
    "/requests/answer/email": Otherwise(at="/requests/answer/email", status=404, by=EVERYBODY),
    "/requests/answer/bundle": Otherwise(at="/requests/answer/bundle", status=404, by=EVERYBODY),
    "/requests/answer/take": Otherwise(at="/requests/answer/take", status=404, by=EVERYBODY),
    "/requests/answer/send": Otherwise(at="/requests/answer/send", status=404, by=EVERYBODY),
    "/requests/answer/hand-over": Otherwise(at="/requests/answer/hand-over", status=404, by=EVERYBODY),
    "/breaches/export": Otherwise(at="/breaches/export", status=404, by=EVERYBODY),
    "/breaches/{id}/change": Otherwise(at="/breaches/{breach}/change", status=303, by=EVERYBODY),
    "/risks/export": Otherwise(at="/risks/export", status=404, by=EVERYBODY),
    "/due/export": Otherwise(at="/due/export", status=404, by=EVERYBODY),
    "/reports/export": Otherwise(at="/reports/export", status=404, by=EVERYBODY),
    "/sign-in/back": Otherwise(at="/sign-in/back", status=404, by=NOBODY),
}
