"""How the staff pages say days, countries, languages, facts, owners and deeds in the reader's language."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pycountry
from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from estancia.notices.rosters.codes import masked
from estancia.places import location, place_name, say_day, say_when
from estancia.places.clocks import MONTHS

OWNERS: dict[str, Promise] = {
    "protecting_body": _("The protecting body"),
    "child_protection": _("Child protection"),
    "comar": _("COMAR, which hears asylum requests"),
    "intake_desk": _("The intake desk"),
    "court_liaison": _("The court liaison"),
    "location_authority": _("The authority of the place"),
    "legal_team": _("The legal team"),
    "review": _("The reviewing office"),
    "human_rights": _("The human rights body"),
}
FACTS: dict[str, Promise] = {
    "make_backup": _("Made a backup of everything"),
    "make_backup_key": _("Made the key that opens backups"),
    "restore_backup": _("Restored a backup"),
    "location": _("The place"),
    "person.nationality": _("The nationality"),
    "person.born_on": _("The date of birth"),
    "person.accompanied_by": _("Who the child came with"),
    "person.entry": _("How they entered the United States"),
    "person.us_status": _("Their status in the United States"),
    "person.interviewed_by_us": _("Whether the United States interviewed them"),
    "person.requests_admission": _("Whether they ask to be admitted"),
    "person.languages": _("The languages they understand"),
    "person.holds_valid_stay": _("Whether they hold a valid stay"),
    "notice.state": _("Whether they hold a notice to appear"),
    "notice.kind": _("Which paper they hold"),
    "notice.served_on": _("The day the notice was served"),
    "notice.hearing_on": _("The hearing date on the notice"),
    "notice.hearing_location": _("The court on the notice"),
    "notice.address": _("The address on the notice"),
    "court_record.status": _("Where the case stands in the court's record"),
    "court_record.hearing_on": _("The hearing date in the court's record"),
    "family.members": _("How many people are in the family"),
    "family.others_admissible": _("Whether the rest of the family may be admitted"),
    "family.includes_citizen_child": _("Whether a child of the family is a United States citizen"),
    "location_state.places_free": _("How many places are free today"),
    "location_state.security": _("Whether the place is safe"),
}
ACTS: dict[str, Promise] = {
    "ask_asylum": _("Told COMAR of an asylum request"),
    "answer_hold": _("Answered a hold"),
    "answer_review": _("Answered a review"),
    "ask_review": _("Opened a review"),
    "ask_revocation": _("Asked to take back a card"),
    "confirm_revocation": _("Confirmed that a card is taken back"),
    "roster.proposed": _("Saw them in a list of people proposed"),
    "roster.hear": _("Opened an intake from a list of people proposed"),
    "roster.claims": _("Wrote down what a list of people proposed says of their dates"),
    "revocation": _("Looked at a card taken back"),
    "audit_look": _("Looked at who looked"),
    "at_the_gate": _("At the gate: looked for them, or wrote down a crossing"),
    "care_look": _("A look by the care team"),
    "choose_contact": _("Wrote down the contact they chose"),
    "contact_look": _("Looked at the contact they chose"),
    "renewals_look": _("Looked at the stays to renew"),
    "renewal_look": _("Looked at a renewal"),
    "renew": _("Renewed the stay"),
    "end_look": _("Looked at the end of the stay"),
    "end_stay": _("Wrote down the end of the stay"),
    "take_back_end": _("Undid the end of the stay"),
    "decide_request": _("Decided the request"),
    "decided": _("Looked at the decision"),
    "escalate_hold": _("Told the overseer of a hold, its hour gone"),
    "press_hold": _("Asked for an answer past its hour"),
    "compare_look": _("Compared two files"),
    "doubles_hint": _("Was told that there may be a file elsewhere"),
    "doubles_look": _("Saw them among likely doubles"),
    "ask_merge": _("Asked for two files to be joined"),
    "confirm_merge": _("Confirmed that two files are joined"),
    "refuse_merge": _("Said that two files are not joined"),
    "undo_merge": _("Parted two files again"),
    "merge_look": _("Looked at two files to be joined"),
    "merge_list": _("Saw them in the list of files to be joined"),
    "not_the_same": _("Said that two are not the same person"),
    "keep_apart": _("Kept two files apart for ever"),
    "family_look": _("Looked at the family"),
    "find": _("Found them in a search"),
    "hold_file": _("Looked at a hold"),
    "hold_list": _("Saw them in a list of holds"),
    "intake_answer": _("Wrote down an answer"),
    "intake_list": _("Saw them in a list of intakes"),
    "intake_look": _("Looked at the intake"),
    "intake_start": _("Began the intake"),
    "intake_submit": _("Handed in the request"),
    "location_board": _("Saw the request on the place's board"),
    "my_work": _("Counted them among their work"),
    "notices_look": _("Opened a sealed notice"),
    "paper": _("Printed a paper"),
    "person_look": _("Looked at the file"),
    "private_answer": _("Sealed a private answer"),
    "private_question": _("Showed a private question"),
    "private_restart": _("Asked the private part again"),
    "redetermine": _("Asked the rules again"),
    "request_look": _("Looked at the request"),
    "request_sheet": _("Printed them in a list of requests"),
    "request_list": _("Saw them in a list of requests"),
    "review_file": _("Looked at a review"),
    "review_list": _("Saw them in a list of reviews"),
    "sealed_look": _("Opened the sealed answers"),
    "claim_begin": _("Opened the form to write down a notice or a date"),
    "record_notice": _("Wrote down a notice or tear sheet"),
    "record_claim": _("Wrote down what somebody says of a hearing"),
    "record_court": _("Wrote down what the court's record shows"),
    "notice_check": _("Looked at the defects of their papers"),
    "alarm_list": _("Saw them in a list of alarms"),
    "alarm_file": _("Looked at an alarm"),
    "answer_alarm": _("Answered an alarm"),
    "escalate_alarm": _("Told the overseer of an alarm, its hour gone"),
    "kept_paper_begin": _("Opened the form to write down a kept paper"),
    "record_kept_paper": _("Wrote down a kept paper"),
    "kept_list": _("Saw them in a list of kept papers"),
    "kept_file": _("Looked at a kept paper"),
    "ask_for_paper": _("Noted that a kept paper was asked for"),
    "return_paper": _("Noted that a kept paper came back"),
    "kept_receipt": _("Printed the receipt of a kept paper"),
    "permits_look": _("Looked at the permits"),
    "permits_due": _("Saw them in a list of permits under way"),
    "file_permit": _("Wrote down an application for a permit"),
    "permit_miss": _("Wrote down papers missing for a permit"),
    "permit_cure": _("Wrote down papers handed in for a permit"),
    "permit_opinion": _("Wrote down an opinion asked for a permit"),
    "permit_grant": _("Wrote down the answer to a permit"),
    "permit_refuse": _("Wrote down the answer to a permit"),
    "permit_discard": _("Wrote down the answer to a permit"),
    "permit_silence": _("Said that a permit went unanswered"),
    "permit_ask_certificate": _("Wrote down a certificate of silence"),
    "permit_certify": _("Wrote down a certificate of silence"),
    "permit_withdraw": _("Wrote down that a permit was taken back"),
    "permit_use": _("Wrote down whether a permit could be used"),
    "why_look": _("Looked at the rules of another day"),
    "withdraw": _("Recorded that the family withdrew"),
}
SOURCES: dict[str, Promise] = {
    "at_the_desk": _("As shown or told by the person at the desk"),
}
ROOMS: dict[str, Promise] = {
    "admission": _("admission"),
    "protection": _("protection"),
    "notices": _("notices"),
    "stay": _("stay"),
    "people": _("people"),
}

GRADES: dict[str, Promise] = {
    "primary": _("as its author published it"),
    "general_law": _("general law"),
    "secondary": _("as others reported it"),
    "house": _("a rule of this house"),
    "verify": _("still to be verified"),
    "practice": _("how it was done in practice"),
}


def reader_language() -> str:
    """Give `en` for readers of English and `es` for everyone else."""
    return "en" if (get_language() or "es").startswith("en") else "es"


def day_words(on: date) -> str:
    """Say a date: `mié 2 oct 2019`."""
    return say_day(on=on, language=reader_language())


def month_words(on: date) -> str:
    """Say a month: `mar 2021`."""
    return f"{MONTHS[reader_language()][on.month - 1]} {on.year}"


def instant_words(at: datetime, place: str) -> str:
    """Say an instant on a place's own clock, `mié 2 oct 2019, 08:30 (Tijuana)`; on central Mexico's for no place."""
    if location(place):
        return say_when(at=at, key=place, language=reader_language())
    there = at.astimezone(ZoneInfo("America/Mexico_City"))
    return f"{day_words(there.date())}, {there:%H:%M} ({_('central Mexico')})"


def day_or_instant(moment: datetime | date, place: str) -> str:
    """Say an instant on the place's own clock, or a bare date as a date."""
    return instant_words(moment, place) if isinstance(moment, datetime) else day_words(moment)


