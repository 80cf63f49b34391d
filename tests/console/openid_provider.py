"""An OpenID provider as a process of its own: oidc-provider-mock (Authlib on Flask) over TLS on loopback.

It follows the protocol. What a test wants wrong about one answer it says beforehand (`POST /wrong`): the provider's
own answer is then changed and signed with its own key, so that exactly that and nothing else is wrong about it.
"""

import argparse
import base64
import hashlib
import hmac
import json
import os
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

warnings.simplefilter("ignore")

import flask  # noqa: E402 -- what it imports warns of its own future
import oidc_provider_mock  # noqa: E402 -- as above
from joserfc import jwt  # noqa: E402 -- as above
from joserfc.jwk import RSAKey  # noqa: E402 -- as above
from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: E402 -- as above


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: object = "-", size: object = "-") -> None:
        """Nothing: addresses with codes in them belong in no log."""


class _Wrong:
    """What is to be wrong about the next token, and what was asked of whom."""

    def __init__(self) -> None:
        self.next: Mapping[str, object] = {}
        self.challenges: dict[str, str] = {}
        self.key = RSAKey.generate_key(2048, auto_kid=True)

    def be_wrong(self) -> tuple[str, int]:
        """About the next token."""
        self.next = flask.request.get_json()
        return "", 204

    def make_key(self) -> tuple[str, int]:
        """From now on it signs with another."""
        self.key = RSAKey.generate_key(2048, auto_kid=True)
        return "", 204


def application() -> flask.Flask:
    """The provider."""
    app: flask.Flask = oidc_provider_mock.app(require_nonce=True)
    state = _Wrong()
    app.before_request(lambda: _proof_of_key(state))
    app.after_request(lambda response: _answered(state, response))

    app.add_url_rule("/wrong", view_func=state.be_wrong, methods=["POST"])
    app.add_url_rule("/new-key", view_func=state.make_key, methods=["POST"])
    return app


def _proof_of_key(state: _Wrong) -> tuple[str, int] | None:
    """PKCE (RFC 7636 §4.6) and the client's secret, which this provider leaves to others."""
    request = flask.request
    if request.path != "/oauth2/token":
        return None
    verifier = request.form.get("code_verifier", "")
    made = _text(hashlib.sha256(verifier.encode()).digest())
    if state.challenges.pop(request.form.get("code", ""), "none") != made:
        return json.dumps({"error": "invalid_grant"}), 400
    sent = request.authorization
    if sent is None or (sent.username, sent.password) != ("the-console", "kept%20%26%20secret"):
        return json.dumps({"error": "invalid_client"}), 401
    return None


def _answered(state: _Wrong, response: flask.Response) -> flask.Response:
    path = flask.request.path
    if path == "/oauth2/authorize" and "code=" in response.headers.get("Location", ""):
        code = parse_qs(urlsplit(response.headers["Location"]).query)["code"][0]
        if flask.request.args.get("code_challenge_method") == "S256":
            state.challenges[code] = flask.request.args["code_challenge"]
    if path == "/jwks":
        response.set_data(json.dumps({"keys": [state.key.as_dict(private=False)]}))
    if path == "/.well-known/openid-configuration":
        published = response.get_json() | {"code_challenge_methods_supported": ["S256"]}
        response.set_data(json.dumps(published))
    if path == "/oauth2/token" and response.status_code == 200:
        body = response.get_json()
        response.set_data(json.dumps(body | {"id_token": _token(state, body["id_token"])}))
    return response


def _token(state: _Wrong, made: str) -> str:
    """The provider's token, with what is to be wrong about it."""
    wrong, state.next = state.next, {}
    middle = made.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(middle + "=" * (-len(middle) % 4)))
    changes = wrong.get("claims", {})
    assert isinstance(changes, dict)
    claims = {name: value for name, value in (claims | changes).items() if value is not None}
    if wrong.get("auth_time") == "now":
        claims["auth_time"] = int(time.time())
    match wrong.get("signed", "rightly"):
        case "none":
            return f"{_part({'alg': 'none'})}.{_part(claims)}."
        case "with-the-public-key":
            # The oldest trick: a public key taken for a shared secret (RFC 8725 §2.1).
            signed = f"{_part({'alg': 'HS256', 'kid': state.key.kid})}.{_part(claims)}"
            mac = hmac.digest(state.key.as_pem(private=False), signed.encode(), "sha256")
            return f"{signed}.{_text(mac)}"
        case "by-somebody-else":
            other = RSAKey.generate_key(2048)
            return jwt.encode({"alg": "RS256", "kid": state.key.kid}, claims, other)
        case _:
            return jwt.encode({"alg": "RS256", "kid": state.key.kid}, claims, state.key)


def _part(values: Mapping[str, object]) -> str:
    return _text(json.dumps(values).encode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def main() -> None:
    """Serve until told to end."""
    parser = argparse.ArgumentParser()
    parser.add_argument("port", type=int)
    parser.add_argument("certificate", type=Path)
    parser.add_argument("key", type=Path)
    given = parser.parse_args()
    os.environ["WERKZEUG_DEBUG_PIN"] = "off"
    files = (str(given.certificate), str(given.key))
    make_server(
        "127.0.0.1", given.port, application(), threaded=True, request_handler=_Quiet, ssl_context=files
    ).serve_forever()


if __name__ == "__main__":
    main()
