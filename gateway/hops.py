"""The next hops, as the configuration has them."""

from threading import Lock

from gateway.config import Hop
from gateway.deliver.smtp import SmtpHop, Timeouts
from gateway.settings import Settings
from gateway.store.secret import read_secret


class Hops:
    """The next hops of the configuration, each with its kept connections."""

    def __init__(self, settings: Settings, *, timeouts: Timeouts | None = None) -> None:
        """*timeouts*: None: those of the configuration."""
        delivery = settings.config.delivery
        self._timeouts = timeouts or Timeouts(command=delivery.command_seconds, after_dot=delivery.after_dot_seconds)
        self._settings = settings
        self._hops: dict[Hop, SmtpHop] = {}
        self._making = Lock()

    def outbound(self, hop: Hop) -> SmtpHop:
        """The connections to one of them.

        Raises:
            ConfigurationFaults: its password cannot be read.
        """
        with self._making:
            if hop not in self._hops:
                folder = self._settings.folder
                password = None
                if hop.password is not None:
                    password = read_secret(hop.password, folder).rstrip(b"\r\n").decode("utf-8")
                located = hop if hop.ca is None else hop.model_copy(update={"ca": folder / hop.ca})
                hostname = self._settings.config.organisation.hostname
                self._hops[hop] = SmtpHop(located, hostname=hostname, password=password, timeouts=self._timeouts)
            return self._hops[hop]

    def close(self) -> None:
        """Say goodbye everywhere."""
        for hop in self._hops.values():
            hop.close()
