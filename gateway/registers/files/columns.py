"""The register files: which there are, and the columns of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gateway.registers import address


class RegisterKind(StrEnum):
    """A register: one file each. In the order in which files refer back to one another."""

    STAFF = "staff"
    GROUNDS = "grounds"
    PEOPLE = "people"
    PARTIES = "parties"
    AGREEMENTS = "agreements"
    CONSENTS = "consents"
    RESTRICTIONS = "restrictions"
    APPROVALS = "approvals"
    REQUESTS = "requests"
    MODES = "modes"
    DUTY = "duty"
    REMEMBERED = "remembered"


def _named(names: str) -> tuple[str, ...]:
    return tuple(names.split())


# The first column tells a register's entries apart.
COLUMNS: Final[Mapping[RegisterKind, tuple[str, ...]]] = {
    RegisterKind.STAFF: _named(
        "email name kind aliases members team line_manager deputy team_manager trained_on away_until left_on "
        "phone roles delegates language"
    ),
    RegisterKind.GROUNDS: _named("id title law effect statutory approval effective_from active safeguarding"),
    RegisterKind.PEOPLE: _named(
        "id name aliases date_of_birth nhs_number upn nino case_ids addresses protected_addresses emails phones "
        "relations acts_for no_contact risk_to competence worker contact_preference language notice_version died_on "
        "merged_into school ward ethnicity conditions"
    ),
    RegisterKind.PARTIES: _named(
        "id name type domains addresses lists front_door protection channel dialect forces_tls"
    ),
    RegisterKind.AGREEMENTS: _named(
        "id party purposes kinds highest basis identifiable starts ends review assurance_review status owner "
        "hidden_as"
    ),
    RegisterKind.CONSENTS: _named(
        "id person given_by capacity party purposes kinds given_on expires_on refused_on withdrawn_on explicit "
        "worker team_manager evidence"
    ),
    RegisterKind.RESTRICTIONS: _named(
        "id person from about phrases only_kinds requested_by approved_by approved_on until exemption"
    ),
    RegisterKind.APPROVALS: _named(
        "id person party purpose ground approved_by approved_on until worker justification informed caseload"
    ),
    RegisterKind.REQUESTS: _named(
        "id type requester person identity_checked_on opened closes answered_on identity_asked_on clarity_asked_on"
        " clarity_given_on extended_on extended_why"
    ),
    RegisterKind.MODES: _named("id mode team clause starts ends signed_by reason"),
    RegisterKind.DUTY: _named("id staff starts ends"),
    RegisterKind.REMEMBERED: _named("id person party purpose worker remembered_on until case rests_on"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry as written."""

    id: str
    cells: tuple[str, ...]  # in the order of COLUMNS

    def named(self, kind: RegisterKind) -> dict[str, str]:
        """The cells by column. One that was stored before a column was added has nothing in it."""
        columns = COLUMNS[kind]
        added = ("",) * (len(columns) - len(self.cells))
        return dict(zip(columns, (*self.cells, *added), strict=True))


def id_column(kind: RegisterKind) -> str:
    """The column that tells entries apart."""
    return COLUMNS[kind][0]


def id_of(kind: RegisterKind, written: str) -> str:
    """An id as it is stored: staff are known by their address, whatever its case; ids are as written."""
    return address.normal(written) if kind is RegisterKind.STAFF else written
