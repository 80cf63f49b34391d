"""Which page is for whom: every route of the console stands here, and no route is served that does not."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from gateway.console.replies import Reply, Viewer, Visit
from gateway.sign_in.accounts import AccountRole

if TYPE_CHECKING:
    from gateway.console.desk import Desk


class Permission(StrEnum):
    """What one must be, to ask for a page. What is on it follows from whose case it is (hold.answers.roles_of)."""

    ANYBODY = "anybody"  # not signed in
    HALF = "half"  # password given, code not yet
    SIGNED_IN = "signed-in"
    DECIDES = "decides"  # is asked about other people's mail
    GOVERNS = "governs"  # information governance: registers, requests, reports
    RUNS = "runs"  # ICT: the service itself; metadata, no content
    OVERSEES = "oversees"  # information governance or ICT: rules, modes, trace
    AUDITS = "audits"  # information governance or auditor: the record


class Method(StrEnum):
    """GET changes nothing; POST may."""

    GET = "GET"
    POST = "POST"


Handler = Callable[["Desk", Visit], Reply]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRoute:
    """One page or one form."""

    method: Method
    path: str  # with {names}
    permission: Permission
    handler: Handler
    upload_bytes: int = 0  # how large a file its form may bring; 0: none
    tried: bool = False  # a try at proving who one is: counted, and above so many in a minute not looked at


# The account role counts beside the register: a deputy or duty manager may have no role but staff, and sees what they
# are asked about, row by row.
DECIDING: Final = frozenset(AccountRole) - {AccountRole.AUDITOR}
_WITH_ROLE = {
    Permission.DECIDES: DECIDING,
    Permission.GOVERNS: frozenset({AccountRole.IG}),
    Permission.RUNS: frozenset({AccountRole.ICT}),
    Permission.OVERSEES: frozenset({AccountRole.IG, AccountRole.ICT}),
    Permission.AUDITS: frozenset({AccountRole.IG, AccountRole.AUDITOR}),
}


def may(viewer: Viewer | None, permission: Permission, *, half: bool) -> bool:
    """Whether the page is for them."""
    match permission:
        case Permission.ANYBODY:
            return True
        case Permission.HALF:
            return half or viewer is not None
        case Permission.SIGNED_IN:
            return viewer is not None
        case _:
            return viewer is not None and not _WITH_ROLE[permission].isdisjoint(viewer.roles)
