"""PURP-2, CLASS-2: mail that nobody wrote by hand."""

from dataclasses import replace
from typing import Final

from gateway.model.decision import Asked, Treatment
from gateway.model.mail_kind import MailKind
from gateway.model.message import UnreadReason
from gateway.model.parties import PartyId
from tests.decide.builders import (
    CLEAN,
    ELM,
    FAX,
    FINE,
    IG_LEAD,
    POLICY,
    SCHOOL,
    SENDER,
    UNCLASSIFIED,
    answered,
    release,
    row,
    to,
)

SHARE, HOLD, REFUSE = Treatment.SHARE, Treatment.HOLD, Treatment.REFUSE

NEWS = replace(CLEAN, markings=(UNCLASSIFIED,))
SENT_ON = replace(NEWS, mail_kind=MailKind.FORWARD)
UNMARKED = replace(CLEAN, markings=())
TO_ELM = replace(POLICY, encrypted_to=("ELM",))
SEALED = replace(FAX, why=UnreadReason.ENCRYPTED)
ALL_MARKED = replace(POLICY, clean_unmarked=POLICY.other_unmarked)

ROWS: Final = (
    row("forwarded-by-a-rule", SENT_ON, HOLD, "auto-forward", held_for="line_manager"),
    row("forwarded-by-a-rule-with-data", replace(FINE, mail_kind=MailKind.FORWARD), HOLD, "auto-forward covered"),
    row(
        "forwarded-by-a-rule-released",
        answered(SENT_ON, release(Asked.LINE_MANAGER)),
        SHARE,
        "",
    ),
    row(
        "forwarded-by-a-rule-released-by-its-owner",
        answered(SENT_ON, release(Asked.LINE_MANAGER, by=SENDER)),
        HOLD,
        "auto-forward",
    ),
    row(
        "forwarded-by-a-rule-released-by-the-ig-lead",
        answered(SENT_ON, release(Asked.IG_LEAD, by=IG_LEAD)),
        HOLD,
        "auto-forward",
    ),
    row(
        "forwarded-by-a-rule-inside",
        replace(SENT_ON, recipient=replace(SENT_ON.recipient, internal=True)),
        SHARE,
        "",
    ),
    row(
        "forwarded-by-a-rule-refused-by-policy",
        SENT_ON,
        REFUSE,
        "auto-forward",
        policy=replace(POLICY, auto_forward=REFUSE),
    ),
    row(
        "forwarded-by-a-rule-noted-by-policy",
        SENT_ON,
        SHARE,
        "auto-forward",
        policy=replace(POLICY, auto_forward=SHARE),
    ),
    row("unmarked-from-a-person", UNMARKED, HOLD, "no-marking", policy=ALL_MARKED, held_for="sender"),
    *(
        row(
            f"unmarked-{kind.value}",
            replace(UNMARKED, mail_kind=kind),
            SHARE if goes else HOLD,
            "no-marking" if kind is not MailKind.FORWARD else "no-marking auto-forward",
            policy=ALL_MARKED,
        )
        for kind, goes in (
            (MailKind.ABSENCE, True),
            (MailKind.BOUNCE, True),
            (MailKind.RECEIPT, True),
            (MailKind.CALENDAR_REPLY, True),
            (MailKind.LIST, False),
            (MailKind.AUTOMATIC, False),
            (MailKind.FORWARD, False),
        )
    ),
    row(
        "encrypted-by-its-sender-for-nobody-named",
        replace(NEWS, unread=(SEALED,)),
        HOLD,
        "unreadable-attachment",
        held_for="sender",
    ),
    row(
        "encrypted-by-its-sender-for-a-party-of-the-policy",
        replace(NEWS, unread=(SEALED,), encrypted=True),
        SHARE,
        "unreadable-attachment unreadable-attachment",
        policy=TO_ELM,
    ),
    row(
        "encrypted-by-its-sender-for-another",
        to(replace(NEWS, unread=(SEALED,)), SCHOOL, replace(ELM, id=PartyId("OAK"))),
        HOLD,
        "unreadable-attachment",
        policy=TO_ELM,
    ),
    row(
        "unread-for-another-reason-for-a-party-of-the-policy",
        replace(NEWS, unread=(FAX, SEALED)),
        HOLD,
        "unreadable-attachment unreadable-attachment",
        policy=TO_ELM,
    ),
    row(
        "unmarked-absence-note-with-data",
        replace(FINE, markings=(), mail_kind=MailKind.ABSENCE),
        HOLD,
        "no-marking covered",
    ),
    row(
        "unmarked-absence-note-with-a-part-unread",
        replace(UNMARKED, mail_kind=MailKind.ABSENCE, unread=(FAX,)),
        HOLD,
        "no-marking unreadable-attachment",
    ),
)
