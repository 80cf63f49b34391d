"""Where an installation's configuration lies, and both its files, read and checked."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from gateway import config as configuration
from gateway.config import Config
from gateway.decide.policy import Policy
from gateway.log import StructuredLog
from gateway.model.errors import ConfigurationFaults, GatewayError
from gateway.policy import file as policy_file
from gateway.policy.file import LoadedPolicy
from gateway.record.policies import Policies, StoredPolicy
from gateway.store.database import Database

PLACES: Final = (Path("config"), Path("/etc/sharing-gateway"))


def config_folder(given: Path | None) -> Path:
    """The folder to work with: the one given, else ./config, else /etc/sharing-gateway.

    Raises:
        ConfigurationFaults: there is none.
    """
    for folder in (given,) if given is not None else PLACES:
        if (folder / "gateway.yaml").is_file():
            return folder
    looked = given if given is not None else " or ".join(str(place) for place in PLACES)
    raise ConfigurationFaults((f"no gateway.yaml in {looked}; `gateway init` makes one",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Both configuration files, checked."""

    folder: Path
    config: Config
    policy: LoadedPolicy
    candidate: Policy | None = None  # a policy that is only tried out

    @classmethod
    def load(cls, folder: Path) -> "Settings":
        """Read them.

        Raises:
            ConfigurationFaults: every fault of both files at once.
        """
        try:
            config = configuration.load(folder)
        except ConfigurationFaults as error:
            try:
                policy_file.load(folder, None)
            except ConfigurationFaults as more:
                raise ConfigurationFaults((*error.faults, *more.faults)) from more
            raise
        return cls.with_policy(folder, config)

    @classmethod
    def with_policy(cls, folder: Path, config: Config) -> "Settings":
        """The policies as they now stand in their files, under a configuration already read.

        Raises:
            ConfigurationFaults: a policy has faults, or one of its rules fails a test.
        """
        own = config.organisation.domains
        policy = policy_file.load(folder, own)
        candidate = None
        if config.candidate_policy is not None:
            candidate = policy_file.load_file(folder / config.candidate_policy, own).policy
        return cls(folder=folder, config=config, policy=policy, candidate=candidate)

    @classmethod
    def running(cls, folder: Path) -> "Settings":
        """The same for whoever works on an installation that is in use: a slip in policy.yaml must neither keep a
        child's referral waiting nor a manager from answering. Then the policy last in use counts, and the log tells.

        Raises:
            ConfigurationFaults: gateway.yaml has faults, or policy.yaml has and no policy was ever in use.
        """
        try:
            config = configuration.load(folder)
        except ConfigurationFaults:
            return cls.load(folder)  # tells the faults of both
        try:
            return cls.with_policy(folder, config)
        except ConfigurationFaults as error:
            stored = _last_in_use(cls.url_of(folder, config))
            if stored is None:
                raise
            for fault in error.faults:
                StructuredLog().error("policy-refused", policy=stored.version, path=fault)
            return cls(folder=folder, config=config, policy=policy_file.parse(stored.text, stored.version))

    @property
    def timezone(self) -> ZoneInfo:
        """The organisation's."""
        return ZoneInfo(self.config.organisation.timezone)

    @property
    def keys_folder(self) -> Path:
        """Where period keys lie."""
        return self.folder / self.config.store.keys

    @property
    def state_folder(self) -> Path:
        """Where processes leave what others of this machine look for."""
        return self.folder / "var"

    def database_url(self) -> str:
        """The database's URL."""
        return self.url_of(self.folder, self.config)

    @staticmethod
    def url_of(folder: Path, config: Config) -> str:
        """The same before a policy is read; a relative SQLite path is relative to the configuration's folder."""
        url = config.store.url
        prefix = "sqlite:///"
        if url.startswith(prefix) and not url.startswith(prefix + "/"):
            return prefix + str((folder / url.removeprefix(prefix)).resolve())
        return url


def _last_in_use(url: str) -> StoredPolicy | None:
    try:
        with closing(Database(url)) as database:
            return Policies(database).in_force()
    except GatewayError:
        return None  # the fault of the file is what there is to tell
