"""By which channels a recipient can be reached now: routes from the configuration, certificates from disk."""

from dataclasses import dataclass
from datetime import datetime

from gateway.certificates import CertificateFolder, Usable
from gateway.config import Config
from gateway.decide.facts import ChannelFacts
from gateway.deliver.routes import domain_of, proves_tls
from gateway.model.parties import Party
from gateway.protect.certificates import RecipientCertificate


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What is known of one recipient's channels, and the certificate behind it."""

    facts: ChannelFacts
    certificate: RecipientCertificate | None


class Channels:
    """Asked once for each recipient and look."""

    def __init__(self, config: Config, certificates: CertificateFolder | None) -> None:
        self._config = config
        self._certificates = certificates

    def reach(self, address: str, party: Party | None, at: datetime) -> Reach:
        """How *address* can be reached at *at*.

        Raises:
            PermanentFailure: the certificate folder holds something that is no certificate.
        """
        domain = domain_of(address)
        internal = domain in self._config.organisation.domains
        certificate, why_not = self._certificate(address, at)
        facts = ChannelFacts(
            internal=internal,
            transport=not internal and proves_tls(domain, self._config.delivery),
            smime=certificate is not None,
            smime_why_not=why_not,
            asked=party.channel if party is not None else None,
        )
        return Reach(facts=facts, certificate=certificate)

    def named(self) -> tuple[str, ...]:
        """The addresses that a certificate of ours names, usable or not.

        Raises:
            PermanentFailure: the certificate folder holds something that is no certificate.
        """
        return () if self._certificates is None else self._certificates.addresses()

    def _certificate(self, address: str, at: datetime) -> tuple[RecipientCertificate | None, tuple[str, ...]]:
        if self._certificates is None:
            return None, ()
        answer = self._certificates.usable(address, at)
        if isinstance(answer, Usable):
            return answer.recipient, ()
        return None, answer.reasons
