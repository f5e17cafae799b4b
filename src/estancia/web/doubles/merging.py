"""Joining two files: one person asks, another confirms or does not, and it can be undone at any time."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from estancia.casework.access import NotYours
from estancia.casework.comparing import compare
from estancia.casework.merge_list import merges_waiting
from estancia.casework.merging import (
    FamiliesNotLookedAt,
    ask_merge,
    confirm_merge,
    merge_file,
    refuse_merge,
    undo_merge,
)
from estancia.casework.views.doubles import ComparedView, Side
from estancia.web.door import StaffRequest, door
from estancia.web.mending import mended, unanswered
from estancia.web.questions import Checkboxes, Choice, LongText, Question, Radios, Words, typed
from estancia.web.saying import country_name, day_words
from estancia.web.sending import sent_only
from estancia.wording import ForPeople, Sentence

FACTS: Mapping[str, Words] = {
    "name": _("Which name stands?"),
    "born_on": _("Which date of birth stands?"),
    "nationality": _("Which nationality stands?"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@door("ask_merge")
def ask(request: StaffRequest, reference: str, other: str) -> HttpResponse:
    """Say what joining does, ask which file and which words stand and why, and pass it to a second person."""
    compared = compare(one=reference, other=other, by=request.actor, now=request.now)
    questions, answers = ask_questions(compared), typed(request.POST)
    errors = unanswered(questions=questions, answers=answers) if request.method == "POST" else {}
    if request.method == "POST" and not errors:
        try:
            return _asked(request, compared=compared, answers=answers)
        except NotYours:
            raise
        except ForPeople as said:
            errors = {"families_seen" if isinstance(said, FamiliesNotLookedAt) else "reason": said.said}
    shown = {
        "questions": mended(questions=questions, answers=answers, errors=errors),
        "compared": compared,
        "two_families": compared.one.family != compared.other.family,
    }
    return render(request, "doubles/ask.html", shown, status=422 if errors else 200)


def _asked(request: StaffRequest, *, compared: ComparedView, answers: Mapping[str, str]) -> HttpResponse:
    one, other = compared.one.reference, compared.other.reference
    kept = other if answers["kept"] == other else one
    asked = ask_merge(
        kept=kept,
        other=one if kept == other else other,
        reason=answers["reason"],
        chosen={name: answers[name] for name in FACTS if answers.get(name)},
        families_seen="yes" in answers.get("families_seen", ""),
        by=request.actor,
        now=request.now,
    )
    return redirect("merge", asked.reference)


def ask_questions(compared: ComparedView) -> tuple[Question, ...]:
    """Ask which file stands, which word where they differ, that two families were seen, and why."""
    sides = (compared.one, compared.other)
    two_families = compared.one.family != compared.other.family
    return (
        Radios(
            name="kept",
            label=_("Which file stands for both?"),
            hint=_("The other reference keeps working and leads here."),
            choices=tuple(Choice(side.reference, f"{side.name} · {side.reference}") for side in sides),
        ),
        *(_which_word(name, label, sides) for name, label in FACTS.items() if _differ(name, sides)),
        *((_families_seen(),) if two_families else ()),
        LongText(
            name="reason",
            label=_("Why are they the same person?"),
            hint=_("A second person reads it before confirming. Write what you saw and what the person said."),
        ),
    )


def _families_seen() -> Question:
    seen = _("I have seen that they are two families, and that each keeps its request and its papers")
    return Checkboxes(name="families_seen", label=_("Two families"), choices=(Choice("yes", seen),))


def _differ(name: str, sides: tuple[Side, Side]) -> bool:
    one, other = (getattr(side, name) for side in sides)
    return bool(one and other and one != other)


def _which_word(name: str, label: Words, sides: tuple[Side, Side]) -> Question:
    say: Mapping[str, Callable[[Side], str]] = {
        "name": lambda side: side.name,
        "born_on": lambda side: day_words(side.born_on) if side.born_on else "",
        "nationality": lambda side: country_name(side.nationality),
    }
    return Radios(name=name, label=label, choices=tuple(Choice(side.reference, say[name](side)) for side in sides))


@require_safe
@door("merges")
def merges(request: StaffRequest) -> HttpResponse:
    """List the files that wait for a second person, and those that stand joined."""
    return render(request, "doubles/merges.html", {"merges": merges_waiting(by=request.actor, now=request.now)})


@require_safe
@door("merge")
def merge(request: StaffRequest, reference: str) -> HttpResponse:
    """Show what was asked of two files, side by side, and what may be done about it."""
    return _show(request, reference=reference)


@sent_only
@door("confirm_merge")
def confirm(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the second person's confirmation."""
    return _step(request, reference, lambda: confirm_merge(reference=reference, by=request.actor, now=request.now))


@sent_only
@door("refuse_merge")
def refuse(request: StaffRequest, reference: str) -> HttpResponse:
    """Take the word that they are not joined."""
    return _step(request, reference, lambda: refuse_merge(reference=reference, by=request.actor, now=request.now))


@sent_only
@door("undo_merge")
def undo(request: StaffRequest, reference: str) -> HttpResponse:
    """Part the two again."""
    reason = request.POST.get("reason", "")
    return _step(
        request, reference, lambda: undo_merge(reference=reference, reason=reason, by=request.actor, now=request.now)
    )


def _step(request: StaffRequest, reference: str, act: Callable[[], object]) -> HttpResponse:
    """Do it and show how things stand; what may not be done is said on the same page, and nothing typed is lost."""
    try:
        act()
    except NotYours:
        raise
    except ForPeople as said:
        return _show(request, reference=reference, said=said.said)
    return redirect("merge", reference)


def _show(request: StaffRequest, *, reference: str, said: Sentence | None = None) -> HttpResponse:
    shown = merge_file(reference=reference, by=request.actor, now=request.now)
    why = LongText(name="reason", label=_("Why are they parted?"), hint=_("It stays written beside both files."))
    questions = mended(questions=(why,), answers=typed(request.POST), errors={"reason": said} if said else {})
    page = {"merge": shown, "undo_questions": questions, "refused": said}
    return render(request, "doubles/merge.html", page, status=409 if said else 200)
