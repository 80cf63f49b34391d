"""A recipient who reads with gpgsm, in a key ring of its own that is gone afterwards."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import PrivateFormat, pkcs12

_PASSPHRASE = b"x"


class GpgsmReader:
    """Opens what was sent to one certificate."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def run(self, *arguments: str, given: bytes = b"") -> bytes:
        """Run gpgsm, no questions asked and no network; its output."""
        quiet = ("--batch", "--no-tty", "--pinentry-mode", "loopback", "--passphrase-fd", "0")
        offline = ("--disable-dirmngr", "--disable-crl-checks")
        done = subprocess.run(
            ("gpgsm", *quiet, *offline, *arguments),
            env=environment(self._home),
            input=given,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        return done.stdout

    def decrypt(self, structure: bytes) -> bytes:
        """The content of a DER structure."""
        sealed = self._home / "message.der"
        sealed.write_bytes(structure)
        return self.run("--decrypt", str(sealed), given=_PASSPHRASE + b"\n")


def environment(home: Path) -> dict[str, str]:
    """The environment of a key ring in *home*."""
    return {**os.environ, "GNUPGHOME": str(home)}


_TRIES = 3  # it takes a bundle of some salts for one of another password


@contextmanager
def gpgsm_reader(key: rsa.RSAPrivateKey, certificate: x509.Certificate) -> Iterator[GpgsmReader]:
    """A reader with this key; its agent ends with the block."""
    # Not under pytest's folder: the agent's socket name must fit in 108 bytes.
    with tempfile.TemporaryDirectory(prefix="gpgsm-") as folder:
        home = Path(folder)
        (home / "gpg-agent.conf").write_text("allow-loopback-pinentry\n")
        # The oldest protection of PKCS #12, which this reader understands.
        protection = (
            PrivateFormat.PKCS12.encryption_builder()
            .key_cert_algorithm(pkcs12.PBES.PBESv1SHA1And3KeyTripleDESCBC)
            .hmac_hash(hashes.SHA1())
            .build(_PASSPHRASE)
        )
        bundle = home / "own.p12"
        reader = GpgsmReader(home)
        try:
            for left in reversed(range(_TRIES)):
                bundle.write_bytes(pkcs12.serialize_key_and_certificates(b"own", key, certificate, None, protection))
                try:
                    reader.run("--import", str(bundle), given=_PASSPHRASE + b"\n")
                    break
                except AssertionError:
                    if not left:
                        raise
            yield reader
        finally:
            subprocess.run(("gpgconf", "--kill", "all"), env=environment(home), check=True, timeout=60)
