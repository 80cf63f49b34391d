"""What people answered: each answer is one more fact, and settles what its role may settle."""

from dataclasses import replace
from typing import Final

from gateway.decide.facts import ChannelFacts
from gateway.model.decision import AnswerKind, Asked, Treatment
from gateway.model.found import Role
from gateway.model.marking import Classification
from gateway.model.parties import Kind, Party, PartyId, PartyType
from tests.decide.builders import (
    AGREEMENT,
    ANA,
    BEN,
    CLEAN,
    CONSENT,
    FAX,
    FINE,
    HARM,
    IG_LEAD,
    MANAGER,
    NOON,
    ONE_OFF,
    POLICY,
    POWER,
    QUOTED_CONFIDENTIAL,
    SAFE_LEAD,
    SECOND,
    SECRET,
    SENDER,
    STAFF,
    UNCLASSIFIED,
    Person,
    Row,
    about,
    answer,
    answered,
    release,
    row,
    stranger,
    to,
)

SHARE, REDACT, HOLD, REFUSE = Treatment.SHARE, Treatment.REDACT, Treatment.HOLD, Treatment.REFUSE

NONE = replace(FINE, consents=())
UNMARKED = replace(FINE, markings=())
HIDE = answer(AnswerKind.HIDE)
AS_CONFIDENTIAL = answer(AnswerKind.MARKING, "confidential")
AS_INTERNAL = answer(AnswerKind.MARKING, "internal")
AS_UNCLASSIFIED = answer(AnswerKind.MARKING, "unclassified")
BY_IG = release(Asked.IG_LEAD, POWER.id, IG_LEAD)
BY_SAFEGUARDING = release(Asked.SAFEGUARDING_LEAD, HARM.id, SAFE_LEAD)
UNKNOWN = to(FINE, "new@unknown.example", None)
EXPIRED = replace(FINE, agreements=(replace(AGREEMENT, ends=NOON),))
THIRD = about(NONE, Person(id=ANA), stranger())
LADO = to(
    FINE, "lado@council.example", Party(id=PartyId("LADO"), name="Officer", type=PartyType.PROTECTED_DISCLOSURE)
)
CONCERN = about(NONE, Person(id=ANA), stranger("?1", Kind.NAME, Kind.OFFENCE, role=Role.CONCERNED), stranger("?2"))
NAMESAKES = about(FINE, Person(id="x", candidates=(ANA, BEN)))

