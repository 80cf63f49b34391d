"""Files that open with a password: what opens, what does not, and what is locked again."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pikepdf
import pymupdf
import pytest
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile

from redaction import Cut, Plan, TooLarge, Unreadable, read, redact
from redaction.errors import WrongPassword
from redaction.limits import Limits
from redaction.locked import Lock, lock_again, lock_of, unlock
from redaction.media_types import media_type

WORDS = "Amy Fell was seen at home on Monday."
KEY = "Ærøskøbing 42"


def pdf() -> bytes:
    """One page."""
    with pymupdf.open() as document:
        document.new_page().insert_text((72, 72), WORDS)
        made: bytes = document.tobytes()
    return made


def locked_pdf(revision: int = 6) -> bytes:
    """The same under a password; nobody may print it."""
    out = io.BytesIO()
    lock = pikepdf.Encryption(user=KEY, owner="o", R=revision, allow=pikepdf.Permissions(print_highres=False))  # type: ignore[arg-type]  # a number of three
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.save(out, encryption=lock)
    return out.getvalue()


def table() -> bytes:
    """A workbook of one cell."""
    book = openpyxl.Workbook()
    book.active["A1"] = WORDS
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked_table() -> bytes:
    """The same as Excel locks it."""
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(table())).encrypt(KEY, out)
    return out.getvalue()


def locked_zip(*names: str) -> bytes:
    """An archive of notes."""
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(KEY.encode())
        for name in names or ("notes/visit.txt",):
            archive.writestr(name, WORDS)
    return out.getvalue()


MAKES = {Lock.PDF: locked_pdf, Lock.ZIP: locked_zip, Lock.OFFICE: locked_table}


@pytest.mark.parametrize(("lock", "make"), MAKES.items(), ids=lambda one: getattr(one, "value", ""))
def test_it_opens_is_redacted_and_locked_again(lock: Lock, make: Callable[[], bytes]) -> None:
    original = make()
    assert lock_of(original) is lock

    opened = unlock(original, KEY)
    kind = media_type(opened)
    unit = next(one for one in read(opened, kind).units if "Amy Fell" in one.text)
    at = unit.text.index("Amy Fell")
    cut = Cut(unit=unit.id, start=at, end=at + 8, replacement="[Child A]")
    again = lock_again(redact(opened, kind, Plan(cuts=(cut,))).data, original, KEY)

    assert lock_of(opened) is None
    assert unlock(original, KEY) == opened
    assert lock_of(again) is lock
    said = " ".join(one.text for one in read(unlock(again, KEY), kind).units)
    assert "[Child A]" in said
    assert "was seen at home" in said
    assert "Fell" not in said
    assert b"Fell" not in again


@pytest.mark.parametrize("make", MAKES.values(), ids=[one.value for one in MAKES])
@pytest.mark.parametrize("password", ["", "wrong", "x" * 256, KEY.lower()])
def test_a_wrong_password_opens_nothing(make: Callable[[], bytes], password: str) -> None:
    with pytest.raises(WrongPassword) as refused:
        unlock(make(), password)

    assert password == "" or password not in str(refused.value)


@pytest.mark.parametrize(
    "data",
    [b"", b"Amy Fell", b"%PDF-1.7 broken", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)],
    ids=["empty", "text", "pdf", "zip", "ole"],
)
def test_what_has_no_password_is_not_locked(data: bytes) -> None:
    assert lock_of(data) is None
    with pytest.raises(Unreadable):
        unlock(data, KEY)


@pytest.mark.parametrize("make", [pdf, table], ids=["pdf", "table"])
def test_whole_files_are_not_locked(make: Callable[[], bytes]) -> None:
    assert lock_of(make()) is None


def test_a_bomb_under_a_password_is_too_large() -> None:
    with pytest.raises(TooLarge):
        unlock(locked_zip(), KEY, Limits(max_unpacked_bytes=len(WORDS) - 1))


def test_two_members_of_one_name_are_refused() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = locked_zip("a.txt", "a.txt")

    with pytest.raises(Unreadable, match="one name"):
        unlock(twice, KEY)


def test_an_old_zip_lock_is_written_anew_with_a_strong_one() -> None:
    # Info-ZIP's own lock, made by `zip -P`: stored "Amy" under the password "pw".
    original = _zip_crypto("a.txt", b"Amy Fell came.", b"pw")

    opened = unlock(original, "pw")
    again = lock_again(opened, original, "pw")

    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert [info.compress_type for info in archive.infolist()] == [99]  # AE-x
    with zipfile.ZipFile(io.BytesIO(opened)) as archive:
        assert archive.read("a.txt") == b"Amy Fell came."


def test_what_a_pdf_allows_stays_as_it_was() -> None:
    again = lock_again(unlock(locked_pdf(4), KEY), locked_pdf(4), KEY)

    with pikepdf.open(io.BytesIO(again), password=KEY) as document:
        assert not document.allow.print_highres
        assert document.allow.extract
        assert document.encryption.bits == 256
        assert not document.owner_password_matched


def _zip_crypto(name: str, data: bytes, password: bytes) -> bytes:
    """APPNOTE 6.1: the traditional lock, which nothing here writes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    plain = out.getvalue()
    info = zipfile.ZipFile(io.BytesIO(plain)).infolist()[0]
    keys = [0x12345678, 0x23456789, 0x34567890]
    crc = zipfile._gen_crc  # type: ignore[attr-defined]  # what zipfile itself decrypts with
    table_ = [crc(n) for n in range(256)]

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table_[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table_[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password:
        update(byte)
    header = bytes(11) + bytes([info.CRC >> 24])
    sealed = bytearray()
    for byte in header + data:
        mask = keys[2] | 2
        sealed.append(byte ^ (((mask * (mask ^ 1)) >> 8) & 0xFF))
        update(byte)
    start = 30 + len(name)
    changed = bytearray(plain[:start] + bytes(sealed) + plain[start + len(data) :])
    changed[6] |= 1
    changed[18:22] = len(sealed).to_bytes(4, "little")
    directory = changed.index(b"PK\x01\x02")
    changed[directory + 8] |= 1
    changed[directory + 20 : directory + 24] = len(sealed).to_bytes(4, "little")
    end = changed.index(b"PK\x05\x06")
    changed[end + 16 : end + 20] = directory.to_bytes(4, "little")
    return bytes(changed)
