"""A draft that was sent to be checked, as its sender sees it after signing in: looked at afresh, sent to nobody."""

from gateway.app import App
from gateway.case.file import CaseFile
from gateway.case.setting import setting_of
from gateway.finish import TreatingRoom
from gateway.look import Looker
from gateway.mail_to_us.checks import look_at
from gateway.mail_to_us.drafts import drafted
from gateway.model.decision import Asked
from gateway.model.errors import PermanentFailure
from gateway.model.message import CaseId


def open_draft(app: App, looker: Looker, room: TreatingRoom, number: str, user: str) -> CaseFile:
    """Open it for its sender; whose it is, is for the caller to know.

    Raises:
        PermanentFailure: there is no such case, or it names no readers.
        TemporaryFailure: it cannot be looked at now.
    """
    config, policy = app.settings.config, app.settings.policy.policy
    steps = app.steps()
    message = steps.load_message(CaseId(number.strip().upper()))
    content = app.contents().content(message.content)
    draft = drafted(looker.read(content), content, message.envelope, config.organisation.check)
    if not draft.recipients:
        raise PermanentFailure(f"{message.case}: it names no readers")
    look = look_at(
        draft,
        message,
        looker,
        room,
        said_before=steps.said_before,
        most=config.limits.recipients,
        now=app.clock.now(),
    )
    return CaseFile(
        app=app,
        user=user,
        roles=(Asked.SENDER,),
        message=message,
        unlooked=False,
        recipients=tuple(look.asked.recipients),
        policy=look.policy,
        seen=look,
        setting=setting_of(message, look, frozenset(policy.purposes), app.settings.timezone),
    )
