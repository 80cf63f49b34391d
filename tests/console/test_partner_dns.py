"""What a partner's name servers say of its mail servers, asked of a name server on loopback."""

import pytest

from gateway.deliver.partner_dns import DomainMail, Promise, domain_mail
from tests.console.name_server import Records, name_server

POLICY = b"version: STSv1\r\nmode: enforce\r\nmx: mx.school.example\r\nmx: *.backup.example\r\nmax_age: 604800\r\n"
STS = {("_mta-sts.school.example", "TXT"): ('"v=STSv1; id=20261101;"',)}
MX = {("school.example", "MX"): ("20 a.backup.example.", "10 mx.school.example.")}


def told(records: Records, policy: bytes | OSError = POLICY) -> DomainMail:
    def fetch(host: str) -> bytes:
        assert host == "mta-sts.school.example"
        if isinstance(policy, OSError):
            raise policy
        return policy

    with name_server(records) as resolver:
        return domain_mail("school.example", resolver, fetch)


def test_servers_come_in_the_order_in_which_they_are_tried() -> None:
    found = told({**MX, **STS})

    assert found.servers == ("mx.school.example", "a.backup.example")
    assert (found.promise, found.uncovered, found.why_not) == (Promise.ENFORCE, (), "")


@pytest.mark.parametrize(
    ("records", "servers", "takes_none"),
    [
        pytest.param({("school.example", "A"): ("192.0.2.1",)}, ("school.example",), False, id="no-mx"),
        pytest.param({("school.example", "MX"): ("0 .",)}, (), True, id="takes-no-mail"),
    ],
)
def test_a_domain_without_servers_of_its_own(records: Records, servers: tuple[str, ...], takes_none: bool) -> None:
    found = told(records)

    assert (found.servers, found.takes_none, found.promise) == (servers, takes_none, Promise.MISSING)


def test_a_domain_that_is_not_there_is_not_known() -> None:
    found = told({("other.example", "A"): ("192.0.2.1",)})

    assert (found.promise, found.servers) == (Promise.UNKNOWN, ())
    assert found.why_not == "school.example: its name servers do not say (NXDOMAIN)"


@pytest.mark.parametrize(
    ("policy", "promise", "uncovered"),
    [
        pytest.param(POLICY.replace(b"enforce", b"testing"), Promise.TESTING, (), id="testing"),
        pytest.param(b"version: STSv1\nmode: none\nmax_age: 1\n", Promise.NONE, (), id="none"),
        pytest.param(POLICY.replace(b"*.backup", b"backup"), Promise.ENFORCE, ("a.backup.example",), id="no-star"),
        pytest.param(
            POLICY.replace(b"*.backup.", b"*."), Promise.ENFORCE, ("a.backup.example",), id="star-is-one-label"
        ),
        pytest.param(POLICY.replace(b"mode: enforce", b"mode: always"), Promise.BROKEN, (), id="no-such-mode"),
        pytest.param(POLICY.replace(b"mx:", b"my:"), Promise.BROKEN, (), id="names-no-server"),
        pytest.param(b"<html>Not found</html>", Promise.BROKEN, (), id="a-page"),
        pytest.param(OSError("refused"), Promise.BROKEN, (), id="cannot-be-fetched"),
    ],
)
def test_what_the_policy_promises(policy: bytes | OSError, promise: Promise, uncovered: tuple[str, ...]) -> None:
    found = told({**MX, **STS}, policy)

    assert (found.promise, found.uncovered) == (promise, uncovered)


@pytest.mark.parametrize(
    ("texts", "promise"),
    [
        pytest.param(('"v=STSv1; id=1"', '"v=STSv1; id=2"'), Promise.MISSING, id="several-count-as-none"),
        pytest.param(('"v=spf1 -all"',), Promise.MISSING, id="something-else"),
        pytest.param(('"v=STSv1; id=not an id"',), Promise.BROKEN, id="no-id"),
        pytest.param(('"v=STSv1; " "id=20261101"',), Promise.ENFORCE, id="in-two-strings"),
    ],
)
def test_the_record_that_points_to_it(texts: tuple[str, ...], promise: Promise) -> None:
    assert told({**MX, ("_mta-sts.school.example", "TXT"): texts}).promise is promise
