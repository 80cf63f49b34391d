"""Which certificates may be encrypted to, row by row, and what each refusal says."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID, ObjectIdentifier
from hypothesis import given
from hypothesis import strategies as st

from gateway.protect.certificates import (
    Accepted,
    CertificateFault,
    Rejected,
    check_recipient_certificate,
    default_form_faults,
    same_mailbox,
)
from tests.protect.pki import (
    AT,
    CAROL,
    CRL_POINT,
    DAY,
    INTERMEDIATE,
    ROOT,
    SERVER_USAGE,
    STRANGER,
    Authority,
    common_name,
    ec_key,
    key_usage,
    other_name,
    recipient,
    rfc822,
    rsa_key,
    self_signed,
    utf8_mailbox,
    with_key_for,
    with_sha1,
    without_extensions,
)

SECOND = timedelta(seconds=1)
EMAIL_IN_NAME = x509.Name([x509.NameAttribute(NameOID.EMAIL_ADDRESS, CAROL)])
ANY_USAGE = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE])
UNKNOWN_EXTENSION = x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.4.1.32473.1"), b"\x05\x00")
CA = x509.BasicConstraints(ca=True, path_length=None)
OCSP_ACCESS = x509.AuthorityInformationAccess(
    [
        x509.AccessDescription(
            AuthorityInformationAccessOID.OCSP, x509.UniformResourceIdentifier("http://ocsp.authority.example")
        )
    ]
)


def check(
    certificate: x509.Certificate,
    *,
    address: str = CAROL,
    roots: Sequence[x509.Certificate] = (ROOT.certificate,),
    intermediates: Sequence[x509.Certificate] = (INTERMEDIATE.certificate,),
    crls: Sequence[x509.CertificateRevocationList] = (),
    at: datetime = AT,
    require_crl: bool = True,
    crl_grace: timedelta = timedelta(0),
    address_in_subject: bool = False,
) -> str:
    """The faults' literals, joined; empty: accepted."""
    checked = check_recipient_certificate(
        certificate,
        address=address,
        roots=roots,
        intermediates=intermediates,
        crls=crls,
        at=at,
        require_crl=require_crl,
        crl_grace=crl_grace,
        address_in_subject=address_in_subject,
    )
    return " ".join(checked.reasons) if isinstance(checked, Rejected) else ""