def country_name(code: str) -> str:
    """Name a country by its ISO 3166-1 alpha-3 code; the code itself when there is no name."""
    country = pycountry.countries.get(alpha_3=code)
    return Locale(reader_language()).territories.get(country.alpha_2, country.name) if country else code


def language_name(code: str) -> str:
    """Name a language by its ISO 639-3 code in the reader's language; its English name when there is no other."""
    known = pycountry.languages.get(alpha_3=code)
    if known is None:
        return code
    names = Locale(reader_language()).languages
    said = names.get(getattr(known, "alpha_2", code)) or names.get(code) or known.name
    return said[:1].upper() + said[1:]


def fact_words(path: str) -> str:
    """Name a fact by its path; reserved facts have no words here, and say only that they are reserved."""
    return str(FACTS.get(path, _("A reserved fact")))


def owner_words(owner: str) -> str:
    """Name who owns a question."""
    return str(OWNERS.get(owner, owner))


def listed_words(value: object, fact: str) -> str:
    """Say a fact of a roster's row: a day, an hour, a country; not known where it says nothing."""
    if value in (None, ""):
        return str(_("Not known"))
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    named = {"nationality": country_name, "port": place_name, "notice_number": lambda number: masked(number=number)}
    return named.get(fact, str)(str(value))


def act_words(act: str) -> str:
    """Say what someone did with a file."""
    return str(ACTS.get(act, _("Another deed")))


def source_words(source: str) -> str:
    """Say a source in the reader's language where the house wrote it; as it was typed where a person did."""
    return str(SOURCES.get(source, source))


def grade_words(grade: str) -> str:
    """Say how well a source is known."""
    return str(GRADES.get(grade, grade))


def room_words(room: str) -> str:
    """Name a room of the house, to filter a timeline."""
    return str(ROOMS.get(room, room))
