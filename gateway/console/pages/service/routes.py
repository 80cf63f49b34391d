"""The routes of the pages about the service, with whom each is for."""

from typing import Final

from gateway.console.pages.service import (
    content,
    explain,
    health,
    hub,
    modes,
    notice_again,
    operations,
    partners,
    policy_tests,
    record,
    roles,
    rules,
    trace,
    trying,
    users,
    verifying,
    versions,
    views,
)
from gateway.console.permissions import Method, PageRoute, Permission

_GET, _POST = Method.GET, Method.POST
_OVERSEES, _GOVERNS, _RUNS = Permission.OVERSEES, Permission.GOVERNS, Permission.RUNS
_AUDITS = Permission.AUDITS

SERVICE: Final = (
    PageRoute(method=_GET, path="/service", permission=_OVERSEES, handler=hub.service),
    PageRoute(method=_GET, path="/modes", permission=_OVERSEES, handler=modes.modes),
    # A mode is signed by an IG lead (docs/modes.md); ICT reads.
    PageRoute(method=_POST, path="/modes/check", permission=_GOVERNS, handler=modes.check),
    PageRoute(method=_POST, path="/modes/change", permission=_GOVERNS, handler=modes.change),
    PageRoute(method=_POST, path="/modes/check-end", permission=_GOVERNS, handler=modes.check_end),
    PageRoute(method=_POST, path="/modes/end", permission=_GOVERNS, handler=modes.end),
    PageRoute(method=_GET, path="/health", permission=_OVERSEES, handler=health.health),
    PageRoute(method=_POST, path="/health/check", permission=_OVERSEES, handler=health.begin_check),
    PageRoute(method=_GET, path="/operations", permission=_RUNS, handler=operations.operations),
    PageRoute(method=_POST, path="/operations/retry", permission=_RUNS, handler=operations.retry),
    PageRoute(method=_GET, path="/partners", permission=_OVERSEES, handler=partners.partners),
    PageRoute(method=_GET, path="/partners/{id}", permission=_OVERSEES, handler=partners.partner),
    PageRoute(method=_POST, path="/partners/{id}/test", permission=_OVERSEES, handler=partners.begin_test),
    PageRoute(method=_GET, path="/trace", permission=_OVERSEES, handler=trace.trace),
    PageRoute(method=_GET, path="/trace/{case}", permission=_OVERSEES, handler=trace.traced),
    PageRoute(method=_GET, path="/trace/{case}/looks/{look}", permission=_OVERSEES, handler=trace.explained),
    PageRoute(
        method=_POST,
        path="/trace/{case}/notices/{notice}/again",
        permission=_OVERSEES,
        handler=notice_again.send_again,
    ),
    PageRoute(method=_GET, path="/explain", permission=_OVERSEES, handler=explain.explain),
    PageRoute(
        method=_POST,
        path="/explain",
        permission=_OVERSEES,
        handler=explain.explained,
        upload_bytes=explain.MAX_BYTES,
    ),
    PageRoute(method=_GET, path="/rules", permission=_OVERSEES, handler=rules.rules),
    PageRoute(method=_GET, path="/rules/versions", permission=_OVERSEES, handler=versions.versions),
    PageRoute(method=_POST, path="/rules/versions/export", permission=_OVERSEES, handler=versions.export),
    PageRoute(method=_GET, path="/rules/versions/{version}", permission=_OVERSEES, handler=versions.version),
    PageRoute(method=_POST, path="/rules/versions/{version}/check", permission=_RUNS, handler=versions.check),
    PageRoute(
        method=_POST, path="/rules/versions/{version}/roll-back", permission=_RUNS, handler=versions.bring_back
    ),
    PageRoute(method=_GET, path="/rules/try", permission=_OVERSEES, handler=trying.trying),
    PageRoute(
        method=_POST,
        path="/rules/try",
        permission=_OVERSEES,
        handler=trying.begin,
        upload_bytes=trying.MAX_BYTES,
    ),
    PageRoute(method=_GET, path="/rules/tests", permission=_OVERSEES, handler=policy_tests.policy_tests),
    PageRoute(
        method=_POST,
        path="/rules/tests",
        permission=_OVERSEES,
        handler=policy_tests.keep,
        upload_bytes=explain.MAX_BYTES,
    ),
    PageRoute(
        method=_POST,
        path="/rules/tests/try",
        permission=_OVERSEES,
        handler=policy_tests.try_them,
        upload_bytes=trying.MAX_BYTES,
    ),
    PageRoute(method=_GET, path="/rules/tests/{test}", permission=_OVERSEES, handler=policy_tests.one_test),
    PageRoute(method=_POST, path="/rules/tests/{test}/accept", permission=_OVERSEES, handler=policy_tests.accept),
    PageRoute(method=_POST, path="/rules/tests/{test}/remove", permission=_OVERSEES, handler=policy_tests.remove),
    PageRoute(
        method=_POST, path="/trace/{case}/looks/{look}/keep", permission=_OVERSEES, handler=policy_tests.keep_look
    ),
    PageRoute(method=_GET, path="/trace/{case}/content", permission=_RUNS, handler=content.content),
    PageRoute(method=_POST, path="/trace/{case}/ask", permission=_RUNS, handler=content.ask),
    PageRoute(method=_POST, path="/trace/{case}/content/give-back", permission=_RUNS, handler=content.give_back),
    PageRoute(method=_GET, path="/views", permission=_GOVERNS, handler=views.views),
    PageRoute(method=_POST, path="/views/export", permission=_GOVERNS, handler=views.export),
    PageRoute(method=_POST, path="/views/{view}/check", permission=_GOVERNS, handler=views.check),
    PageRoute(method=_POST, path="/views/{view}/answer", permission=_GOVERNS, handler=views.answer),
    PageRoute(method=_POST, path="/views/{view}/revoke", permission=_GOVERNS, handler=views.revoke),
    PageRoute(method=_GET, path="/users", permission=_OVERSEES, handler=users.users),
    PageRoute(method=_POST, path="/users/export", permission=_OVERSEES, handler=users.export),
    PageRoute(method=_GET, path="/users/{account}", permission=_OVERSEES, handler=users.user),
    PageRoute(method=_POST, path="/users/{account}/check", permission=_RUNS, handler=users.check),
    PageRoute(method=_POST, path="/users/{account}/change", permission=_RUNS, handler=users.change),
    PageRoute(method=_POST, path="/users/{account}/roles/check", permission=_RUNS, handler=roles.check),
    PageRoute(method=_POST, path="/users/{account}/roles/change", permission=_RUNS, handler=roles.change),
    PageRoute(
        method=_POST, path="/users/{account}/roles/answer/check", permission=_OVERSEES, handler=roles.check_answer
    ),
    PageRoute(method=_POST, path="/users/{account}/roles/answer", permission=_OVERSEES, handler=roles.answer),
    # Taking something along and computing the chain change nothing but are recorded, so no fetching does them.
    PageRoute(method=_GET, path="/record", permission=_AUDITS, handler=record.record),
    PageRoute(method=_POST, path="/record/export", permission=_AUDITS, handler=record.export),
    PageRoute(method=_GET, path="/record/verify", permission=_AUDITS, handler=verifying.verifying),
    PageRoute(method=_POST, path="/record/verify", permission=_AUDITS, handler=verifying.begin),
)
