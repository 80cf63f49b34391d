"""A real Postfix on loopback, with a configuration and folders of its own, that delivers into a maildir."""

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_MAIN = """\
compatibility_level = 3.6
queue_directory = {base}/spool
data_directory = {base}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = hop.example
mydestination =
mynetworks = 127.0.0.0/8
message_size_limit = 0
mailbox_size_limit = 0
virtual_mailbox_limit = 0
virtual_mailbox_domains = static:all
virtual_mailbox_base = {base}/mail
virtual_mailbox_maps = static:all/
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
virtual_minimum_uid = 1
maillog_file = {base}/maillog
maillog_file_prefixes = {base}
smtpd_tls_security_level = may
smtpd_tls_received_header = yes
smtpd_tls_cert_file = {certificate}
smtpd_tls_key_file = {key}
"""

# Instead of delivering by itself: everything goes on to another port of loopback.
_RELAY = """\
virtual_mailbox_domains =
relayhost = [127.0.0.1]:{relay_to}
default_transport = smtp
smtp_host_lookup = native
"""

_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
smtp unix - - n - - smtp
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postfix:
    """A running Postfix."""

    port: int
    mail: Path

    def arrived(self, count: int, *, seconds: float = 20) -> list[bytes]:
        """What lies in the maildir, once *count* messages are there or the time is up."""
        deadline = time.monotonic() + seconds
        new = self.mail / "all" / "new"
        while time.monotonic() < deadline:
            if new.is_dir() and len(list(new.iterdir())) >= count:
                break
            time.sleep(0.05)
        return [path.read_bytes() for path in sorted(new.iterdir())] if new.is_dir() else []


def _started(base: Path, command: list[str]) -> int:
    """Its port. A port that was free a moment ago may be another test's by now: then the next one is tried."""
    for _ in range(3):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port: int = free.getsockname()[1]
        (base / "etc" / "master.cf").write_text(_MASTER.format(port=port))
        if subprocess.run([*command, "start"], check=False, capture_output=True).returncode == 0:
            return port
    raise AssertionError(f"Postfix does not start: {(base / 'maillog').read_text()[-1000:]}")


@contextmanager
def postfix(base: Path, *, certificate: Path, key: Path, relay_to: int | None = None) -> Iterator[Postfix]:
    """Start it in *base*, and end it. Needs root, as Postfix does, and Debian's package postfix.

    Args:
        relay_to: a port on loopback that takes everything. None: it is delivered into a maildir.
    """
    if os.geteuid() != 0 or shutil.which("postfix") is None:
        raise AssertionError(
            "this test starts Postfix: it needs root and the package postfix (setup/install.sh test)"
        )
    # Postfix's own users must reach its folders; pytest makes its temporary folders for the owner alone.
    for folder in (base, *base.parents):
        if folder.is_relative_to("/tmp") and folder != Path("/tmp"):
            folder.chmod(folder.stat().st_mode | 0o011)
    owner, nobody = pwd.getpwnam("postfix"), pwd.getpwnam("nobody")
    for name in ("etc", "spool", "data", "mail"):
        (base / name).mkdir()
    os.chown(base / "data", owner.pw_uid, owner.pw_gid)
    os.chown(base / "mail", nobody.pw_uid, nobody.pw_gid)
    main = _MAIN.format(base=base, uid=nobody.pw_uid, gid=nobody.pw_gid, certificate=certificate, key=key)
    if relay_to is not None:
        main = main.replace("virtual_mailbox_domains = static:all\n", "") + _RELAY.format(relay_to=relay_to)
    (base / "etc" / "main.cf").write_text(main)
    command = ["postfix", "-c", str(base / "etc")]
    port = _started(base, command)
    try:
        yield Postfix(port=port, mail=base / "mail")
    finally:
        subprocess.run([*command, "stop"], check=False, capture_output=True)
