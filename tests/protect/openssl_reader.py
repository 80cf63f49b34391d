"""A recipient who reads with openssl: a reader that shares no code with the writer's CMS."""

from pathlib import Path

from cryptography import x509

from tests.protect.pki import AT, ROOT, PrivateKey, pem, run, write_key


class OpensslReader:
    """Opens what was sent to one certificate, and verifies who signed it."""

    def __init__(self, place: Path, key: PrivateKey, certificate: x509.Certificate) -> None:
        self._place = place
        write_key(place / "own.key", key)
        (place / "own.pem").write_bytes(pem(certificate))
        (place / "roots.pem").write_bytes(pem(ROOT.certificate))

    def decrypt(self, outgoing: bytes) -> bytes:
        """The signed entity inside a message."""
        return run(
            self._place,
            *("cms", "-decrypt", "-inform", "SMIME", "-recip", "own.pem", "-inkey", "own.key"),
            given=outgoing,
        )

    def verify(self, signed: bytes) -> bytes:
        """The content of a multipart/signed whose signer is found good for mail, from the root alone."""
        return run(
            self._place,
            *("cms", "-verify", "-inform", "SMIME", "-CAfile", "roots.pem", "-purpose", "smimesign"),
            *("-attime", str(int(AT.timestamp()))),
            given=signed,
        )

    def verify_detached(self, signature: bytes, content: bytes) -> bytes:
        """Verify a DER signature over a file's very bytes."""
        (self._place / "content").write_bytes(content)
        return run(
            self._place,
            *("cms", "-verify", "-inform", "DER", "-binary", "-content", "content", "-CAfile", "roots.pem"),
            *("-purpose", "smimesign", "-attime", str(int(AT.timestamp()))),
            given=signature,
        )

    def structure(self, der_file: bytes) -> str:
        """What openssl prints of a CMS structure."""
        return run(self._place, "cms", "-cmsout", "-print", "-inform", "DER", "-noout", given=der_file).decode()
