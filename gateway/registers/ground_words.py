"""What a ground is for, told by its own words where the register does not say it."""

import re
from typing import Final

# To protect somebody from harm, or to prevent or detect crime (MIN-1): what a referral goes out on. "Child
# in need" (Children Act 1989 s.17) is none of them: help is offered there, and consent is asked.
_PROTECTS: Final = re.compile(
    r"\b(?:safeguard\w*|child protection|significant harm|risk of (?:serious )?harm|serious harm|protect\w* from"
    r"|protection from|abuse|neglect|vital interests?|life or limb|missing (?:child|person)"
    r"|crimes?|criminal|offen[cd]\w*|unlawful acts?|terroris\w*|exploitation)\b",
    re.IGNORECASE,
)
_SECTION_47: Final = re.compile(
    r"children act 1989\W{1,3}(?:section|sec\.?|s\.?) ?47\b|\bs\.? ?47 (?:enquir|children)", re.IGNORECASE
)


def is_for_protection(title: str, law: str) -> bool:
    """Whether a ground is one of safeguarding or crime, by its title and where it stands."""
    return bool(_PROTECTS.search(title) or _PROTECTS.search(law) or _SECTION_47.search(law))
