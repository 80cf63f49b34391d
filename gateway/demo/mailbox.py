"""The partners' mailbox: takes what arrives over TLS, saves it, and opens it with a tool that is not ours."""

import asyncio
import ssl
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from threading import Lock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrived:
    """One message for one recipient."""

    recipient: str
    path: Path
    opened: Path | None  # decrypted; None: it came in no S/MIME envelope, or could not be opened
    case: str

    def message(self) -> Message:
        """What the recipient reads."""
        return message_from_bytes((self.opened or self.path).read_bytes(), policy=default)


# No slots: aiosmtpd asks its handler for every member, and before 3.11.3 a slotted dataclass has one that raises
# (python/cpython#102069).
@dataclass
class _Saver:
    folder: Path
    keys: Path  # NAME.pem and NAME.key for recipients who read S/MIME
    arrived: list[Arrived] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's name
        content = envelope.original_content or b""
        with self.lock:
            for recipient in envelope.rcpt_tos:
                self._save(recipient, content)
        return "250 2.0.0 saved"

    def _save(self, recipient: str, content: bytes) -> None:
        path = self.folder / f"{len(self.arrived) + 1:02d}-{recipient}.eml"
        path.write_bytes(content)
        message = message_from_bytes(content, policy=default)
        opened = None
        if message.get_content_type() == "application/pkcs7-mime":
            opened = _open(path, self.keys / f"{recipient}.pem", self.keys / f"{recipient}.key")
        case = str(message.get("X-Gateway-Case", ""))
        self.arrived.append(Arrived(recipient=recipient, path=path, opened=opened, case=case))


class Mailbox:
    """A next hop on loopback that keeps everything."""

    def __init__(self, folder: Path, *, keys: Path, certificate: Path, key: Path, port: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._saver = _Saver(folder=folder, keys=keys)
        self._controller = Controller(
            self._saver,
            hostname="127.0.0.1",
            port=port,
            tls_context=context,
            decode_data=False,
            data_size_limit=2**28,
        )

    def start(self) -> int:
        """Listen, and say on which port."""
        self._controller.start()
        server = self._controller.server
        if not isinstance(server, asyncio.Server):
            raise TypeError("aiosmtpd started no server")
        port: int = server.sockets[0].getsockname()[1]
        return port

    def arrived(self) -> tuple[Arrived, ...]:
        """Everything so far, in the order it came."""
        with self._saver.lock:
            return tuple(self._saver.arrived)

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop()


def _open(path: Path, certificate: Path, key: Path) -> Path | None:
    """Decrypt with openssl and take the signature off. None: it is not for this recipient's key."""
    if not key.exists():
        return None
    signed = path.with_suffix(".signed.eml")
    opened = path.with_suffix(".opened.eml")
    decrypt = ("-decrypt", "-in", path, "-recip", certificate, "-inkey", key, "-out", signed)
    verify = ("-verify", "-in", signed, "-CAfile", key.parent / "root.pem", "-purpose", "smimesign", "-out", opened)
    return opened if _openssl(decrypt) and _openssl(verify) else None


def _openssl(arguments: Sequence[str | Path]) -> bool:
    command = ["openssl", "cms", *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