@pytest.mark.parametrize(
    ("certificate", "faults"),
    [
        pytest.param(recipient(), "", id="in-order"),
        pytest.param(recipient(rsa_key(3072, "gateway")), "", id="rsa-3072"),
        pytest.param(recipient(ec_key(ec.SECP256R1)), "", id="p-256"),
        pytest.param(recipient(issuer=ROOT), "", id="issued-by-the-root"),
        pytest.param(recipient(pss=True), "", id="signed-with-pss"),
        pytest.param(recipient(mail_usage=None), "", id="no-extended-usage"),
        pytest.param(recipient(mail_usage=ANY_USAGE), "", id="any-extended-usage"),
        pytest.param(recipient(address="Carol.DEANE@Partner.Example"), "", id="address-in-other-case"),
        pytest.param(recipient(names=rfc822("c.deane@partner.example", CAROL)), "", id="second-address"),
        pytest.param(recipient(names=utf8_mailbox(CAROL)), "", id="utf8-mailbox"),
        pytest.param(recipient(ends=AT - SECOND), "expired", id="expired-a-second-ago"),
        pytest.param(recipient(ends=AT), "", id="expires-this-second"),
        pytest.param(recipient(starts=AT + SECOND), "not-yet-valid", id="valid-in-a-second"),
        pytest.param(recipient(starts=AT), "", id="valid-from-this-second"),
        pytest.param(recipient(issuer=STRANGER), "unknown-issuer", id="unknown-root"),
        pytest.param(self_signed(), "unknown-issuer", id="self-signed"),
        pytest.param(recipient(address="carl.deane@partner.example"), "wrong-address", id="wrong-address"),
        pytest.param(recipient(address="carol.deane@partner2.example"), "wrong-address", id="wrong-domain"),
        pytest.param(recipient(names=rfc822("partner.example")), "wrong-address", id="only-a-domain"),
        pytest.param(
            recipient(names=x509.SubjectAlternativeName([x509.DNSName("partner.example")])),
            "wrong-address",
            id="only-a-host",
        ),
        # The domain would be the right one for a reader that maps Kelvin sign to k, the local part for no reader.
        pytest.param(recipient(names=utf8_mailbox("\u212aarol.deane@partner.example")), "wrong-address", id="kelvin"),
        pytest.param(
            recipient(names=other_name("1.3.6.1.5.5.7.8.9", b"\x16\x03a@b")), "malformed", id="mailbox-not-utf8string"
        ),
        pytest.param(
            recipient(names=other_name("1.3.6.1.5.5.7.8.9", b"\x0c\x02\xff\xfe")), "malformed", id="mailbox-not-utf8"
        ),
        pytest.param(
            recipient(names=other_name("1.3.6.1.4.1.32473.2", b"\x0c\x03a@b")),
            "wrong-address",
            id="other-name",
        ),
        pytest.param(recipient(usage=key_usage("digital_signature")), "wrong-usage", id="signature-only"),
        pytest.param(recipient(usage=key_usage("key_agreement")), "wrong-usage", id="agreement-with-rsa"),
        pytest.param(
            recipient(ec_key(ec.SECP256R1), usage=key_usage("key_encipherment")),
            "wrong-usage",
            id="for-rsa-only",
        ),
        pytest.param(recipient(mail_usage=SERVER_USAGE), "wrong-usage", id="for-servers"),
        pytest.param(recipient(rsa_key(1024)), "weak-key", id="rsa-1024"),
        pytest.param(recipient(ec_key(ec.SECP256K1)), "unsupported-key", id="curve-of-no-mail-client"),
        pytest.param(recipient(ed25519.Ed25519PrivateKey.generate()), "unsupported-key", id="a-key-that-only-signs"),
        pytest.param(with_key_for("1.2.840.113549.1.1.10"), "unsupported-key", id="key-for-pss-signatures"),
        pytest.param(with_key_for("1.2.840.113549.1.1.7"), "unsupported-key", id="key-for-oaep"),
        pytest.param(recipient(constraints=CA), "is-a-ca", id="authority-as-recipient"),
        pytest.param(with_sha1(), "weak-signature", id="sha-1"),
        pytest.param(recipient(more=((UNKNOWN_EXTENSION, True),)), "path-refused", id="unknown-critical-extension"),
        pytest.param(recipient(more=((UNKNOWN_EXTENSION, False),)), "", id="unknown-extension"),
        # Every fault is told, not the first.
        pytest.param(
            recipient(
                rsa_key(1024),
                issuer=STRANGER,
                address="carl.deane@partner.example",
                usage=key_usage("digital_signature"),
                constraints=CA,
                ends=AT - DAY,
            ),
            "expired unknown-issuer wrong-address wrong-usage weak-key is-a-ca",
            id="everything-at-once",
        ),
        pytest.param(
            recipient(ends=AT - DAY, more=((UNKNOWN_EXTENSION, True),)),
            "expired path-refused",
            id="and-refused",
        ),
    ],
)
def test_certificate_alone(certificate: x509.Certificate, faults: str) -> None:
    assert check(certificate) == faults


def authority(name: str, *, above: Authority, extensions: Sequence[tuple[x509.ExtensionType, bool]]) -> Authority:
    return Authority(name, above=above, extensions=extensions)


SIGNS = (key_usage("key_cert_sign", "crl_sign"), True)
OLD_STYLE = authority("Old Style", above=ROOT, extensions=((CA, False),))
NO_AUTHORITY = authority("No Authority", above=ROOT, extensions=())
NO_CERTIFICATES = authority("No Certificates", above=ROOT, extensions=((CA, True), (key_usage("crl_sign"), True)))
FOR_SERVERS = authority("For Servers", above=ROOT, extensions=((CA, True), SIGNS, (SERVER_USAGE, False)))
NO_MORE_BELOW = authority(
    "No More Below", above=ROOT, extensions=((x509.BasicConstraints(ca=True, path_length=0), True), SIGNS)
)
BELOW = authority("Below", above=NO_MORE_BELOW, extensions=((CA, True), SIGNS))
WEAK = Authority("Weak", above=ROOT, bits=1024)
CONSTRAINED = authority(
    "Constrained",
    above=ROOT,
    extensions=((CA, True), SIGNS, (x509.NameConstraints([x509.RFC822Name("school.example")], None), True)),
)


