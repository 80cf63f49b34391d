"""Every reason a finding can give; docs/reasons.md has clause, sentence and remedy of each."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a rule answered as it did; the literal stands in JSON, records and configuration."""

    IN_ORDER = "in-order"  # it was looked at; answers for every message, so no decision is empty
    NO_MARKING = "no-marking"
    UNDER_MARKED = "under-marked"
    CONFLICT_OF_MARKINGS = "conflict-of-markings"
    SECRET_MARKING = "secret-marking"  # noqa: S105 -- a reason's name, no password
    UNKNOWN_RECIPIENT = "unknown-recipient"
    LOOK_ALIKE_RECIPIENT = "look-alike-recipient"  # close to an address or domain that is known
    FIRST_TIME_RECIPIENT = "first-time-recipient"  # nobody of ours has written to this address before
    PRIVATE_ADDRESS = "private-address"  # the sender's own, at a free mail service
    VISIBLE_RECIPIENTS = "visible-recipients"  # readers who should not see each other's addresses
    AUTO_FORWARD = "auto-forward"  # a rule of a mailbox sends it on to the outside
    BULK = "bulk"  # personal data to many at once
    NEED_TO_KNOW = "need-to-know"  # a reader inside who is not of the person's team or caseload
    CONTACT_PREFERENCE = "contact-preference"  # by another route, language or format than they asked for
    NO_AGREEMENT = "no-agreement"
    AGREEMENT_NOT_YET = "agreement-not-yet"
    AGREEMENT_EXPIRED = "agreement-expired"
    AGREEMENT_SUSPENDED = "agreement-suspended"
    CLASS_NOT_COVERED = "class-not-covered"  # above the highest class of the agreement
    ASSURANCE_OVERDUE = "assurance-overdue"
    PURPOSE_UNKNOWN = "purpose-unknown"
    PURPOSE_NOT_COVERED = "purpose-not-covered"
    PURPOSE_REMEMBERED = "purpose-remembered"  # note: its sender said so before, and asked to have it remembered
    CATEGORY_NOT_COVERED = "category-not-covered"
    WHICH_PERSON = "which-person"
    NO_CONSENT = "no-consent"
    CONSENT_REFUSED = "consent-refused"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    CONSENT_EXPIRED = "consent-expired"
    CONSENT_OTHER_PURPOSE = "consent-other-purpose"
    CONSENT_OTHER_PARTNER = "consent-other-partner"
    CONSENT_ASSUMED = "consent-assumed"
    CONSENT_WRONG_GIVER = "consent-wrong-giver"  # by age, competence or relation not theirs to give
    REGISTER_CONTRADICTION = "register-contradiction"  # entries that cannot all be right
    RESTRICTED_BY_PARENT = "restricted-by-parent"
    LIMIT_LAPSED = "limit-lapsed"  # note: a parent's limit ended with the young person's birthday
    KEPT_FROM_SUBJECT = "kept-from-subject"
    PROTECTED_ADDRESS = "protected-address"
    NO_CONTACT = "no-contact"
    APPROVAL_MISSING = "approval-missing"
    APPROVAL_EXPIRED = "approval-expired"
    SENDER_NOT_APPROVER = "sender-not-approver"
    SENDER_MISMATCH = "sender-mismatch"
    SENDER_LEFT = "sender-left"
    CONFLICT_OF_INTEREST = "conflict-of-interest"  # it tells of the sender or their family
    NO_FACT_OPINION = "no-fact-opinion"
    NOTICE_NOT_GIVEN = "notice-not-given"  # the privacy notice does not name this kind of recipient
    NOT_ANONYMISED = "not-anonymised"
    THIRD_PARTY_DATA = "third-party-data"
    REQUEST_NOT_OPEN = "request-not-open"  # the request named as authority is unknown, of another type or closed
    REQUESTER_NOT_ENTITLED = "requester-not-entitled"
    IDENTITY_NOT_CHECKED = "identity-not-checked"
    WRONG_PERSON = "wrong-person"  # in a subject access reply: somebody of another file
    FOI_PERSONAL_DATA = "foi-personal-data"
    UNREADABLE_ATTACHMENT = "unreadable-attachment"  # or an unreadable message: the part path tells
    LINKED_FILE = "linked-file"  # in our own cloud store: an attachment that was not read
    UNENCRYPTED_CHANNEL = "unencrypted-channel"
    SOCIAL_MEDIA = "social-media"
    TRAINING_OVERDUE = "training-overdue"
    CUSTOM_RULE = "custom-rule"  # the organisation's own; detail has its name
    RETURNED = "returned"  # whoever was asked sent it back
    REFUSED = "refused"  # whoever was asked said no
    CHECKED = "checked"  # a draft that was sent to be checked: answered, and sent to nobody
    HIDDEN = "hidden"  # whoever was asked chose the version with details hidden
    SEPARATED = "separated"  # whoever sent it chose a mail of its own for each who reads it outside
    ALREADY_SIGNED = "already-signed"  # a signed part would have to be changed
    SYSTEM_FAULT = "system-fault"  # given by the pipeline, never by a rule
    RAISED = "raised"  # note: the class was raised by content and may go on as raised
    COVERED = "covered"  # note: agreement and consent, or a ground, cover this person
    ONWARD_SHARING = "onward-sharing"  # another party sent us that, for another purpose
    ALREADY_THEIRS = "already-theirs"  # note: this party has just that from us already
    PIECES_LEFT_OUT = "pieces-left-out"  # note: what nobody can look into goes from a document; detail has the part
    MODEL_ONLY = "model-only"  # note: a name found by pattern or model alone, with no other kind beside it
    URGENT = "urgent"  # note: in the fast lane, where little may hold
    OTHER_CHANNEL = "other-channel"  # note: the channel the register asks for cannot be had; another meets the level
