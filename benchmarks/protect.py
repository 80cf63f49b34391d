"""Signing and encrypting by S/MIME, beside the same work done by `openssl cms` in the same run.

The last column is our time over openssl's: below 1 is faster. openssl's time includes starting its two processes,
which work side by side on two cores: what a gateway that calls it would pay for each message.
Run as `python -m benchmarks.protect`.
"""

import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from gateway.protect.certificates import RecipientCertificate
from gateway.protect.keys import Signer
from gateway.protect.smime import protect_smime, self_check

RSA_BITS = 3072
SIZES = {"small": 2 * 1024, "10 MB": 10 * 1024 * 1024}
ROUNDS = {"small": 50, "10 MB": 7}
SENDER = "priya.nair@family-support.example"
RECIPIENT = "carol.deane@partner.example"


def certified(address: str) -> tuple[rsa.RSAPrivateKey, x509.Certificate]:
    """A new key with a certificate that only itself vouches for."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, address)])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        issuer_name=name,
        subject_name=name,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - timedelta(days=1),
        not_valid_after=now + timedelta(days=1),
    )
    return key, builder.sign(key, hashes.SHA256())


def message_of(size: int) -> bytes:
    """A message of about *size* bytes, in lines as an attachment's base64 has them."""
    header = f"From: {SENDER}\r\nTo: {RECIPIENT}\r\nSubject: benchmark\r\nContent-Type: text/plain\r\n\r\n"
    line = b"QmVuY2htYXJr" * 6 + b"QUJD\r\n"
    return header.encode() + line * (size // len(line))


def median_seconds(work: Callable[[], bytes], rounds: int) -> float:
    """The median time of one round, after one that does not count."""
    work()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


class Openssl:
    """The same work by two processes joined by a pipe."""

    def __init__(self, place: Path, signer: Signer, recipient: x509.Certificate) -> None:
        self._place = place
        key = signer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (place / "own.key").touch(mode=0o600)
        (place / "own.key").write_bytes(key)
        (place / "own.pem").write_bytes(signer.certificate.public_bytes(Encoding.PEM))
        (place / "recipient.pem").write_bytes(recipient.public_bytes(Encoding.PEM))

    def protect(self, message: Path) -> bytes:
        """Sign and encrypt a file's message."""
        sign = ("openssl", "cms", "-sign", "-binary", "-md", "sha256", "-signer", "own.pem", "-inkey", "own.key")
        encrypt = ("openssl", "cms", "-encrypt", "-binary", "-aes-256-cbc", "recipient.pem")
        with subprocess.Popen((*sign, "-in", str(message)), cwd=self._place, stdout=subprocess.PIPE) as signing:
            done = subprocess.run(encrypt, cwd=self._place, stdin=signing.stdout, stdout=subprocess.PIPE, check=True)
        if signing.returncode != 0:
            raise subprocess.CalledProcessError(signing.returncode, sign)
        return done.stdout


def main() -> None:
    """Print one row a size."""
    own_key, own_certificate = certified(SENDER)
    _, certificate = certified(RECIPIENT)
    signer = Signer(key=own_key, certificate=own_certificate)
    recipient = RecipientCertificate(certificate=certificate, address=RECIPIENT)
    print(f"{'size':>6} {'ours':>10} {'self-check':>10} {'openssl':>10} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        openssl = Openssl(Path(folder), signer, certificate)
        for name, size in SIZES.items():
            message, file = message_of(size), Path(folder) / "message.eml"
            file.write_bytes(message)

            def ours(message: bytes = message) -> bytes:
                return protect_smime(
                    message, recipient=recipient, signer=signer, outer_from=SENDER, outer_to=(RECIPIENT,)
                )

            def checked(outgoing: bytes = ours()) -> bytes:
                self_check(outgoing, ["Ellie Marsh", "999 000 0018"])
                return outgoing

            def theirs(file: Path = file) -> bytes:
                return openssl.protect(file)

            made, looked, other = (median_seconds(work, ROUNDS[name]) for work in (ours, checked, theirs))
            print(
                f"{name:>6} {made * 1e3:>7.2f} ms {looked * 1e3:>7.2f} ms {other * 1e3:>7.2f} ms {made / other:>6.2f}"
            )


if __name__ == "__main__":
    main()
