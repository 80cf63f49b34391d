"""policy.yaml: who inside needs to know, and how people are reached."""

from typing import Annotated, Literal

from pydantic import Field, field_validator

from gateway.decide.policy import FamilyContact, Inside
from gateway.model.marking import Classification
from gateway.policy.defaults import ClassWord
from gateway.policy.words import treatment_of
from gateway.yaml_file import Section

_Team = Annotated[str, Field(min_length=1, max_length=100)]
_NoteOrHold = Literal["note", "hold"]


class InsideSection(Section):
    """AGREE-4: sharing between our own teams."""

    floor: ClassWord = "confidential"
    outside_team: _NoteOrHold = "note"
    unknown_address: _NoteOrHold = "note"
    teams_that_share: tuple[tuple[_Team, ...], ...] = ()

    @field_validator("teams_that_share")
    @classmethod
    def _two_at_least(cls, value: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
        if any(len(teams) < 2 for teams in value):
            raise ValueError("each list names two teams at least: [[Early Help, Schools]]")
        return value

    def to_rule(self) -> Inside:
        """The same as the rule takes it."""
        return Inside(
            floor=Classification.of(self.floor),
            outside_team=treatment_of(self.outside_team),
            unknown_address=treatment_of(self.unknown_address),
            teams_that_share=tuple(
                frozenset(" ".join(team.casefold().split()) for team in teams) for teams in self.teams_that_share
            ),
        )


class FamilyContactSection(Section):
    """FAM-1: how a person of the register asked to be reached."""

    other_route: _NoteOrHold = "hold"
    other_form: _NoteOrHold = "note"
    languages: Annotated[tuple[Annotated[str, Field(min_length=2)], ...], Field(min_length=1)] = ("English",)

    def to_rule(self) -> FamilyContact:
        """The same as the rule takes it."""
        return FamilyContact(
            other_route=treatment_of(self.other_route),
            other_form=treatment_of(self.other_form),
            languages=self.languages,
        )
