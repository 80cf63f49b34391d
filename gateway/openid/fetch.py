"""Asking a provider: over TLS, for JSON, bounded in time and size, and never sent on elsewhere."""

import http.client
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

from gateway.model.errors import TemporaryFailure

_SECONDS: Final = 10.0
_MAX_BYTES: Final = 512 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a provider answered."""

    status: int
    values: Mapping[str, object]  # the JSON object of its body; empty: it was none


def get(url: str, context: ssl.SSLContext) -> Told:
    """Fetch a document.

    Raises:
        TemporaryFailure: it does not answer, or nothing that fits.
    """
    return _ask("GET", url, None, {}, context)


def post(url: str, form: Mapping[str, str], headers: Mapping[str, str], context: ssl.SSLContext) -> Told:
    """Send a form.

    Raises:
        TemporaryFailure: it does not answer, or nothing that fits.
    """
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return _ask("POST", url, urlencode(form).encode("ascii"), {**kind, **headers}, context)


def _ask(method: str, url: str, body: bytes | None, headers: Mapping[str, str], context: ssl.SSLContext) -> Told:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise TemporaryFailure(f"{parts.hostname or 'provider'}: it names an address that is not https")
    connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=_SECONDS, context=context)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        connection.request(method, target, body, {"Accept": "application/json", **headers})
        reply = connection.getresponse()
        held = reply.read(_MAX_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise TemporaryFailure(f"{parts.hostname}: it does not answer ({type(error).__name__})") from error
    finally:
        connection.close()
    if len(held) > _MAX_BYTES:
        raise TemporaryFailure(f"{parts.hostname}: it answers more than fits")
    return Told(status=reply.status, values=_object(held))


def _object(held: bytes) -> Mapping[str, object]:
    try:
        value = json.loads(held)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
