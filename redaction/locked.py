"""Files that open with a password only: PDF, zip, and Word, Excel and PowerPoint since 2007.

Unlocked they are read and redacted like any other, and then locked again with the same password. What is locked
again is always made from what was read: a locked file may hold more than its password shows (an earlier revision,
a stream that no program opens), and that must not travel unread.
"""

import io
import secrets
import zipfile
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

import msoffcrypto.exceptions
import olefile
import pikepdf
import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile

from redaction.errors import TooLarge, Unreadable, WrongPassword
from redaction.formats import read
from redaction.formats.office.package import pack
from redaction.limits import DEFAULT_LIMITS, Limits
from redaction.media_types import media_type
from redaction.sniff import media_type as sniffed

LONGEST_PASSWORD: Final = 255  # characters: as Office takes them; of a PDF 127 bytes count (ISO 32000-2 §7.6.4.3)

_ZIP: Final = "application/zip"
_OTHER_TEXT: Final = "other text"

_FLAG: Final = 0x1  # APPNOTE 4.4.4: the member is encrypted
_NOT_ZIP: Final = (
    zipfile.BadZipFile, pyzipper.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError,
    ValueError, OverflowError, IndexError, KeyError,
)  # fmt: skip
# Damaged Office files make olefile and msoffcrypto raise nearly anything.
_NOT_OFFICE: Final = (
    msoffcrypto.exceptions.FileFormatError, msoffcrypto.exceptions.ParseError, OSError, ValueError, TypeError,
    KeyError, IndexError, AttributeError, OverflowError, ArithmeticError,
)  # fmt: skip


class Lock(StrEnum):
    """How a file is locked."""

    PDF = "pdf"
    ZIP = "zip"
    OFFICE = "office"


def lock_of(untrusted_data: bytes) -> Lock | None:
    """How it is locked; None: it is not, or not in a way that a password given here would open."""
    match sniffed(untrusted_data):
        case "application/pdf":
            return Lock.PDF if _needs_password(untrusted_data) else None
        case "application/zip":
            return Lock.ZIP if any(info.flag_bits & _FLAG for info in _members(untrusted_data)) else None
        case "application/x-ole-storage":
            return Lock.OFFICE if _is_sealed_package(untrusted_data) else None
        case _:
            return None


