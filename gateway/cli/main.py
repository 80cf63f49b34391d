"""The command: its tree, and what becomes of everything that can go wrong."""

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import typer

from gateway.cli import (
    approve,
    breach,
    check,
    explain,
    held,
    held_answer,
    init,
    keys,
    modes,
    propose,
    queue,
    record,
    record_clock,
    record_export,
    record_hold,
    record_recipients,
    record_show,
    register,
    register_erase,
    register_show,
    request,
    restrict_document,
    risk,
    rules,
    rules_diff,
    rules_try,
    run,
    store,
    token,
    trace,
    user,
    user_sync,
)
from gateway.cli.output import complain
from gateway.model.errors import ConfigurationFaults, GatewayError, TemporaryFailure

PROBLEM: Final = 1
TEMPORARY: Final = 75  # sysexits.h EX_TEMPFAIL: the same command may succeed later

app: Final = typer.Typer(
    name="gateway",
    help="Mail between an organisation and the world, under an information sharing policy.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

app.command("init")(init.init)
app.command("run")(run.run)
app.command("check")(check.check)
app.command("explain")(explain.explain)
app.command("trace")(trace.trace)
app.command("approve")(approve.approve)


def _group(name: str, said: str, within: typer.Typer = app) -> typer.Typer:
    group = typer.Typer(help=said, no_args_is_help=True, rich_markup_mode=None)
    within.add_typer(group, name=name)
    return group


_rules = _group("rules", "What is asked of every message.")
_rules.command("list")(rules.list_rules)
_rules.command("test")(rules.try_tests)
_rules.command("try")(rules_try.try_policy)
_rules.command("hits")(rules_try.hits)
_rules.command("diff")(rules_diff.diff)
_rules.command("versions")(rules_diff.versions)
_rules.command("roll-back")(rules_diff.roll_back)

_modes = _group("modes", "Rules that are on trial.")
_modes.command("list")(modes.list_modes)
_modes.command("report")(modes.report)

_register = _group("register", "The registers: people, partners, staff, and what was agreed.")
_register.command("import")(register.import_file)
_register.command("export")(register.export_file)
_register.command("due")(register.due)
_register.command("propose")(propose.propose)
_register.command("show")(register_show.show)
_register.command("restrict-document")(restrict_document.restrict_document)
_register.command("erase")(register_erase.erase)

_held = _group("held", "Mail that waits for an answer.")
_held.command("list")(held.list_held)
_held.command("show")(held.show)
_held.command("answer")(held_answer.answer)

_queue = _group("queue", "Work that is under way or due.")
_queue.command("list")(queue.list_steps)
_queue.command("show")(queue.show)
_queue.command("retry")(queue.retry)

_record = _group("record", "What was decided and shared.")
_record.command("verify")(record.verify)
_record.command("export")(record_export.export)
_record.command("disclosures")(record_show.disclosures)
_record.command("recipients")(record_recipients.recipients)
_record.command("show")(record_show.show)
_record.command("clock")(record_clock.clock)
_record_hold = _group("hold", "What must not be deleted.", within=_record)
_record_hold.command("add")(record_hold.add)
_record_hold.command("lift")(record_hold.lift)
_record_hold.command("list")(record_hold.list_holds)

_request = _group("request", "Answers to requests for information.")
_request.command("show")(request.show)
_request.command("search")(request.search)
_request.command("decide")(request.decide)
_request.command("bundle")(request.bundle)
_request.command("handed-over")(request.handed_over)

_risk = _group("risk", "What could go wrong, and what is done about it.")
_risk.command("list")(risk.list_risks)
_risk.command("show")(risk.show)
_risk.command("open")(risk.open_risk)
_risk.command("set")(risk.set_risk)
_risk.command("close")(risk.close)
_risk.command("export")(risk.export)

_breach = _group("breach", "What went wrong, who was told, and the 72 hours.")
_breach.command("open")(breach.open_breach)
_breach.command("list")(breach.list_breaches)
_breach.command("show")(breach.show)
_breach.command("set")(breach.set_breach)
_breach.command("told")(breach.told)
_breach.command("close")(breach.close)
_breach.command("export")(breach.export)

_user = _group("user", "Accounts of those who send and decide.")
_user.command("add")(user.add)
_user.command("role")(user.set_roles)
_user.command("disable")(user.disable)
_user.command("reset")(user.reset)
_user.command("list")(user.list_users)
_user.command("sync")(user_sync.sync)

_tokens = _group("token", "What programs use the interface with.")
_tokens.command("add")(token.add)
_tokens.command("list")(token.list_tokens)
_tokens.command("revoke")(token.revoke)

_keys = _group("keys", "Keys and certificates.")
_keys.command("list")(keys.list_keys)

_store = _group("store", "The database.")
_store.command("upgrade")(store.upgrade)
_store.command("backup")(store.backup)
_store.command("restore")(store.restore)
_store.command("purge")(store.purge)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. The exit code: 0 done, 1 a problem was found, 2 wrong use, 75 try again later.

    Errors are one plain line each on standard error; of an exception that nobody foresaw its class and place alone,
    for its text may quote a message.
    """
    try:
        app(args=arguments, prog_name="gateway")
    except SystemExit as ending:
        return ending.code if isinstance(ending.code, int) else 0
    except ConfigurationFaults as error:
        complain(*error.faults)
    except TemporaryFailure as error:
        complain(f"cannot be done now, try again later: {error}")
        return TEMPORARY
    except GatewayError as error:
        complain(str(error))
    except Exception as error:
        complain(f"a fault in the gateway itself: {type(error).__name__} at {_place(error)}")
    return PROBLEM


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"
