"""CLASS-1 to CLASS-3: marked, high enough, and read."""

from dataclasses import replace
from typing import Final

from gateway.decide.policy import Unmarked
from gateway.model.decision import Treatment
from gateway.model.found import Evidence, Role
from gateway.model.marking import Classification
from gateway.model.message import Unread, UnreadReason
from gateway.model.parties import Kind
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    CLEAN,
    CONFIDENTIAL,
    FAX,
    FINE,
    INTERNAL,
    POLICY,
    QUOTED_CONFIDENTIAL,
    SECRET,
    UNCLASSIFIED,
    Person,
    Row,
    about,
    entries,
    entry,
    row,
    stranger,
    to,
)

SHARE, REDACT, HOLD, REFUSE = Treatment.SHARE, Treatment.REDACT, Treatment.HOLD, Treatment.REFUSE

HEALTH = about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH)))
UP_TO_INTERNAL = (replace(AGREEMENT, highest=Classification.INTERNAL),)
OURS = to(FINE, "lee@family-support.example", internal=True)
DOCTOR = about(CLEAN, stranger("?1", Kind.NAME, Kind.HEALTH, role=Role.CORRESPONDENT))


ROWS: Final[tuple[Row, ...]] = (
    row("in-order", FINE, SHARE, "covered", held_for="", cut=()),
    row("nobody-in-it", CLEAN, SHARE, ""),
    # CLASS-2: unmarked
    row("unmarked-and-clean-is-sent-with-a-note", replace(CLEAN, markings=()), SHARE, "no-marking", held_for=""),
    row("unmarked-with-a-person", replace(FINE, markings=()), HOLD, "no-marking covered", held_for="sender"),
    row(
        "unmarked-with-a-part-unread",
        replace(CLEAN, markings=(), unread=(FAX,)),
        HOLD,
        "no-marking unreadable-attachment",
    ),
    row("unmarked-with-a-diagnosis-of-nobody-known", replace(DOCTOR, markings=()), HOLD, "no-marking"),
    row(
        "unmarked-with-a-weak-name-alone",
        replace(about(FINE, stranger("?1", Kind.NAME, evidence=Evidence.MODEL)), markings=()),
        SHARE,
        "no-marking model-only",
    ),
    row(
        "unmarked-and-clean-held-by-policy",
        replace(CLEAN, markings=()),
        HOLD,
        "no-marking",
        policy=replace(POLICY, clean_unmarked=Unmarked(treatment=HOLD, treated_as=Classification.INTERNAL)),
    ),
    row(
        "unmarked-and-clean-refused-by-policy",
        replace(CLEAN, markings=()),
        REFUSE,
        "no-marking",
        policy=replace(POLICY, clean_unmarked=Unmarked(treatment=REFUSE, treated_as=Classification.INTERNAL)),
        held_for="",
    ),
    row(
        "unmarked-with-a-person-treated-as-confidential-by-policy",
        replace(FINE, markings=()),
        SHARE,
        "no-marking covered",
        policy=replace(POLICY, other_unmarked=Unmarked(treatment=SHARE, treated_as=Classification.CONFIDENTIAL)),
    ),
    row("unmarked-inside-is-let-through", replace(OURS, markings=()), SHARE, "no-marking covered"),
    # CLASS-3: under-marked
    row(
        "unclassified-with-a-person-is-raised",
        replace(FINE, markings=(UNCLASSIFIED,)),
        SHARE,
        "under-marked raised covered",
    ),
    row("internal-with-health-is-raised", HEALTH, SHARE, "under-marked raised covered", held_for=""),
    row("confidential-with-health", replace(HEALTH, markings=(CONFIDENTIAL,)), SHARE, "covered"),
    row(
        "raised-above-the-agreement-is-held",
        replace(HEALTH, agreements=UP_TO_INTERNAL),
        HOLD,
        "under-marked covered",
        held_for="sender",
    ),
    row(
        "marked-above-the-agreement",
        replace(HEALTH, markings=(CONFIDENTIAL,), agreements=UP_TO_INTERNAL),
        HOLD,
        "class-not-covered covered",
        held_for="ig_lead",
    ),
    row(
        "marked-above-the-agreement-with-nobody-in-it",
        replace(CLEAN, markings=(CONFIDENTIAL,), agreements=UP_TO_INTERNAL),
        HOLD,
        "class-not-covered",
    ),
    row("marked-just-as-high-as-the-agreement", replace(FINE, agreements=UP_TO_INTERNAL), SHARE, "covered"),
    row(
        "unmarked-above-the-agreement",
        replace(HEALTH, markings=(), agreements=UP_TO_INTERNAL),
        HOLD,
        "no-marking class-not-covered covered",
        held_for="sender ig_lead",
    ),
    row("a-correspondents-illness-raises", DOCTOR, SHARE, "under-marked raised"),
    row(
        "a-protected-address-is-confidential",
        entries(
            about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.ADDRESS))),
            replace(entry(ANA), protected_addresses=("1 Quiet Lane",)),
        ),
        SHARE,
        "under-marked raised covered",
    ),
    row(
        "an-everyday-address-is-internal",
        entries(
            about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.ADDRESS))),
            replace(entry(ANA), addresses=("2 Elm Road",)),
        ),
        SHARE,
        "covered",
    ),
    # several markings
    row(
        "a-quoted-marking-above-the-senders-own",
        replace(FINE, markings=(INTERNAL, QUOTED_CONFIDENTIAL)),
        SHARE,
        "conflict-of-markings covered",
    ),
    row(
        "a-quoted-marking-above-held-by-policy",
        replace(FINE, markings=(INTERNAL, QUOTED_CONFIDENTIAL)),
        HOLD,
        "conflict-of-markings covered",
        policy=replace(POLICY, marking_conflict=HOLD),
        held_for="sender",
    ),
    row("a-quoted-marking-alone-marks-the-mail", replace(FINE, markings=(QUOTED_CONFIDENTIAL,)), SHARE, "covered"),
    row(
        "the-senders-own-above-the-quoted",
        replace(FINE, markings=(CONFIDENTIAL, replace(QUOTED_CONFIDENTIAL, level=Classification.INTERNAL))),
        SHARE,
        "covered",
    ),
    row(
        "two-of-the-senders-own-disagree",
        replace(FINE, markings=(INTERNAL, CONFIDENTIAL)),
        SHARE,
        "conflict-of-markings covered",
    ),
    row(
        "secret-is-held-for-the-ig-lead",
        replace(FINE, markings=(SECRET,)),
        HOLD,
        "secret-marking covered",
        held_for="ig_lead",
    ),
    row("secret-beside-internal", replace(FINE, markings=(INTERNAL, SECRET)), HOLD, "secret-marking covered"),
    row("secret-inside-is-held-too", replace(OURS, markings=(SECRET,)), HOLD, "secret-marking covered"),
    # what could not be read
    row("an-unread-part", replace(FINE, unread=(FAX,)), HOLD, "unreadable-attachment covered", held_for="sender"),
    row(
        "two-unread-parts",
        replace(FINE, unread=(FAX, replace(FAX, part="3"))),
        HOLD,
        "unreadable-attachment unreadable-attachment covered",
    ),
    row(
        "an-unreadable-message",
        replace(CLEAN, unread=(Unread(part="", why=UnreadReason.MALFORMED, media_type=""),)),
        HOLD,
        "unreadable-attachment",
    ),
    row("encrypted-by-its-sender", replace(CLEAN, encrypted=True), HOLD, "unreadable-attachment", held_for="sender"),
    row(
        "a-signed-part-was-read",
        replace(FINE, unread=(Unread(part="1", why=UnreadReason.SIGNED, media_type="text/plain"),)),
        SHARE,
        "covered",
    ),
    row(
        "pieces-of-a-document-left-out",
        replace(FINE, pieces_left_out=("2", "3")),
        SHARE,
        "covered pieces-left-out pieces-left-out",
        held_for="",
        cut=(),
    ),
    row("pieces-of-a-document-inside", replace(OURS, pieces_left_out=("2",)), SHARE, "covered"),
    row("an-unread-part-inside", replace(OURS, unread=(FAX,)), SHARE, "covered"),
    row(
        "secret-beside-unclassified-is-not-raised",
        replace(FINE, markings=(UNCLASSIFIED, SECRET)),
        HOLD,
        "secret-marking covered",
    ),
)
