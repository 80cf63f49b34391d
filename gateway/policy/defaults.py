"""What policy.yaml means where it says nothing; config/policy.yaml shows the same with its reasons."""

from typing import Final, Literal

from gateway.decide.ages import AgeFor
from gateway.model.parties import Kind, PartyType

ClassWord = Literal["unclassified", "internal", "confidential"]

FLOORS: Final[dict[Kind, ClassWord]] = {
    Kind.NAME: "internal",
    Kind.CONTACT: "internal",
    Kind.ADDRESS: "internal",
    Kind.DATE_OF_BIRTH: "internal",
    Kind.IDENTIFIER: "internal",
    Kind.FAMILY: "internal",
    Kind.EDUCATION: "internal",
    Kind.ATTENDANCE: "internal",
    Kind.FINANCE: "internal",
    Kind.HEALTH: "confidential",
    Kind.SEN: "confidential",
    Kind.ETHNICITY: "confidential",
    Kind.RELIGION: "confidential",
    Kind.SEXUAL_LIFE: "confidential",
    Kind.OFFENCE: "confidential",
    Kind.IMMIGRATION: "confidential",
    Kind.SOCIAL_CARE: "confidential",
    Kind.SAFEGUARDING: "confidential",
}

IDENTIFYING: Final = frozenset({Kind.NAME, Kind.CONTACT, Kind.ADDRESS, Kind.DATE_OF_BIRTH, Kind.IDENTIFIER})

GIVER_KINDS: Final = frozenset({Kind.NAME, Kind.CONTACT, Kind.FAMILY})

# Age, and where it holds (CONS-6).
AGES: Final[dict[AgeFor, tuple[int, str]]] = {
    AgeFor.PRESUMED_COMPETENT: (12, "Scotland by law (Data Protection Act 2018 s.208); elsewhere working practice"),
    AgeFor.YOUTH_SUPPORT: (13, "England: what schools pass to the youth support service"),
    AgeFor.OWN_LIMIT: (16, "England: the limit on what is passed to the youth support service"),
    AgeFor.ADULT: (18, "United Kingdom: the age of majority"),
}

PURPOSES: Final[dict[str, tuple[str, ...]]] = {
    "assessment": ("assess", "early help assessment", "family assessment"),
    "early-help": ("early help", "family support"),
    "safeguarding": ("child protection", "section 47", "s47"),
    "care-planning": ("care planning", "care plan", "review"),
    "health-care": ("health care", "healthcare", "treatment", "camhs referral"),
    "education-support": ("education support", "education", "school support"),
    "attendance": ("school attendance",),
    "youth-support": ("youth support", "careers"),
    "housing": ("housing support", "housing application"),
    "crime-prevention": ("crime prevention", "youth offending", "detection of crime"),
    "statistics": ("returns", "statutory return", "research"),
    "audit": ("inspection", "fraud prevention"),
}

SOCIAL_MEDIA: Final = frozenset(
    {
        "bsky.app",
        "discord.com",
        "facebook.com",
        "facebookmail.com",
        "fb.com",
        "instagram.com",
        "linkedin.com",
        "messenger.com",
        "pinterest.com",
        "reddit.com",
        "snapchat.com",
        "telegram.org",
        "threads.net",
        "tiktok.com",
        "tumblr.com",
        "twitter.com",
        "whatsapp.com",
        "x.com",
        "youtube.com",
    }
)

OWN_LINKS: Final = (
    "*.sharepoint.com",
    "1drv.ms",
    "onedrive.live.com",
    "drive.google.com",
    "docs.google.com",
    "dropbox.com",
    "we.tl",
)

NOTICE_VERSIONS: Final[dict[str, frozenset[PartyType]]] = {
    "2026": frozenset({PartyType.PARTNER, PartyType.PROVIDER, PartyType.PUBLIC_BODY, PartyType.PROTECTED_DISCLOSURE}),
}

FREE_MAIL: Final = frozenset(
    {
        "aol.com",
        "blueyonder.co.uk",
        "btinternet.com",
        "gmail.com",
        "gmx.co.uk",
        "gmx.com",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "icloud.com",
        "live.co.uk",
        "live.com",
        "mail.com",
        "me.com",
        "msn.com",
        "ntlworld.com",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "sky.com",
        "talktalk.net",
        "tiscali.co.uk",
        "virginmedia.com",
        "yahoo.co.uk",
        "yahoo.com",
        "ymail.com",
    }
)