@pytest.mark.parametrize(
    ("path", "faults"),
    [
        pytest.param((OLD_STYLE,), "", id="no-key-usage-and-constraints-not-critical"),
        pytest.param((NO_AUTHORITY,), "path-refused", id="issuer-is-no-authority"),
        pytest.param((NO_CERTIFICATES,), "path-refused", id="issuer-may-not-sign-certificates"),
        pytest.param((FOR_SERVERS,), "path-refused", id="issuer-is-for-servers"),
        pytest.param((BELOW, NO_MORE_BELOW), "path-refused", id="path-too-long-for-its-authority"),
        pytest.param((CONSTRAINED,), "path-refused", id="address-outside-name-constraints"),
        pytest.param((WEAK,), "path-refused", id="issuer-with-a-short-key"),
        pytest.param((BELOW,), "unknown-issuer", id="an-intermediate-is-missing"),
    ],
)
def test_path(path: tuple[Authority, ...], faults: str) -> None:
    intermediates = [issuer.certificate for issuer in path]

    assert check(recipient(issuer=path[0]), intermediates=intermediates) == faults


def test_more_intermediates_than_allowed() -> None:
    path = [ROOT]
    for number in range(5):
        path.append(authority(f"Level {number}", above=path[-1], extensions=((CA, True), SIGNS)))
    intermediates = [issuer.certificate for issuer in path[1:]]

    assert check(recipient(issuer=path[4]), intermediates=intermediates) == ""
    assert check(recipient(issuer=path[5]), intermediates=intermediates) == "unknown-issuer"


def test_entangled_intermediates_cost_little() -> None:
    """A stranger's mail may bring any number of authorities that all vouch for each other."""
    entangled = [authority("Entangled", above=STRANGER, extensions=((CA, True), SIGNS))]
    entangled += [authority("Entangled", above=entangled[0], extensions=((CA, True), SIGNS)) for _ in range(40)]
    certificate = recipient(issuer=entangled[0])

    assert check(certificate, intermediates=[issuer.certificate for issuer in entangled]) == "unknown-issuer"


def test_no_roots_trust_nobody() -> None:
    assert check(recipient(), roots=()) == "unknown-issuer"


def test_chain_of_an_accepted_certificate() -> None:
    certificate = recipient()

    checked = check_recipient_certificate(
        certificate,
        address=CAROL,
        roots=[STRANGER.certificate, ROOT.certificate],
        intermediates=[STRANGER.certificate, INTERMEDIATE.certificate],
        crls=(),
        at=AT,
    )

    assert isinstance(checked, Accepted)
    assert checked.chain == (certificate, INTERMEDIATE.certificate, ROOT.certificate)
    assert (checked.recipient.certificate, checked.recipient.address) == (certificate, CAROL)


def test_local_time_is_the_same_instant() -> None:
    east = datetime.fromisoformat("2026-06-01T17:00:00+05:00")

    assert check(recipient(ends=AT), at=east) == ""
    assert check(recipient(ends=AT - SECOND), at=east) == "expired"


@pytest.mark.parametrize(("allowed", "faults"), [(False, "wrong-address"), (True, "")])
def test_address_in_the_subject_only_by_choice(allowed: bool, faults: str) -> None:
    certificate = without_extensions(rsa_key(2048, "carol"), EMAIL_IN_NAME)

    assert check(certificate, address_in_subject=allowed) == faults


LISTED = recipient(more=((CRL_POINT, False),))
UNLISTED = recipient()
WITH_RESPONDER = recipient(more=((OCSP_ACCESS, False),))
POINT = x509.UniformResourceIdentifier("http://crl.authority.example/mail.crl")
OTHER_POINT = x509.UniformResourceIdentifier("http://crl.authority.example/other.crl")
SILENT_ROOT = Authority("Silent Root", extensions=((CA, True), (key_usage("key_cert_sign"), True)))


UNPARSABLE_POINT = recipient(
    more=((x509.UnrecognizedExtension(x509.CRLDistributionPoints.oid, b"\x04\x01x"), False),)
)


