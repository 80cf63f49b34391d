"""What edges raise, and what each asks of the caller."""


class GatewayError(Exception):
    """An error of ours. Its text is safe to log: ids and places, never content or personal data."""


class TemporaryFailure(GatewayError):
    """What was asked cannot be answered now: the message stays and is tried again."""


class PermanentFailure(GatewayError):
    """It will never work as asked: the sender, or who asked, is told."""


class ConfigurationFaults(GatewayError):
    """A configuration that cannot be used, with every fault as `file:line:col: path: message`."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


class LeaseLost(GatewayError):
    """Another worker has taken this step over: what was made is dropped, nothing is committed."""
