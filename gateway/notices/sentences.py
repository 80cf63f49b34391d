"""What each reason means and what to do next, in plain English.

Written for a reading age of eleven, without personal data: notices show on lock screens. The clause stands beside the
sentence, never in it.
"""

from dataclasses import dataclass
from typing import Final

from gateway.language import ENGLISH, Language, mark
from gateway.model.reasons import Reason

_PARTY: Final = mark("this recipient")
_AT_FIRST: Final = mark("This recipient")
_PURPOSE: Final = mark("this reason for sharing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One reason, in words. Both may hold {party} and {purpose}."""

    sentence: str  # what happened
    remedy: str  # what to do next


def _say(sentence: str, remedy: str) -> Words:
    return Words(sentence=sentence, remedy=remedy)


def words_for(reason: Reason, *, party: str = "", purpose: str = "", language: Language = ENGLISH) -> Words:
    """The words for a reason.

    Args:
        party: A party's name from the register; empty: "this recipient". Never an address or a person's name.
        purpose: A purpose's name from the policy; empty: "this reason for sharing".
    """
    template = WORDS[reason]
    filled = {"party": party or language.say(_PARTY), "purpose": purpose or language.say(_PURPOSE)}
    return Words(sentence=_fill(template.sentence, filled, language), remedy=_fill(template.remedy, filled, language))


def _fill(text: str, filled: dict[str, str], language: Language) -> str:
    # A sentence may begin with whom it is about: "this recipient".
    if text.startswith("{party}") and filled["party"] == language.say(_PARTY):
        filled = {**filled, "party": language.say(_AT_FIRST)}
    return language.say(text, **filled)


WORDS: Final[dict[Reason, Words]] = {
    Reason.IN_ORDER: _say(mark("We checked this email against our rules."), mark("You do not need to do anything.")),
    Reason.NO_MARKING: _say(
        mark("This email has no marking."),
        mark("Choose Unclassified, Internal or Confidential. Next time, put it in the subject line."),
    ),
    Reason.UNDER_MARKED: _say(
        mark("The marking is too low for what the email says."),
        mark("Choose a higher marking, or take the personal details out."),
    ),
    Reason.CONFLICT_OF_MARKINGS: _say(
        mark("An older email or a file in this email has a higher marking than yours."),
        mark("We use the higher one. Check that you meant to send that part."),
    ),
    Reason.SECRET_MARKING: _say(
        mark("Something in this email is marked Secret. We are not allowed to send that."),
        mark("Do not send it again. The information lead will tell you what to do."),
    ),
    Reason.UNKNOWN_RECIPIENT: _say(
        mark("We do not know who is behind this address."),
        mark("Check that it is spelt right. If it is, the information lead must say yes first."),
    ),
    Reason.LOOK_ALIKE_RECIPIENT: _say(
        mark("We do not know this address. It looks very much like one that we do know."),
        mark(
            "Look at it letter by letter. If it is right, tell us so. If not, cancel it and send it to the right one."
        ),
    ),
    Reason.FIRST_TIME_RECIPIENT: _say(
        mark("Nobody here has written to this address before."),
        mark("Look at it letter by letter. If it is right, tell us so. If not, cancel it."),
    ),
    Reason.PRIVATE_ADDRESS: _say(
        mark("This looks like your own email address at home."),
        mark("Use your work mailbox for work. Your manager must say yes to anything else."),
    ),
    Reason.VISIBLE_RECIPIENTS: _say(
        mark("People who do not know each other would see each other's addresses."),
        mark("Have each of them get an email of their own. Or cancel it, and put them all in Bcc."),
    ),
    Reason.AUTO_FORWARD: _say(
        mark("A rule in a mailbox sent this email on to someone outside. Nobody read it first."),
        mark("Turn the rule off. If the email must go, send it on yourself, or ask your manager to say yes."),
    ),
    Reason.BULK: _say(
        mark("This email tells about a person and goes to many people at once."),
        mark("Check who needs it and leave the rest out. Or ask your manager to say yes."),
    ),
    Reason.NEED_TO_KNOW: _say(
        mark("Somebody who gets this email does not work with the person it is about."),
        mark("Take them out if they do not need it. If they do, your manager must say yes."),
    ),
    Reason.CONTACT_PREFERENCE: _say(
        mark("The person you are writing to asked us to reach them in another way."),
        mark("Look at how they asked to be reached. If they agreed to this email, tell us that it is right."),
    ),
    Reason.NO_AGREEMENT: _say(
        mark("We have no sharing agreement with {party}."),
        mark("Wait for the information lead to say yes, or send it with the details hidden."),
    ),
    Reason.AGREEMENT_NOT_YET: _say(
        mark("Our sharing agreement with {party} has not started yet."),
        mark("Wait until it starts, or ask the information lead."),
    ),
    Reason.AGREEMENT_EXPIRED: _say(
        mark("Our sharing agreement with {party} has ended."),
        mark("The information lead can renew it, or say yes to this one email."),
    ),
    Reason.AGREEMENT_SUSPENDED: _say(
        mark("Our sharing agreement with {party} is on hold."),
        mark("Ask the information lead what may be sent for now."),
    ),
    Reason.CLASS_NOT_COVERED: _say(
        mark("Our agreement with {party} does not allow email with a marking this high."),
        mark("Take out what makes it so private, or wait for the information lead."),
    ),
    Reason.ASSURANCE_OVERDUE: _say(
        mark("It is too long since we checked that {party} keeps data safe."),
        mark("The information lead has been told and will check."),
    ),
    Reason.PURPOSE_UNKNOWN: _say(
        mark("We cannot tell what you are sharing this for."),
        mark("Choose the reason for sharing from the list."),
    ),
    Reason.PURPOSE_NOT_COVERED: _say(
        mark("Our agreement with {party} does not cover {purpose}."),
        mark("Check that you chose the right one. If you did, ask the information lead."),
    ),
    Reason.ONWARD_SHARING: _say(
        mark("Another organisation sent us part of this, and not for {purpose}."),
        mark("Take that part out, or ask them. The information lead can also say yes."),
    ),
    Reason.CATEGORY_NOT_COVERED: _say(
        mark("The email tells {party} more than was agreed."),
        mark("We hide the parts that were not agreed. Ask the information lead if they are needed."),
    ),
    Reason.WHICH_PERSON: _say(
        mark("The name in this email fits more than one person we know."),
        mark("Tell us which person you mean."),
    ),
    Reason.NO_CONSENT: _say(
        mark("The person has not said yes to sharing this with {party}."),
        mark("Ask the person, or send it with the details hidden. A manager may allow it if the law lets us."),
    ),
    Reason.CONSENT_REFUSED: _say(
        mark("The person said no to sharing this with {party}."),
        mark("Respect that, or ask your manager if the law lets us share it without a yes."),
    ),
    Reason.CONSENT_WITHDRAWN: _say(
        mark("The person said yes before and has since taken it back."),
        mark("Nothing more may go. Ask your manager if the law lets us share it without a yes."),
    ),
    Reason.CONSENT_EXPIRED: _say(
        mark("The time for which the person said yes is over."),
        mark("Ask the person again and write down what they say."),
    ),
    Reason.CONSENT_OTHER_PURPOSE: _say(
        mark("The person said yes, but not to {purpose}."),
        mark("Ask the person about this too, or check the reason for sharing that you chose."),
    ),
    Reason.CONSENT_OTHER_PARTNER: _say(
        mark("The person said yes to sharing with someone else, but not with {party}."),
        mark("Ask the person about {party} too."),
    ),
    Reason.CONSENT_ASSUMED: _say(
        mark("Nobody asked the person. Someone took it that they would say yes."),
        mark("Ask the person. Or the worker and the team manager must both put their names to it."),
    ),
    Reason.CONSENT_WRONG_GIVER: _say(
        mark("Someone said yes who may not speak for the person now."),
        mark("Ask the person, or a parent if the child is too young to say. Write down what they say."),
    ),
    Reason.LIMIT_LAPSED: _say(
        mark("The family's limit on what we pass on has ended. The young person now decides."),
        mark("Ask the young person if they want to keep it."),
    ),
    Reason.REGISTER_CONTRADICTION: _say(
        mark("Our records for this say two things that do not fit together."),
        mark("Wait for the information lead, who will put the records right or say yes."),
    ),
    Reason.RESTRICTED_BY_PARENT: _say(
        mark("The family asked us to pass on only a few facts. This email has more."),
        mark("Take out the rest, or ask your manager."),
    ),
    Reason.KEPT_FROM_SUBJECT: _say(
        mark("This email has something in it that we agreed to keep from the person you are sending it to."),
        mark("Write the email again without it. Do not leave a gap that shows."),
    ),
    Reason.PROTECTED_ADDRESS: _say(
        mark("This email gives an address that must stay private."),
        mark("Take the address out. The safeguarding lead has been told."),
    ),
    Reason.NO_CONTACT: _say(
        mark("The person you are sending this to must not hear about someone in it."),
        mark("Do not send it another way. The safeguarding lead has been told."),
    ),
    Reason.APPROVAL_MISSING: _say(
        mark("You named a law that lets us share. Your manager has not said yes to that so far."),
        mark("Your manager has been asked. Phone them if it cannot wait."),
    ),
    Reason.APPROVAL_EXPIRED: _say(
        mark("Your manager said yes to sharing this, but only up to a date that has passed."),
        mark("Ask your manager to look at it again."),
    ),
    Reason.SENDER_NOT_APPROVER: _say(
        mark("You cannot say yes to your own email."),
        mark("Another manager must look at it."),
    ),
    Reason.SENDER_MISMATCH: _say(
        mark("The name this email says it is from is not the one that sent it."),
        mark("Send it again from your own mailbox. The information lead has been told."),
    ),
    Reason.SENDER_LEFT: _say(
        mark("Our records say that the person it is from has left."),
        mark("If they still work here, ask for the staff records to be put right."),
    ),
    Reason.CONFLICT_OF_INTEREST: _say(
        mark("This email is about you or someone close to you."),
        mark("Let someone else at work deal with it. The safeguarding lead has been told."),
    ),
    Reason.NO_FACT_OPINION: _say(
        mark("The email does not say if it tells facts, opinions or both."),
        mark("Choose one. Next time, add a line such as: Fact/opinion: fact."),
    ),
    Reason.NOTICE_NOT_GIVEN: _say(
        mark("We have not told the person that we share with others like {party}."),
        mark("Give them our newest privacy notice and write down that you did."),
    ),
    Reason.NOT_ANONYMISED: _say(
        mark("{party} may only get figures, with nobody named."),
        mark("We hide who people are, and their age and area too where very few are like them."),
    ),
    Reason.THIRD_PARTY_DATA: _say(
        mark("The email names people it is not about."),
        mark("We hide them. Leave out people who do not matter here."),
    ),
    Reason.REQUEST_NOT_OPEN: _say(
        mark("You named a request that is not on our list, or is closed."),
        mark("Check the number. The information lead has been asked."),
    ),
    Reason.REQUESTER_NOT_ENTITLED: _say(
        mark("This is an answer for someone who may not be allowed to have it."),
        mark("Wait. The information lead will check who asked."),
    ),
    Reason.IDENTITY_NOT_CHECKED: _say(
        mark("Nobody has written down that we checked who asked for this."),
        mark("Check who they are. The information lead can then let it go."),
    ),
    Reason.WRONG_PERSON: _say(
        mark("The answer tells of someone from another file."),
        mark("Check that you took the right file. The information lead has been asked."),
    ),
    Reason.FOI_PERSONAL_DATA: _say(
        mark("The answer goes to the public, so it must not tell of any person."),
        mark("We hide who people are. Next time, leave them out."),
    ),
    Reason.UNREADABLE_ATTACHMENT: _say(
        mark("We could not look inside a part of this email."),
        mark("Leave that part out, or give us its password. Or send it again as plain text."),
    ),
    Reason.LINKED_FILE: _say(
        mark("This email has a link to one of our own files. We could not look inside the file."),
        mark("Put the file in the email, not the link. Or ask your manager to say yes."),
    ),
    Reason.UNENCRYPTED_CHANNEL: _say(
        mark("We have no safe way to get this email to {party}."),
        mark("Ask the computer team to set one up. Do not send it another way."),
    ),
    Reason.SOCIAL_MEDIA: _say(
        mark("Private facts must never go to social media."),
        mark("Do not send it. Find another way to reach the person."),
    ),
    Reason.TRAINING_OVERDUE: _say(
        mark("Your training on sharing information is out of date."),
        mark("Book a place soon. Your manager can help."),
    ),
    Reason.CUSTOM_RULE: _say(
        mark("One of our own rules covers this email."),
        mark("Look the rule up by its number, or ask whoever was asked to decide."),
    ),
    Reason.RETURNED: _say(
        mark("Your email was sent back to you."), mark("Read the note, change the email and send it again.")
    ),
    Reason.REFUSED: _say(
        mark("Someone decided that this email must not go."), mark("Read the note. Do not send it another way.")
    ),
    Reason.CHECKED: _say(
        mark("You asked us to check this email. It was sent to nobody."),
        mark("Read our answer. When you are ready, send it the usual way."),
    ),
    Reason.SEPARATED: _say(
        mark("You chose to send each person an email of their own."),
        mark("Each of them sees only their own address and ours."),
    ),
    Reason.HIDDEN: _say(
        mark("The email goes with the details hidden."),
        mark("You do not need to do anything. The other side sees labels where names were."),
    ),
    Reason.ALREADY_SIGNED: _say(
        mark("Part of this email is signed, so we cannot hide anything in it."),
        mark("Send it again without the signature, or take those details out."),
    ),
    Reason.SYSTEM_FAULT: _say(
        mark("Something went wrong on our side while we checked this email."),
        mark("Someone is looking at it. If it cannot wait, pick up the phone."),
    ),
    Reason.RAISED: _say(
        mark("We gave this email a higher marking and sent it."),
        mark("You do not need to do anything. Next time, choose the higher marking."),
    ),
    Reason.COVERED: _say(
        mark("Our records show why we may share this with {party}."), mark("You do not need to do anything.")
    ),
    Reason.ALREADY_THEIRS: _say(
        mark("{party} already has these words from us."),
        mark("You do not need to do anything. We wrote down that they went again."),
    ),
    Reason.PIECES_LEFT_OUT: _say(
        mark("Part of a file in this email could not be checked. It was left out."),
        mark("Ask {party} if they need it. If they do, send it in another kind of file."),
    ),
    Reason.PURPOSE_REMEMBERED: _say(
        mark("You told us before what you share this with {party} for, and asked us to remember it."),
        mark("You do not need to do anything. You can make us forget it on the page “Remembered”."),
    ),
    Reason.MODEL_ONLY: _say(
        mark("There may be a name in this email, but nothing more about anyone."),
        mark("You do not need to do anything."),
    ),
    Reason.URGENT: _say(
        mark("This email is treated as urgent, to keep a child or another person safe."),
        mark("Stay by your phone. If it cannot wait, call the other side now."),
    ),
    Reason.OTHER_CHANNEL: _say(
        mark("The way {party} likes to get email did not work. We used another safe way."),
        mark("You do not need to do anything. The computer team can see it."),
    ),
}