def scope(
    *,
    point: x509.GeneralName | None = None,
    relative: str = "",
    users: bool = False,
    authorities: bool = False,
    attributes: bool = False,
    indirect: bool = False,
    reasons: frozenset[x509.ReasonFlags] | None = None,
) -> tuple[tuple[x509.ExtensionType, bool]]:
    """The extension of a list that covers only a part."""
    relative_name = [x509.NameAttribute(NameOID.COMMON_NAME, relative)] if relative else []
    return (
        (
            x509.IssuingDistributionPoint(
                full_name=[point] if point is not None else None,
                relative_name=x509.RelativeDistinguishedName(relative_name) if relative else None,
                only_contains_user_certs=users,
                only_contains_ca_certs=authorities,
                only_some_reasons=reasons,
                indirect_crl=indirect,
                only_contains_attribute_certs=attributes,
            ),
            True,
        ),
    )


@pytest.mark.parametrize(
    ("certificate", "crls", "faults"),
    [
        pytest.param(LISTED, [INTERMEDIATE.crl()], "", id="not-on-the-list"),
        pytest.param(LISTED, [INTERMEDIATE.crl(LISTED)], "revoked", id="on-the-list"),
        pytest.param(UNLISTED, [INTERMEDIATE.crl(UNLISTED)], "revoked", id="on-a-list-it-does-not-name"),
        pytest.param(LISTED, [INTERMEDIATE.crl(UNLISTED)], "", id="another-is-on-the-list"),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(LISTED, reason=x509.ReasonFlags.certificate_hold)],
            "revoked",
            id="on-hold",
        ),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(), INTERMEDIATE.crl(LISTED, reason=x509.ReasonFlags.remove_from_crl)],
            "",
            id="taken-off-again",
        ),
        pytest.param(LISTED, [], "revocation-unknown", id="no-list"),
        pytest.param(UNLISTED, [], "", id="no-list-and-none-named"),
        pytest.param(WITH_RESPONDER, [], "revocation-unknown", id="no-list-and-a-responder-named"),
        pytest.param(LISTED, [ROOT.crl()], "revocation-unknown", id="list-of-another-issuer"),
        pytest.param(LISTED, [INTERMEDIATE.crl(next_update=AT)], "", id="next-update-this-second"),
        pytest.param(LISTED, [INTERMEDIATE.crl(next_update=AT - SECOND)], "revocation-unknown", id="out-of-date"),
        pytest.param(UNLISTED, [INTERMEDIATE.crl(next_update=AT - SECOND)], "revocation-unknown", id="stale-unasked"),
        pytest.param(
            LISTED, [INTERMEDIATE.crl(LISTED, next_update=AT - SECOND)], "revoked", id="on-a-list-out-of-date"
        ),
        pytest.param(
            LISTED, [INTERMEDIATE.crl(last_update=AT + SECOND)], "revocation-unknown", id="list-from-the-future"
        ),
        pytest.param(
            LISTED, [INTERMEDIATE.crl(key=STRANGER.key)], "revocation-unknown", id="list-signed-by-a-stranger"
        ),
        pytest.param(
            UNLISTED, [INTERMEDIATE.crl(UNLISTED, key=STRANGER.key)], "revocation-unknown", id="revoked-by-a-stranger"
        ),
        pytest.param(LISTED, [INTERMEDIATE.crl(extensions=scope(users=True))], "", id="list-of-users"),
        pytest.param(
            LISTED, [INTERMEDIATE.crl(extensions=scope(authorities=True))], "revocation-unknown", id="of-authorities"
        ),
        pytest.param(LISTED, [INTERMEDIATE.crl(extensions=scope(point=POINT))], "", id="list-of-its-point"),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(extensions=scope(point=OTHER_POINT))],
            "revocation-unknown",
            id="of-another-point",
        ),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(), ROOT.crl(extensions=scope(users=True))],
            "revocation-unknown",
            id="its-authority-on-a-list-of-users",
        ),
        pytest.param(
            LISTED, [INTERMEDIATE.crl(extensions=scope(attributes=True))], "revocation-unknown", id="of-attributes"
        ),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(extensions=scope(reasons=frozenset({x509.ReasonFlags.key_compromise})))],
            "revocation-unknown",
            id="list-of-some-reasons",
        ),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(extensions=scope(relative="mail"))],
            "revocation-unknown",
            id="relative-name",
        ),
        # The certificate's extensions cannot be parsed: neither can where its revocation is published.
        pytest.param(UNPARSABLE_POINT, [], "revocation-unknown malformed", id="unparsable-extension"),
        pytest.param(
            LISTED, [INTERMEDIATE.crl(extensions=scope(indirect=True))], "revocation-unknown", id="indirect-list"
        ),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(extensions=((x509.DeltaCRLIndicator(1), True),))],
            "revocation-unknown",
            id="delta-alone",
        ),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(), INTERMEDIATE.crl(LISTED, extensions=((x509.DeltaCRLIndicator(1), True),))],
            "revoked",
            id="revoked-by-a-delta",
        ),
        pytest.param(
            LISTED,
            [INTERMEDIATE.crl(), ROOT.crl(INTERMEDIATE.certificate)],
            "revoked",
            id="its-authority-is-revoked",
        ),
        pytest.param(
            recipient(issuer=STRANGER, more=((CRL_POINT, False),)),
            [STRANGER.crl()],
            "unknown-issuer",
            id="of-a-stranger",
        ),
    ],
)
def test_revocation(certificate: x509.Certificate, crls: list[x509.CertificateRevocationList], faults: str) -> None:
    assert check(certificate, crls=crls) == faults