def unlock(untrusted_data: bytes, password: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The file as it is without its lock; the same bytes for the same file, always.

    Raises:
        WrongPassword: it does not open with this one.
        Unreadable: it is not locked, or damaged.
        TooLarge: a limit was passed.
    """
    if not 0 < len(password) <= LONGEST_PASSWORD:
        raise WrongPassword("no password is of this length")
    match lock_of(untrusted_data):
        case Lock.PDF:
            return _unlocked_pdf(untrusted_data, password)
        case Lock.ZIP:
            return _unlocked_zip(untrusted_data, password, limits)
        case Lock.OFFICE:
            return _unlocked_office(untrusted_data, password)
        case None:
            raise Unreadable("it has no password")


def lock_again(data: bytes, original: bytes, password: str, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """*data* locked in the way of *original*, opened again and found to say the same.

    AES with 256 bits whatever lock it had: older ones are broken.

    Raises:
        Unreadable: it cannot be locked, or what was locked does not say the same.
    """
    match lock_of(original):
        case Lock.PDF:
            locked = _locked_pdf(data, original, password)
        case Lock.ZIP:
            locked = _locked_zip(data, password)
        case Lock.OFFICE:
            locked = _locked_office(data, password)
        case None:
            raise Unreadable("it had no password")
    if _says(unlock(locked, password, limits)) != _says(data):
        raise Unreadable("what was locked again does not say the same")
    return locked


def _says(data: bytes) -> list[tuple[str, str]]:
    # A PDF's own number, which stands among its other texts, is a new one each time it is written.
    units = read(data, media_type(data)).units
    return [(unit.place, unit.text) for unit in units if unit.place != _OTHER_TEXT]


def _needs_password(data: bytes) -> bool:
    try:
        pikepdf.open(io.BytesIO(data)).close()
    except pikepdf.PasswordError:
        return True
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return False
    return False


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except _NOT_ZIP:
        return []


def _is_sealed_package(data: bytes) -> bool:
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return bool(ole.exists("EncryptedPackage") and ole.exists("EncryptionInfo"))
    except _NOT_OFFICE:
        return False


def _as_bytes(password: str) -> tuple[bytes, ...]:
    """What programs have made of letters beyond ASCII, over the years."""
    made: dict[bytes, None] = {password.encode("utf-8"): None}
    for codec in ("cp1252", "cp850"):
        try:
            made[password.encode(codec)] = None
        except UnicodeEncodeError:
            continue
    return tuple(made)


def _opened_pdf(data: bytes, password: str) -> pikepdf.Pdf:
    for one in _as_bytes(password):
        try:
            return pikepdf.open(io.BytesIO(data), password=one)
        except pikepdf.PasswordError:
            continue
        except (pikepdf.PdfError, RuntimeError, ValueError):
            raise Unreadable("damaged") from None
    raise WrongPassword("it does not open with this password")


def _unlocked_pdf(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    with _opened_pdf(data, password) as pdf:
        try:
            pdf.save(out, encryption=False, deterministic_id=True)
        except (pikepdf.PdfError, RuntimeError, ValueError):
            raise Unreadable("damaged") from None
    return out.getvalue()


def _locked_pdf(data: bytes, original: bytes, password: str) -> bytes:
    out = io.BytesIO()
    try:
        with _opened_pdf(original, password) as before:
            allowed = before.allow
        # Another owner's password: with the reader's own, what may be done with it would be for the reader to say.
        lock = pikepdf.Encryption(user=password, owner=secrets.token_hex(32), allow=allowed, R=6)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(out, encryption=lock)
    except (pikepdf.PdfError, RuntimeError, ValueError):
        raise Unreadable("it cannot be locked again") from None
    return out.getvalue()


def _unlocked_zip(data: bytes, password: str, limits: Limits) -> bytes:
    infos = _members(data)
    names = [info.filename.lower() for info in infos]
    if len(set(names)) != len(names):
        raise Unreadable("two members of one name")
    if len(infos) > limits.max_members or sum(info.file_size for info in infos) > limits.max_unpacked_bytes:
        raise TooLarge("more members or unpacked bytes than the limit")
    for one in _as_bytes(password):
        try:
            unlocked = pack(_opened_members(data, one, limits.max_unpacked_bytes))
        except _NOT_ZIP:
            continue  # of an old lock one wrong password in 256 is only told by what it unpacks to
        if media_type(unlocked) != _ZIP:
            raise Unreadable("an archive of this kind is not locked as a whole")
        return unlocked
    raise WrongPassword("it does not open with this password")


def _opened_members(data: bytes, password: bytes, left: int) -> Iterator[tuple[str, bytes]]:
    with pyzipper.AESZipFile(io.BytesIO(data)) as archive:
        archive.setpassword(password)
        for info in archive.infolist():
            if info.is_dir():
                continue
            with archive.open(info) as member:
                content: bytes = member.read(left + 1)
            left -= len(content)
            if left < 0:
                raise TooLarge("more unpacked bytes than the limit")
            yield info.filename, content


def _locked_zip(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(data)) as members,
            pyzipper.AESZipFile(out, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive,
        ):
            archive.setpassword(password.encode("utf-8"))
            for info in members.infolist():
                # No time of day: it is of now, and says nothing of the file.
                named = pyzipper.zipfile_aes.AESZipInfo(info.filename)
                named.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(named, members.read(info))
    except _NOT_ZIP:
        raise Unreadable("it cannot be locked again") from None
    return out.getvalue()


def _unlocked_office(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    try:
        file = OOXMLFile(io.BytesIO(data))
        file.load_key(password=password, verify_password=True)
        file.decrypt(out)
    except (msoffcrypto.exceptions.InvalidKeyError, msoffcrypto.exceptions.DecryptionError):
        raise WrongPassword("it does not open with this password") from None
    except _NOT_OFFICE:
        raise Unreadable("damaged") from None
    return out.getvalue()


def _locked_office(data: bytes, password: str) -> bytes:
    out = io.BytesIO()
    try:
        OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    except (msoffcrypto.exceptions.EncryptionError, *_NOT_OFFICE):
        raise Unreadable("it cannot be locked again") from None
    return out.getvalue()
