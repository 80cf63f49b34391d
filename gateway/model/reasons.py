"""Every reason a finding can give; docs/reasons.md has clause, sentence and remedy of each."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a rule answered as it did; the literal stands in JSON, records and configuration."""

    IN_ORDER = "in-order"  # nothing stood in the way; answers for every message, so no decision is empty
    NO_MARKING = "no-marking"
    UNDER_MARKED = "under-marked"
    CONFLICT_OF_MARKINGS = "conflict-of-markings"
    SECRET_MARKING = "secret-marking"  # noqa: S105 -- a reason's name, no password
    UNKNOWN_RECIPIENT = "unknown-recipient"
    NO_AGREEMENT = "no-agreement"
    AGREEMENT_NOT_YET = "agreement-not-yet"
    AGREEMENT_EXPIRED = "agreement-expired"
    AGREEMENT_SUSPENDED = "agreement-suspended"
    ASSURANCE_OVERDUE = "assurance-overdue"
    PURPOSE_UNKNOWN = "purpose-unknown"
    PURPOSE_NOT_COVERED = "purpose-not-covered"
    CATEGORY_NOT_COVERED = "category-not-covered"
    WHICH_PERSON = "which-person"
    NO_CONSENT = "no-consent"
    CONSENT_REFUSED = "consent-refused"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    CONSENT_EXPIRED = "consent-expired"
    CONSENT_OTHER_PURPOSE = "consent-other-purpose"
    CONSENT_OTHER_PARTNER = "consent-other-partner"
    CONSENT_ASSUMED = "consent-assumed"
    KEPT_FROM_SUBJECT = "kept-from-subject"
    PROTECTED_ADDRESS = "protected-address"
    NO_CONTACT = "no-contact"
    APPROVAL_MISSING = "approval-missing"
    APPROVAL_EXPIRED = "approval-expired"
    SENDER_NOT_APPROVER = "sender-not-approver"
    SENDER_MISMATCH = "sender-mismatch"
    NO_FACT_OPINION = "no-fact-opinion"
    NOT_ANONYMISED = "not-anonymised"
    THIRD_PARTY_DATA = "third-party-data"
    UNREADABLE_ATTACHMENT = "unreadable-attachment"
    UNENCRYPTED_CHANNEL = "unencrypted-channel"
    SOCIAL_MEDIA = "social-media"
    RETURNED = "returned"  # whoever was asked sent it back
    REFUSED = "refused"  # whoever was asked said no
    ALREADY_SIGNED = "already-signed"  # a signed part would have to be changed
    SYSTEM_FAULT = "system-fault"
    RAISED = "raised"  # note: the class was raised by content and may go on as raised
    COVERED = "covered"  # note: agreement and consent, or a ground, cover this person
    MODEL_ONLY = "model-only"  # note: a name found by pattern or model alone, with no other kind beside it
