"""How much a reader takes before it gives up: every bound in one place."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one document. Passing one raises TooLarge."""

    max_bytes: int = 32 * 1024 * 1024
    max_chars: int = 8_000_000  # of all units together
    max_units: int = 20_000
    max_depth: int = 200  # nested elements, containers
    max_members: int = 5_000  # of a zip package and the packages in it together
    max_unpacked_bytes: int = 300 * 1024 * 1024  # of all members together
    max_ratio: int = 200  # unpacked to packed, of a member above 16 MiB
    max_nesting: int = 6  # packages within packages
    max_pdf_pages: int = 500  # of a PDF
    max_pixels: int = 50_000_000  # of all frames and pages of one picture together
    max_frames: int = 20  # of a moving picture, each of which is read
    max_scanned_pages: int = 40  # of a fax or scan in one picture file


DEFAULT_LIMITS: Final = Limits()
