"""The rules in order, one a file, with what they need. Each generates findings and can only add strictness."""

from typing import Final

from gateway.decide.needs import Need, Rule, rule
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
from gateway.decide.rules.pieces_noted import pieces_noted
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

RULES: Final[tuple[Rule, ...]] = (
    rule(marked),  # answers for every message, so a decision is never empty
    rule(marked_high_enough),
    rule(sender_known),
    rule(everything_read, Need.OUTSIDE, Need.UNREAD),
    rule(links_opened, Need.OUTSIDE, Need.LINKS),
    rule(no_social_media, Need.SOCIAL),
    rule(recipient_known, Need.NOBODY),
    rule(no_look_alike, Need.NOBODY),
    rule(written_to_before, Need.OUTSIDE, Need.FIRST_TIME),
    rule(no_private_address, Need.NOBODY),
    rule(readers_known, Need.OUTSIDE, Need.PEOPLE),
    rule(readers_apart, Need.OUTSIDE),
    rule(few_enough, Need.OUTSIDE, Need.PEOPLE),
    rule(forwarded_by_hand, Need.OUTSIDE, Need.FORWARDED),
    rule(needed_to_know, Need.INSIDE, Need.PEOPLE),
    rule(contacted_as_chosen, Need.FAMILY),
    rule(agreement_in_force, Need.AGREED),
    rule(assurance_current, Need.AGREED, Need.PEOPLE),
    rule(purpose_covered, Need.ORGANISATION, Need.PEOPLE),
    rule(passed_on_for_its_purpose, Need.AGREED, Need.PEOPLE),
    rule(person_known, Need.OUTSIDE, Need.PEOPLE),
    rule(consent_given, Need.PEOPLE),
    rule(approved_by_manager, Need.OUTSIDE, Need.PEOPLE),
    rule(registers_agree, Need.OUTSIDE),
    rule(restrictions_kept, Need.RESTRICTIONS),
    rule(kept_from_harm),
    rule(conflict_free, Need.OUTSIDE, Need.PEOPLE),
    rule(kinds_covered, Need.OUTSIDE, Need.PEOPLE),
    rule(third_parties_hidden, Need.OUTSIDE, Need.PEOPLE),
    rule(anonymised_where_agreed, Need.AGREED, Need.PEOPLE),
    rule(group_large_enough, Need.OUTSIDE, Need.PEOPLE),
    rule(request_open, Need.OUTSIDE, Need.REQUEST),
    rule(requester_entitled, Need.OUTSIDE, Need.REQUEST),
    rule(reply_about_person, Need.OUTSIDE, Need.REQUEST, Need.PEOPLE),
    rule(foi_without_people, Need.OUTSIDE, Need.REQUEST, Need.PEOPLE),
    rule(statement_made, Need.ORGANISATION, Need.PEOPLE),
    rule(notice_given, Need.AGREED, Need.PEOPLE),
    rule(trained, Need.OUTSIDE),
    rule(protected_enough),
    rule(own_rules, Need.OWN_RULES),
    rule(answered, Need.ANSWERS),
    rule(pieces_noted, Need.OUTSIDE, Need.PIECES),
    rule(weak_finds_noted, Need.PEOPLE),
    rule(urgent_noted),
)
