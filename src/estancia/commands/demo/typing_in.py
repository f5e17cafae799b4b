"""What a family's answers look like on the pages of the intake: pure, page by page, in the form's own words."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from estancia.commands.demo.people import Family, Member
from estancia.protection import QUESTIONS

UNASKED = "unasked"
PATHS = MappingProxyType({question.step: question.path for question in QUESTIONS})


def page_answers(*, family: Family, step: str, member: int | None) -> Mapping[str, str]:
    """Give what is typed on one clear page; `member` counts from 1, None for the family's own pages."""
    if member is None:
        return _FAMILY_PAGES[step](family)
    return _MEMBER_PAGES[step](family.members[member - 1])


def private_answer(*, family: Family, step: str, member: int) -> str:
    """Give the private answer to one question, `UNASKED` where nobody asked about fear.

    A question nobody prepared for is answered with "declined".
    """
    if step == "fear_of_mexico" and family.members[member - 1].private["person.fear_asked"] == "no":
        return UNASKED
    return family.members[member - 1].private.get(PATHS[step], "declined")


def boxes(*, name: str, day: date | None) -> dict[str, str]:
    """Give the three boxes of a date, empty where there is none."""
    parts = {"day": day.day, "month": day.month, "year": day.year} if day else {"day": "", "month": "", "year": ""}
    return {f"{name}_{part}": str(value) for part, value in parts.items()}


def _language(family: Family) -> dict[str, str]:
    eldest = family.members[0]
    return {
        "best_language": eldest.best_language,
        "languages": " ".join(eldest.languages),
        "interpreter_needed": "yes" if eldest.interpreter_needed else "no",
    }


def _family(family: Family) -> dict[str, str]:
    return {
        "members": str(len(family.members)),
        "relation": _relation(family),
        "includes_citizen_child": family.includes_citizen_child,
    }


def _relation(family: Family) -> str:
    if len(family.members) == 1:
        return "alone"
    companions = {member.accompanied_by for member in family.members if member.age < 18}
    return {frozenset({"parent"}): "parents_and_children", frozenset(): "couple"}.get(
        frozenset(companions), "relatives"
    )


def _request(family: Family) -> dict[str, str]:
    return {"requests_admission": family.requests_admission}


def _identity(member: Member) -> dict[str, str]:
    return {"name": member.name, "nationality": member.nationality, **boxes(name="born", day=member.born_on)}


def _accompanied(member: Member) -> dict[str, str]:
    return {"accompanied_by": member.accompanied_by or "nobody"}


def _entry_status(member: Member) -> dict[str, str]:
    return {"entry": member.entry, "us_status": member.us_status, "interviewed_by_us": member.interviewed_by_us}


def _notice(member: Member) -> dict[str, str]:
    paper = member.paper
    return {
        "state": paper.state,
        "kind": paper.kind,
        "number": paper.number,
        "hearing_location": paper.hearing_location,
        "address": paper.address,
        "printed": paper.printed,
        **boxes(name="served", day=paper.served_on),
        **boxes(name="hearing", day=paper.hearing_on),
    }


def _court_record(member: Member) -> dict[str, str]:
    court = member.court
    return {"status": court.status, "source": court.source, **boxes(name="hearing", day=court.hearing_on)}


_FAMILY_PAGES: Mapping[str, Callable[[Family], dict[str, str]]] = MappingProxyType(
    {"language": _language, "family": _family, "request": _request}
)
_MEMBER_PAGES: Mapping[str, Callable[[Member], dict[str, str]]] = MappingProxyType(
    {
        "identity": _identity,
        "accompanied": _accompanied,
        "entry_status": _entry_status,
        "notice": _notice,
        "court_record": _court_record,
    }
)
