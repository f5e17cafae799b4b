"""The paper card: the private questions of the day to be answered by hand, for whoever prefers paper to a screen.

It carries a draft's reference and the number of a member, never a name. What is marked on it is read by the
protecting body alone; the desk hands it over blank and takes nothing back.
"""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from estancia.casework.intake import draft
from estancia.protection import questions_for
from estancia.web.door import StaffRequest, door
from estancia.web.saying import reader_language

SPOKEN = {"es": "Español", "en": "English"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A question as it stands on the card: the word, an example, and the name of its pictogram."""

    asks: str
    hint: str
    picture: str


@require_safe
@door("intake_card")
def card(request: StaffRequest, reference: str, member: int) -> HttpResponse:
    """Show one member's card in the language asked for (`language`), in a child's words for a child."""
    under_way = draft(reference=reference, by=request.actor, now=request.now)
    person = next((one for one in under_way.members if one.number == member), None)
    if person is None:
        raise Http404
    asked = request.GET.get("language", "")
    spoken = asked if asked in SPOKEN else reader_language()
    shown = {
        "draft": under_way,
        "member": member,
        "child": person.child,
        "asked": [
            Printed(
                asks=(question.child if person.child and question.child else question.asks).in_language(spoken),
                hint="" if person.child else question.hint.in_language(spoken),
                picture=question.step,
            )
            for question in questions_for(on=under_way.on, child=person.child)
        ],
        "others": [(code, name) for code, name in SPOKEN.items() if code != spoken],
    }
    with translation.override(spoken):
        answer = render(request, "intake/card.html", shown)
    answer["Content-Language"] = spoken
    return answer
