"""Forms whose session had ended when they were sent: kept for their own account, so that no words are lost."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from urllib.parse import quote, urlencode

from gateway.console.replies import Visit
from gateway.console.sign_in.challenges import as_text, from_text
from gateway.store.seal import NotAuthentic, SmallSeal

FILLED_BY: Final = "filled_by"  # the field that says, sealed, whom a form was made for
KEPT_PATH: Final = "/kept-form"
KEPT_FOR: Final = timedelta(minutes=15)
MAX_BYTES: Final = 128 * 1024  # of one, as JSON
_MOST: Final = 64  # of different accounts; the oldest goes first
_MAKER: Final = "console-form-maker"
_NEVER: Final = frozenset({"form_token", FILLED_BY, "code", "credential"})  # proves who somebody is
_WORDLESS: Final = re.compile(r"[0-9a-f]{16,}|[\w-]{40,}")  # seals and hashes that a form carries along


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptForm:
    """What somebody filled in, and where it goes."""

    action: str  # the path it was sent to, with its query, as an address
    fields: Mapping[str, str]  # no password, no code, no token

    @property
    def shown(self) -> tuple[tuple[str, str], ...]:
        """What people are told is in it: all but what says nothing to them."""
        return tuple(pair for pair in self.fields.items() if pair[1] and not _WORDLESS.fullmatch(pair[1]))


class KeptForms:
    """In memory alone, sealed, one for each account. Safe from any thread; another process does not have them."""

    def __init__(self, seal: SmallSeal) -> None:
        self._seal: Final = seal
        self._kept: dict[str, tuple[datetime, str, bytes]] = {}
        self._lock = Lock()

    def maker(self, account: str) -> str:
        """What a page's forms carry, so that it is known later whom they were made for."""
        return as_text(self._seal.seal(account.encode(), _MAKER))

    def account_of(self, maker: str) -> str:
        """Whom a form was made for; empty: it does not say, or not in our words."""
        try:
            return self._seal.unseal(from_text(maker), _MAKER).decode()
        except NotAuthentic:
            return ""

    def keep(self, account: str, visit: Visit) -> bool:
        """Keep a form in the place of what was kept for the account before. False: nothing in it, or too much."""
        form = form_of(visit)
        content = json.dumps(asdict(form)).encode()
        if not form.fields or len(content) > MAX_BYTES:
            return False
        sealed = self._seal.seal(content, _place(account))
        with self._lock:
            self._kept.pop(account, None)
            self._kept = {name: one for name, one in self._kept.items() if visit.at - one[0] < KEPT_FOR}
            while len(self._kept) >= _MOST:
                self._kept.pop(next(iter(self._kept)))
            self._kept[account] = (visit.at, visit.path, sealed)
        return True

    def find(self, account: str, now: datetime) -> KeptForm | None:
        """What is kept for an account. None: nothing, or no longer."""
        with self._lock:
            found = self._kept.get(account)
        if found is None or now - found[0] >= KEPT_FOR:
            return None
        return KeptForm(**json.loads(self._seal.unseal(found[2], _place(account))))

    def sent(self, account: str, path: str) -> None:
        """A form of theirs counted there: what was kept for that place is not offered a second time."""
        with self._lock:
            if account in self._kept and self._kept[account][1] == path:
                del self._kept[account]


def form_of(visit: Visit) -> KeptForm:
    """What a request brought, without what proves who somebody is or opens a file."""
    fields = {
        name: value
        for name, value in visit.form.items()
        if value and name not in _NEVER and not name.endswith("password")
    }
    query = f"?{urlencode(visit.query)}" if visit.query else ""
    return KeptForm(action=quote(visit.path) + query, fields=fields)


def _place(account: str) -> str:
    return f"console-kept-form/{account}"
