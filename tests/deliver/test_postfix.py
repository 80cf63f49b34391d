"""The deliverer against a real mail server."""

import re
from pathlib import Path

import pytest

from gateway.config import Hop
from gateway.deliver.smtp import SmtpHop
from tests.deliver.peers import certificate
from tests.e2e.postfix import postfix


@pytest.mark.xdist_group("postfix")
def test_bytes_arrive_over_verified_tls(tmp_path: Path) -> None:
    root, _ = certificate(tmp_path, name="hop.example")
    content = (
        b"From: a@ours.example\r\nSubject: x\r\n\r\n.\r\n..\r\n.leading\r\nfrom here\r\nFrom there\r\n"
        + b"y" * 900
        + b"\r\n"
    )

    with postfix(tmp_path, certificate=root, key=tmp_path / "hop.example.key") as next_hop:
        hop = SmtpHop(Hop(host="127.0.0.1", port=next_hop.port, name="hop.example", ca=root), hostname="gw.example")
        replies = hop.send("a@ours.example", ["b@elm.example"], content, smtputf8=False, body_8bit=False)
        hop.close()
        arrived = next_hop.arrived(1)

    assert replies["b@elm.example"].accepted
    assert len(arrived) == 1
    header, _, body = arrived[0].partition(b"\n\n")
    assert re.search(rb"\(using TLSv1\.[23] ", header)
    assert body == content.partition(b"\r\n\r\n")[2].replace(b"\r\n", b"\n")
