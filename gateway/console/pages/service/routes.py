"""The routes of the pages about the service, with whom each is for."""

from typing import Final

from gateway.console.pages.service import hub, modes
from gateway.console.permissions import Method, PageRoute, Permission

_GET, _POST = Method.GET, Method.POST
_OVERSEES, _GOVERNS = Permission.OVERSEES, Permission.GOVERNS

SERVICE: Final = (
    PageRoute(method=_GET, path="/service", permission=_OVERSEES, handler=hub.service),
    PageRoute(method=_GET, path="/modes", permission=_OVERSEES, handler=modes.modes),
    # A mode is signed by an IG lead (docs/modes.md); ICT reads.
    PageRoute(method=_POST, path="/modes/check", permission=_GOVERNS, handler=modes.check),
    PageRoute(method=_POST, path="/modes/change", permission=_GOVERNS, handler=modes.change),
    PageRoute(method=_POST, path="/modes/check-end", permission=_GOVERNS, handler=modes.check_end),
    PageRoute(method=_POST, path="/modes/end", permission=_GOVERNS, handler=modes.end),
)