def test_missing_list_passes_only_by_choice() -> None:
    assert check(LISTED, require_crl=False) == ""
    assert check(LISTED, require_crl=False, crls=[INTERMEDIATE.crl(LISTED)]) == "revoked"


def test_list_out_of_date_counts_for_its_grace() -> None:
    crls = [INTERMEDIATE.crl(next_update=AT - DAY)]

    assert check(LISTED, crls=crls, crl_grace=DAY) == ""
    assert check(LISTED, crls=crls, crl_grace=DAY - SECOND) == "revocation-unknown"


def test_issuer_that_may_not_sign_lists() -> None:
    certificate = recipient(issuer=SILENT_ROOT, more=((CRL_POINT, False),))

    assert check(certificate, roots=[SILENT_ROOT.certificate], crls=[SILENT_ROOT.crl()]) == "revocation-unknown"


@pytest.mark.parametrize(
    ("certificate", "faults"),
    [
        pytest.param(recipient(), (), id="rsa"),
        pytest.param(recipient(ec_key(ec.SECP256R1)), (CertificateFault.ELLIPTIC_CURVE,), id="ec"),
        pytest.param(recipient(rsa_key(1024)), (CertificateFault.WEAK_KEY,), id="rejected"),
    ],
)
def test_default_form(certificate: x509.Certificate, faults: tuple[CertificateFault, ...]) -> None:
    checked = check_recipient_certificate(
        certificate,
        address=CAROL,
        roots=[ROOT.certificate],
        intermediates=[INTERMEDIATE.certificate],
        crls=(),
        at=AT,
    )

    assert default_form_faults(checked) == faults


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        pytest.param("ana@kin.example", "ANA@KIN.Example", True, id="case"),
        pytest.param("ana@bücher.example", "ana@xn--bcher-kva.example", True, id="a-label"),
        pytest.param("ana@straße.example", "ana@strasse.example", False, id="sharp-s"),
        pytest.param("\u212ain@a.example", "kin@a.example", False, id="kelvin-sign"),
        pytest.param("ana@a.example", "ana@a.example.", False, id="dot-at-the-end"),
        pytest.param("a.example", "a.example", False, id="no-local-part"),
        pytest.param("x@ana@a.example", "ana@a.example", False, id="two-at-signs"),
    ],
)
def test_same_mailbox(left: str, right: str, same: bool) -> None:
    assert same_mailbox(left, right) is same


@given(day=st.integers(min_value=-400, max_value=400))
def test_no_day_outside_its_dates_is_accepted(day: int) -> None:
    at = AT + day * DAY
    accepted = check(UNLISTED, at=at) == ""

    assert accepted is (UNLISTED.not_valid_before_utc <= at <= UNLISTED.not_valid_after_utc)


def test_names_are_not_mixed_up_with_keys() -> None:
    """An authority of the same name with another key vouches for nobody."""
    impostor = Authority("Mail Root")
    impostor.key = STRANGER.key
    certificate = recipient(issuer=impostor)

    assert check(certificate) == "unknown-issuer"
    assert common_name("Mail Root") == ROOT.name
