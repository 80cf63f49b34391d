"""The rules in order, one a file. Each is a generator of findings and can only add strictness."""

from collections.abc import Callable, Iterator
from typing import Final

from gateway.decide.facts import Facts
from gateway.decide.policy import Policy
from gateway.decide.rules.agreement_in_force import agreement_in_force
from gateway.decide.rules.anonymised_where_agreed import anonymised_where_agreed
from gateway.decide.rules.answered import answered
from gateway.decide.rules.approved_by_manager import approved_by_manager
from gateway.decide.rules.assurance_current import assurance_current
from gateway.decide.rules.conflict_free import conflict_free
from gateway.decide.rules.consent_given import consent_given
from gateway.decide.rules.contacted_as_chosen import contacted_as_chosen
from gateway.decide.rules.everything_read import everything_read
from gateway.decide.rules.few_enough import few_enough
from gateway.decide.rules.foi_without_people import foi_without_people
from gateway.decide.rules.forwarded_by_hand import forwarded_by_hand
from gateway.decide.rules.group_large_enough import group_large_enough
from gateway.decide.rules.kept_from_harm import kept_from_harm
from gateway.decide.rules.kinds_covered import kinds_covered
from gateway.decide.rules.links_opened import links_opened
from gateway.decide.rules.marked import marked
from gateway.decide.rules.marked_high_enough import marked_high_enough
from gateway.decide.rules.needed_to_know import needed_to_know
from gateway.decide.rules.no_look_alike import no_look_alike
from gateway.decide.rules.no_private_address import no_private_address
from gateway.decide.rules.no_social_media import no_social_media
from gateway.decide.rules.notice_given import notice_given
from gateway.decide.rules.own_rules import own_rules
from gateway.decide.rules.passed_on_for_its_purpose import passed_on_for_its_purpose
from gateway.decide.rules.person_known import person_known
from gateway.decide.rules.protected_enough import protected_enough
from gateway.decide.rules.purpose_covered import purpose_covered
from gateway.decide.rules.readers_apart import readers_apart
from gateway.decide.rules.readers_known import readers_known
from gateway.decide.rules.recipient_known import recipient_known
from gateway.decide.rules.registers_agree import registers_agree
from gateway.decide.rules.reply_about_person import reply_about_person
from gateway.decide.rules.request_open import request_open
from gateway.decide.rules.requester_entitled import requester_entitled
from gateway.decide.rules.restrictions_kept import restrictions_kept
from gateway.decide.rules.sender_known import sender_known
from gateway.decide.rules.statement_made import statement_made
from gateway.decide.rules.third_parties_hidden import third_parties_hidden
from gateway.decide.rules.trained import trained
from gateway.decide.rules.urgent_noted import urgent_noted
from gateway.decide.rules.weak_finds_noted import weak_finds_noted
from gateway.decide.rules.written_to_before import written_to_before
from gateway.model.decision import Finding

Rule = Callable[[Facts, Policy], Iterator[Finding]]

RULES: Final[tuple[Rule, ...]] = (
    marked,  # answers for every message, so a decision is never empty
    marked_high_enough,
    sender_known,
    everything_read,
    links_opened,
    no_social_media,
    recipient_known,
    no_look_alike,
    written_to_before,
    no_private_address,
    readers_known,
    readers_apart,
    few_enough,
    forwarded_by_hand,
    needed_to_know,
    contacted_as_chosen,
    agreement_in_force,
    assurance_current,
    purpose_covered,
    passed_on_for_its_purpose,
    person_known,
    consent_given,
    approved_by_manager,
    registers_agree,
    restrictions_kept,
    kept_from_harm,
    conflict_free,
    kinds_covered,
    third_parties_hidden,
    anonymised_where_agreed,
    group_large_enough,
    request_open,
    requester_entitled,
    reply_about_person,
    foi_without_people,
    statement_made,
    notice_given,
    trained,
    protected_enough,
    own_rules,
    answered,
    weak_finds_noted,
    urgent_noted,
)
