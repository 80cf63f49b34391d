"""What protecting raises. No text here quotes a message, an address or key material."""

from enum import StrEnum

from gateway.model.errors import GatewayError


class Fault(StrEnum):
    """Why a message could not be protected, or was stopped after it."""

    HEADER_UNREADABLE = "header-unreadable"  # the header block is not one of RFC 5322 with CRLF line ends
    CONTENT_TYPE_TWICE = "content-type-twice"  # readers would differ in what the body is
    KEY_UNSUPPORTED = "key-unsupported"  # neither RSA nor one of the three NIST curves
    SIGNING_FAILED = "signing-failed"
    ENCRYPTION_FAILED = "encryption-failed"
    NOT_ENCRYPTED = "not-encrypted"  # self-check: the body is not one EnvelopedData
    OUTER_HEADER = "outer-header"  # self-check: the outer header says more than it may
    FORBIDDEN_TEXT = "forbidden-text"  # self-check: text that must not travel in clear stands in it


class ProtectionFailed(GatewayError):
    """The message cannot leave by this channel in this form: hold it and tell someone."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(f"message not protected: {fault.value}")


class KeyFault(StrEnum):
    """What is wrong with a key or certificate file."""

    NOT_A_CERTIFICATE = "not a certificate in PEM or DER"
    NO_CERTIFICATE = "no certificate in it"
    NOT_A_KEY = "not a private key in PEM, or the wrong passphrase"
    PASSPHRASE_MISSING = "the private key is encrypted and no passphrase was given"  # noqa: S105 -- a sentence, no password
    PASSPHRASE_UNUSED = "a passphrase was given and the private key is not encrypted"  # noqa: S105 -- a sentence, no password
    KEY_UNSUPPORTED = "the private key is neither RSA nor on one of the curves P-256, P-384 and P-521"
    KEY_TOO_SHORT = "the RSA key has fewer than 2048 bits"
    NO_MATCH = "no certificate in the chain belongs to the private key"
    NOT_FOR_SIGNING = "the certificate may not sign mail: digitalSignature and emailProtection are needed"


class UnusableKeyMaterial(GatewayError):
    """A key or certificate file that cannot be used; the text says what is wrong and quotes nothing of it."""

    def __init__(self, fault: KeyFault) -> None:
        self.fault = fault
        super().__init__(fault.value)
