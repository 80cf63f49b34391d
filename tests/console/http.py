"""A browser without a screen: keeps cookies, follows nothing by itself, sends what it is told."""

import http.client
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Final
from urllib.parse import urlencode

import pyotp

from gateway.demo.organisation import PASSWORD

_TOKEN: Final = re.compile(r'name="form_token" value="([0-9a-f]+)"')
_SECRET: Final = re.compile(r"Enter this key in the app: <strong>([A-Z2-7 ]+)</strong>")

# Made once: a default context reads every root certificate of the machine, at each request.
UNCHECKED: Final = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
UNCHECKED.check_hostname, UNCHECKED.verify_mode = False, ssl.CERT_NONE


def free_port() -> int:
    """A port on loopback that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back."""

    status: int
    headers: Mapping[str, str]  # lower case
    text: str

    @property
    def token(self) -> str:
        """The form token of its first form."""
        found = _TOKEN.search(self.text)
        assert found is not None, self.text[:2000]
        return found[1]

    @property
    def goes_to(self) -> str:
        """Where it sends the browser."""
        return self.headers.get("location", "")


@dataclass(slots=True)
class Browser:
    """One person's."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answered:
        """Fetch a page."""
        return self.ask("GET", path, b"", {"Sec-Fetch-Site": "same-origin", **(headers or {})})

    def post(self, path: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Answered:
        """Send a form."""
        body = urlencode(form).encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return self.ask("POST", path, body, {**kind, **(headers or {})})

    def upload(self, path: str, form: Mapping[str, str], field: str, content: bytes, name: str = "a.eml") -> Answered:
        """Send a form with one file (RFC 7578)."""
        edge = "----edge"
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in form.items()
        ]
        head = f'--{edge}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + content + b"\r\n")
        body = b"".join(parts) + f"--{edge}--\r\n".encode()
        kind = {"Content-Type": f"multipart/form-data; boundary={edge}", "Sec-Fetch-Site": "same-origin"}
        return self.ask("POST", path, body, kind)

    def ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        """One request; its certificate is the demo's own and is tested elsewhere."""
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=UNCHECKED, timeout=60)
        sent = {"Host": f"localhost:{self.port}", **headers}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            connection.request(method, path, body or None, sent)
            reply = connection.getresponse()
            text = reply.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in reply.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                if morsel.value and morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value
                else:
                    self.cookies.pop(name, None)
        return Answered(
            status=reply.status, headers={name.lower(): value for name, value in reply.headers.items()}, text=text
        )

    def password(self, name: str, password: str = PASSWORD) -> Answered:
        """The first form of signing in."""
        token = self.get("/sign-in").token
        return self.post("/sign-in", {"form_token": token, "name": name, "password": password})

    def sign_in(self, name: str, secret: str | None = None) -> str:
        """Both forms. *secret*: of the authenticator that is set up; None: sets one up. The secret."""
        assert self.password(name).status == 303
        page = self.get("/sign-in/set-up" if secret is None else "/sign-in/code")
        if secret is None:
            found = _SECRET.search(page.text)
            assert found is not None, page.text[:3000]
            secret = found[1].replace(" ", "")
        done = self.post("/sign-in/code", {"form_token": page.token, "code": pyotp.TOTP(secret).now()})
        assert done.status == 303, done.text[:3000]
        return secret
