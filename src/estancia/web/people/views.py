"""The person's page, the family side by side, and who looked."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from estancia.casework.people import family_file, person_file, who_looked
from estancia.casework.views.people import PersonView
from estancia.services import whom_to_reach
from estancia.web.components import Identity, Mark, Moment, Row
from estancia.web.door import StaffRequest, door
from estancia.web.saying import country_name, instant_words, language_name, reader_language
from estancia.web.services.rights import rights_in_short

# How well a hearing is known: the word, and its tone. A disputed date endangers whoever travels for it.
KNOWN = {
    "agreed": (gettext_lazy("Notice and record agree"), "calm"),
    "notice_only": (gettext_lazy("Only the paper says so"), "soon"),
    "record_only": (gettext_lazy("Only the court's record says so"), "soon"),
    "other_only": (gettext_lazy("Only another source says so"), "soon"),
    "disputed": (gettext_lazy("The sources differ"), "danger"),
    "not_known": (gettext_lazy("Not known"), "plain"),
}


@require_safe
@door("person")
def person(request: StaffRequest, reference: str) -> HttpResponse:
    """Show one person's file: who, next hearing, why, what happened."""
    file = person_file(reference=reference, by=request.actor, now=request.now)
    if file.leads_to:
        return redirect("person", file.leads_to)
    rooms = sorted({line.room for line in file.timeline})
    room = request.GET.get("room", "")
    shown = {
        "person": file,
        "place_key": file.location,
        "identity": identity_of(file),
        "hearing_mark": _hearing_mark(file),
        "moments": _moments(file, room=room if room in rooms else ""),
        "rights": rights_in_short(request),
        "commission": whom_to_reach("human_rights"),
        "rooms": rooms if len(rooms) > 1 else (),
        "room": room,
    }
    return render(request, "people/person.html", shown)


@require_safe
@door("family")
def family(request: StaffRequest, reference: str) -> HttpResponse:
    """Show a family side by side, what differs in red words."""
    file = family_file(reference=reference, by=request.actor, now=request.now)
    differs = any(member.differs for member in file.members)
    return render(request, "people/family.html", {"family": file, "any_differs": differs})


@require_safe
@door("audit")
def looked(request: StaffRequest, reference: str) -> HttpResponse:
    """Show who looked at a file, by role and organisation."""
    looks = who_looked(reference=reference, by=request.actor, now=request.now)
    return render(request, "people/looked.html", {"looks": looks, "reference": reference})


def identity_of(file: PersonView) -> Identity:
    """Make the bar over a person from the categories this reader holds."""
    facts = [Row(label=_("Reference"), value=file.reference)]
    if "identity" in file.shown:
        facts += _identity_facts(file)
    facts.append(Row(label=_("Family"), value=file.family))
    if file.state_line:
        facts.append(Row(label=_("Request"), value=file.state_line.in_language(reader_language())))
    marks = (Mark(_("Interpreter needed"), "soon"),) if file.interpreter_needed else ()
    return Identity(name=file.name or file.reference, facts=tuple(facts), marks=marks)


def _identity_facts(file: PersonView) -> list[Row]:
    not_known = _("Not known")
    age = str(file.age) if file.age is not None else not_known
    language = language_name(file.best_language) if file.best_language else not_known
    return [
        Row(label=_("Age"), value=age),
        Row(label=_("Nationality"), value=country_name(file.nationality) if file.nationality else not_known),
        Row(label=_("Language"), value=language),
    ]


def _hearing_mark(file: PersonView) -> Mark | None:
    if file.hearing is None:
        return None
    word, tone = KNOWN.get(file.hearing.known, KNOWN["not_known"])
    return Mark(word, tone)


def _moments(file: PersonView, *, room: str) -> tuple[Moment, ...]:
    """Say what happened, filtered by room where one is asked for."""
    language = reader_language()
    return tuple(
        Moment(
            title=line.line.in_language(language),
            when=instant_words(line.at, file.location),
            at=line.at,
        )
        for line in file.timeline
        if room in ("", line.room)
    )