ROWS: Final[tuple[Row, ...]] = (
    # markings
    row("unmarked-then-marked", answered(UNMARKED, AS_INTERNAL), SHARE, "covered"),
    row(
        "unmarked-then-marked-too-low-is-raised",
        answered(UNMARKED, AS_UNCLASSIFIED),
        SHARE,
        "under-marked raised covered",
    ),
    row("a-lower-marking-lowers-nothing", answered(FINE, AS_UNCLASSIFIED), SHARE, "covered"),
    row("under-marked-then-marked", answered(replace(FINE, markings=(UNCLASSIFIED,)), AS_INTERNAL), SHARE, "covered"),
    row(
        "a-conflict-settled-from-the-highest-up",
        answered(replace(FINE, markings=(UNCLASSIFIED, QUOTED_CONFIDENTIAL)), AS_CONFIDENTIAL),
        SHARE,
        "covered",
        policy=replace(POLICY, marking_conflict=HOLD),
    ),
    row(
        "a-conflict-not-settled-below",
        answered(replace(FINE, markings=(UNCLASSIFIED, QUOTED_CONFIDENTIAL)), AS_INTERNAL),
        HOLD,
        "conflict-of-markings covered",
        policy=replace(POLICY, marking_conflict=HOLD),
    ),
    row(
        "clean-in-clear-then-unclassified",
        answered(replace(CLEAN, markings=(), channels=ChannelFacts()), AS_UNCLASSIFIED),
        SHARE,
        "",
    ),
    row(
        "secret-whatever-is-answered",
        answered(replace(FINE, markings=(SECRET,)), AS_INTERNAL, BY_IG, HIDE),
        HOLD,
        "secret-marking covered hidden",
        held_for="ig_lead",
    ),
    # purpose, statement
    row(
        "a-purpose-answered",
        answered(replace(FINE, purpose_said="gardening"), answer(AnswerKind.PURPOSE, "early-help")),
        SHARE,
        "covered",
    ),
    row(
        "the-last-purpose-counts",
        answered(FINE, answer(AnswerKind.PURPOSE, "early-help"), answer(AnswerKind.PURPOSE, "housing", at=NOON)),
        HOLD,
        "purpose-not-covered consent-other-purpose",
    ),
    row(
        "an-answer-of-a-second-later",
        answered(replace(FINE, purpose_said="gardening"), answer(AnswerKind.PURPOSE, "early-help", at=NOON + SECOND)),
        HOLD,
        "purpose-unknown covered",
    ),
    row(
        "a-statement-answered",
        answered(replace(FINE, statement=None), answer(AnswerKind.STATEMENT, "opinion")),
        SHARE,
        "covered",
    ),
    # release
    row("no-consent-released-by-the-manager", answered(NONE, release()), SHARE, "covered", held_for=""),
    row(
        "refused-released-by-the-manager",
        answered(replace(FINE, consents=(replace(CONSENT, refused_at=NOON),)), release()),
        SHARE,
        "covered",
    ),
    row(
        "released-by-the-sender",
        answered(NONE, release(by=SENDER)),
        HOLD,
        "no-consent sender-not-approver",
        held_for="line_manager",
    ),
    row(
        "released-by-a-member-of-the-sending-mailbox",
        answered(replace(NONE, sender=replace(FINE.sender, staff=replace(STAFF, members=(MANAGER,)))), release()),
        HOLD,
        "no-consent sender-not-approver",
    ),
    row("released-in-the-senders-role", answered(NONE, release(Asked.SENDER)), HOLD, "no-consent"),
    row("released-on-no-ground-in-force", answered(replace(NONE, grounds={}), release()), HOLD, "no-consent"),
    row("released-on-no-statute", answered(NONE, release(ground=ONE_OFF.id)), HOLD, "no-consent"),
    row(
        "released-without-a-justification", answered(NONE, replace(release(), justification=" ")), HOLD, "no-consent"
    ),
    row("released-for-other-content", answered(NONE, replace(release(), content_hash="cd" * 32)), HOLD, "no-consent"),
    row(
        "released-for-another-recipient",
        answered(NONE, replace(release(), recipients=("head@oak.example",))),
        HOLD,
        "no-consent",
    ),
    row("released-under-an-older-policy", answered(NONE, replace(release(), policy="older")), HOLD, "no-consent"),
    row("released-a-second-later", answered(NONE, replace(release(), at=NOON + SECOND)), HOLD, "no-consent"),
    row(
        "released-by-the-manager-not-for-the-ig-lead",
        answered(replace(EXPIRED, consents=()), release()),
        HOLD,
        "agreement-expired covered",
        held_for="ig_lead",
    ),
    row(
        "released-by-the-ig-lead-not-for-the-manager",
        answered(replace(EXPIRED, consents=()), BY_IG),
        HOLD,
        "no-consent",
        held_for="line_manager",
    ),
    row("released-by-both", answered(replace(EXPIRED, consents=()), release(), BY_IG), SHARE, "covered"),
    row(
        "released-by-one-with-both-roles",
        replace(
            answered(replace(EXPIRED, consents=()), release()),
            answerers={MANAGER: (Asked.LINE_MANAGER, Asked.IG_LEAD)},
        ),
        SHARE,
        "covered",
    ),
    row(
        "released-by-the-safeguarding-lead-for-all",
        answered(replace(EXPIRED, consents=(), unread=(FAX,)), BY_SAFEGUARDING),
        SHARE,
        "covered",
    ),
    row(
        "the-safeguarding-lead-on-another-ground",
        answered(NONE, release(Asked.SAFEGUARDING_LEAD, POWER.id, SAFE_LEAD)),
        HOLD,
        "no-consent",
    ),
    row(
        "a-one-off-case-of-the-ig-lead",
        answered(EXPIRED, release(Asked.IG_LEAD, ONE_OFF.id, IG_LEAD)),
        SHARE,
        "covered",
    ),
    row("an-unknown-recipient-released", answered(UNKNOWN, release(), BY_IG), SHARE, "covered"),
    row(
        "a-class-released-by-the-ig-lead",
        answered(
            replace(
                CLEAN,
                markings=(QUOTED_CONFIDENTIAL,),
                agreements=(replace(AGREEMENT, highest=Classification.INTERNAL),),
            ),
            BY_IG,
        ),
        SHARE,
        "",
    ),
    row(
        "a-purpose-released-by-the-ig-lead",
        answered(
            replace(FINE, purpose_said="housing", consents=(replace(CONSENT, purposes=frozenset({"*"})),)), BY_IG
        ),
        SHARE,
        "covered",
    ),
    row(
        "kinds-released-by-the-ig-lead",
        answered(replace(FINE, agreements=(replace(AGREEMENT, kinds=frozenset({"name"})),)), BY_IG),
        SHARE,
        "covered",
    ),
    row(
        "assumed-released-by-the-team-manager",
        answered(replace(FINE, consents=(replace(CONSENT, explicit=False),)), release(Asked.TEAM_MANAGER)),
        SHARE,
        "covered",
    ),
    row("unread-released-by-the-manager", answered(replace(FINE, unread=(FAX,)), release()), SHARE, "covered"),
    row(
        "unread-not-released-by-its-sender",
        answered(replace(FINE, unread=(FAX,)), release(by=SENDER)),
        HOLD,
        "unreadable-attachment covered",
    ),
    row("third-parties-stay-hidden-when-released", answered(THIRD, release()), REDACT, "covered third-party-data"),
    row(
        "a-concern-released-goes-whole",
        answered(CONCERN, release(ground=HARM.id)),
        SHARE,
        "under-marked raised covered covered covered",
    ),
    row(
        "a-signature-is-not-released",
        answered(replace(THIRD, signed=("1",)), release()),
        HOLD,
        "covered third-party-data already-signed",
    ),
    row(
        "a-channel-is-not-released",
        answered(replace(FINE, channels=ChannelFacts()), release(), BY_IG, BY_SAFEGUARDING),
        HOLD,
        "covered unencrypted-channel",
    ),
    row(
        "social-media-is-not-released",
        answered(to(FINE, "new@unknown.example", social_media=True), release(), BY_IG),
        REFUSE,
        "social-media covered",
    ),
    row(
        "which-person-is-not-released",
        answered(NAMESAKES, release()),
        HOLD,
        "which-person covered covered",
        held_for="sender",
    ),
    row(
        "protected-disclosure-not-by-a-manager",
        answered(LADO, release(), BY_IG),
        HOLD,
        "no-agreement purpose-unknown consent-other-partner",
        held_for="safeguarding_lead sender",
    ),
    row("protected-disclosure-by-the-safeguarding-lead", answered(LADO, BY_SAFEGUARDING), SHARE, "covered"),
    # hide
    row("hidden-instead-of-no-consent", answered(NONE, HIDE), REDACT, "no-consent hidden", held_for="", cut=(0, 1)),
    row(
        "hidden-instead-of-no-agreement",
        answered(EXPIRED, HIDE),
        REDACT,
        "agreement-expired covered hidden",
        cut=(0,),
    ),
    row(
        "hidden-instead-of-which-person",
        answered(NAMESAKES, HIDE),
        REDACT,
        "which-person covered no-consent hidden",
        cut=(0, 1),
    ),
    row(
        "hidden-instead-of-a-higher-class",
        answered(
            replace(
                about(FINE, Person(id=ANA, kinds=(Kind.NAME, Kind.HEALTH))),
                agreements=(replace(AGREEMENT, highest=Classification.INTERNAL),),
            ),
            HIDE,
        ),
        REDACT,
        "under-marked covered hidden",
        cut=(0,),
    ),
    row("hidden-stays-hidden-when-released", answered(NONE, HIDE, release()), REDACT, "covered hidden", cut=(0,)),
    row(
        "hidden-does-not-read-the-unread",
        answered(replace(NONE, unread=(FAX,)), HIDE),
        HOLD,
        "unreadable-attachment no-consent hidden",
        held_for="sender",
    ),
    row(
        "hidden-does-not-mark",
        answered(replace(NONE, markings=()), HIDE),
        HOLD,
        "no-marking no-consent hidden",
        held_for="sender",
    ),
    row(
        "hidden-does-not-open-a-signature",
        answered(replace(NONE, signed=("1",)), HIDE),
        HOLD,
        "no-consent hidden already-signed",
    ),
    row(
        "hidden-does-not-encrypt",
        answered(replace(NONE, channels=ChannelFacts()), HIDE),
        HOLD,
        "no-consent hidden unencrypted-channel",
    ),
    row(
        "hidden-does-not-make-a-recipient-known",
        answered(UNKNOWN, HIDE),
        HOLD,
        "unknown-recipient purpose-unknown consent-other-partner hidden",
        held_for="ig_lead",
    ),
    # return and refuse
    row("returned", answered(FINE, answer(AnswerKind.RETURN)), REFUSE, "covered returned", held_for=""),
    row(
        "refused",
        answered(NONE, answer(AnswerKind.REFUSE, by=MANAGER, role=Asked.LINE_MANAGER)),
        REFUSE,
        "no-consent refused",
    ),
    row(
        "a-no-is-not-outvoted",
        answered(NONE, answer(AnswerKind.REFUSE, by=IG_LEAD, role=Asked.IG_LEAD), release()),
        REFUSE,
        "covered refused",
    ),
    row(
        "unread-released-still-needs-its-marking",
        answered(replace(CLEAN, markings=(), unread=(FAX,)), release()),
        HOLD,
        "no-marking",
    ),
    row("hidden-with-nobody-to-hide", answered(CLEAN, HIDE), SHARE, ""),
)
