"""What a new person does first, by what their account is for. Words and addresses; the page is first-steps.html."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from gateway.language import mark
from gateway.sign_in.accounts import AccountRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to do."""

    title: str
    words: str
    path: str = ""  # where; empty: not in the console


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What somebody with a role does first."""

    title: str
    steps: tuple[Step, ...]


EVERYBODY: Final = Guide(
    title=mark("Everybody"),
    steps=(
        Step(
            title=mark("Sign in on your telephone too"),
            words=mark(
                "Add a passkey there. Then you can answer from wherever you are, with your finger or your face."
            ),
            path="/account/passkeys",
        ),
        Step(
            title=mark("Read the short questions"),
            words=mark("They tell you when an email stops, and what to do if a child is at risk."),
            path="/help",
        ),
    ),
)
_GUIDES: Final = {
    AccountRole.STAFF: Guide(
        title=mark("You send email"),
        steps=(
            Step(
                title=mark("Mark what you send"),
                words=mark("Put one of our three words in the subject line. Help says which one."),
                path="/help",
            ),
            Step(
                title=mark("Look at your email"),
                words=mark("Here you see what was sent, what waits, and why. You also get an email when one stops."),
                path="/mail",
            ),
        ),
    ),
    AccountRole.MANAGER: Guide(
        title=mark("You decide about your team's email"),
        steps=(
            Step(
                title=mark("Open what waits"),
                words=mark("Urgent email comes first. Open one, read why it waits, and choose what should happen."),
                path="/held",
            ),
            Step(
                title=mark("Name a deputy"),
                words=mark("Ask whoever keeps the staff list to add one. They are asked while you are away."),
            ),
        ),
    ),
    AccountRole.SAFEGUARDING: Guide(
        title=mark("You look after safeguarding"),
        steps=(
            Step(
                title=mark("Open what waits"),
                words=mark("Urgent email about a child comes first, by day and by night. You can let it go at once."),
                path="/held",
            ),
        ),
    ),
    AccountRole.IG: Guide(
        title=mark("You look after information"),
        steps=(
            Step(
                title=mark("Fill the lists"),
                words=mark("Staff and partners first, then the people we help. Each list can come from a file."),
                path="/registers",
            ),
            Step(
                title=mark("Try the rules out"),
                words=mark(
                    "Let a new rule only watch at first. You see what it would stop, and how often it was wrong."
                ),
                path="/modes",
            ),
            Step(
                title=mark("See what is due"),
                words=mark("Reviews and ends that come up in the next weeks."),
                path="/due",
            ),
        ),
    ),
    AccountRole.ICT: Guide(
        title=mark("You run the service"),
        steps=(
            Step(title=mark("See how it is"), words=mark("What is wrong, and what to do about it."), path="/health"),
            Step(title=mark("Add accounts"), words=mark("One for each person who sends or decides."), path="/users"),
            Step(
                title=mark("Try an email"),
                words=mark("Drop a file in. You see what would happen to it. Nothing is sent."),
                path="/explain",
            ),
        ),
    ),
    AccountRole.AUDITOR: Guide(
        title=mark("You look at what was done"),
        steps=(
            Step(
                title=mark("Read the record"),
                words=mark("Who did what, and when. Nobody can change it unseen."),
                path="/record",
            ),
        ),
    ),
}


def guides(roles: frozenset[AccountRole]) -> Iterator[Guide]:
    """For everybody first, then for each of the roles in a fixed order."""
    yield EVERYBODY
    for role, guide in _GUIDES.items():
        if role in roles:
            yield guide
