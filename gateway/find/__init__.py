"""Units → hits → people with roles. Pure: the index of people and the registers are arguments."""

from gateway.find.addressed import Correspondents, correspondents
from gateway.find.finding import find
from gateway.find.people import avoided, people_index

__all__ = ["Correspondents", "avoided", "correspondents", "find", "people_index"]
