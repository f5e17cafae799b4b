"""The pages of an intake in the order they are asked, each a part of one casework step."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from estancia.casework.views.intake import DraftView, StepState
from estancia.web.intake import forms
from estancia.web.intake.forms import Page

BEGIN = "begin"  # the interruption before a member's private part
END = "end"  # after it: the screen is turned back


def _has_paper(answers: Mapping[str, str]) -> bool:
    return answers.get("state") in ("held", "taken_or_lost")


def _record_seen(answers: Mapping[str, str]) -> bool:
    return answers.get("status") in ("pending", "closed", "appeal")


def _more_than_one(answers: Mapping[str, str]) -> bool:
    return answers.get("members", "1") != "1"


PAGES: tuple[Page, ...] = (
    Page(
        "language",
        "language",
        forms.best_language,
        _("So that you are heard in the language you understand best."),
        row=_("Best language"),
    ),
    Page(
        "languages",
        "language",
        forms.other_languages,
        _("To find an interpreter. Someone who understands only an Indigenous language is owed protection."),
        row=_("Languages understood"),
        may_be_empty=True,
    ),
    Page(
        "interpreter",
        "language",
        forms.interpreter,
        _("Nobody should sign or answer what they do not understand."),
        row=_("Interpreter needed"),
    ),
    Page(
        "family",
        "family",
        forms.how_many,
        _("A family is admitted together or not at all. We count, so that nobody is left behind."),
        row=_("People in the family"),
    ),
    Page(
        "relation",
        "family",
        forms.relation,
        _("To keep together those who belong together."),
        row=_("Who they are to one another"),
        matters=_more_than_one,
    ),
    Page(
        "citizen-child",
        "family",
        forms.citizen_child,
        _("A child who is a citizen has rights on both sides. The family is told of them."),
        row=_("Child who is a US citizen"),
        matters=_more_than_one,
    ),
    Page(
        "name",
        "identity",
        forms.name,
        _("The same name as on the notice keeps the papers joined."),
        row=_("Name as in the notice"),
    ),
    Page(
        "born",
        "identity",
        forms.born,
        _("Children and people of sixty or more are owed special care. Of unknown age is treated as a child."),
        row=_("Date of birth"),
        may_be_empty=True,
    ),
    Page(
        "nationality",
        "identity",
        forms.nationality,
        _("Some rules reach only some nationalities. It changes nothing in how you are treated."),
        row=_("Nationality"),
    ),
    Page(
        "speaks",
        "identity",
        forms.own_languages,
        _("To find an interpreter. Someone who understands only an Indigenous language is owed protection."),
        row=_("Languages understood"),
        may_be_empty=True,
        not_of_first=True,
    ),
    Page(
        "accompanied",
        "accompanied",
        forms.accompanied,
        _("A child without mother, father or guardian is protected, and child protection is told."),
        row=_("Came with"),
    ),
    Page(
        "entry",
        "entry_status",
        forms.entry,
        _("The arrangement speaks only of people who entered in certain ways."),
        row=_("How they entered the United States"),
    ),
    Page(
        "us-status",
        "entry_status",
        forms.us_status,
        _("Whoever holds a status there is not reached by this arrangement."),
        row=_("Status in the United States"),
    ),
    Page(
        "interviewed",
        "entry_status",
        forms.interviewed,
        _("Mexico said it would admit people who were interviewed there."),
        row=_("Interviewed by the United States"),
    ),
    Page(
        "notice",
        "notice",
        forms.notice_state,
        _("The notice says when and where the hearing is. Losing it is no fault."),
        row=_("Notice to appear"),
    ),
    Page(
        "notice-kind",
        "notice",
        forms.notice_kind,
        _("The two papers prove different things."),
        row=_("Kind of paper"),
        matters=_has_paper,
    ),
    Page(
        "notice-paper",
        "notice",
        forms.notice_paper,
        _("With the number, anyone can check the case. A wrong address is a defect worth mending."),
        heading=_("Copy what the paper says"),
        row=_("Number, day served, address"),
        may_be_empty=True,
        matters=_has_paper,
    ),
    Page(
        "notice-hearing",
        "notice",
        forms.notice_hearing,
        _("Some papers carried false dates. We keep the printed date beside the court's."),
        heading=_("The hearing, as the paper prints it"),
        row=_("Hearing on the paper"),
        may_be_empty=True,
        matters=_has_paper,
    ),
    Page(
        "court-record",
        "court_record",
        forms.court_status,
        _("Only the court's record tells whether the date on the paper is true."),
        row=_("The court's record"),
    ),
    Page(
        "court-hearing",
        "court_record",
        forms.court_hearing,
        _("If paper and record differ, nobody is sent to wait for a false date."),
        heading=_("The hearing, as the court's record has it"),
        row=_("Hearing in the record"),
        may_be_empty=True,
        matters=_record_seen,
    ),
    Page(
        "request",
        "request",
        forms.request,
        _("The request is yours. Nobody may make it for you, and nobody may force it."),
        row=_("Asks to be admitted"),
    ),
)
BY_SLUG = {page.slug: page for page in PAGES}
PAGES_OF_STEP = {step: tuple(page for page in PAGES if page.step == step) for step in {page.step for page in PAGES}}


@dataclass(frozen=True, slots=True)
class Stop:
    """One place on the way through an intake: a clear page, or a private one (`private` names its step)."""

    slug: str
    member: int | None
    private: bool = False

    def address(self, *, reference: str) -> str:
        """Give the page's address."""
        if self.private:
            return reverse("intake_private", args=[reference, self.member, self.slug])
        if self.member is None:
            return reverse("intake_step", args=[reference, self.slug])
        return reverse("intake_member_step", args=[reference, self.slug, self.member])


def route_of(*, draft: DraftView) -> tuple[Stop, ...]:
    """List every stop of this intake in order, as far as its answers tell which matter."""
    return tuple(_stops(draft))


def answers_of(*, draft: DraftView, step: str, member: int | None) -> Mapping[str, str]:
    """Give what was answered in a step; empty when it was not reached."""
    return draft.answers.get(step if member is None else f"{step}:{member}", {})


def listed_of(*, draft: DraftView, step: str, member: int | None) -> Mapping[str, str]:
    """Give what the counterpart's list says under a step; empty for most."""
    return draft.listed.get(step if member is None else f"{step}:{member}", {})


def after(*, draft: DraftView, stop: Stop) -> Stop | None:
    """Give the stop that follows; None when the next is to check the answers."""
    route = route_of(draft=draft)
    return next(iter(route[route.index(stop) + 1 :]), None) if stop in route else first_open(draft=draft)


def before(*, draft: DraftView, stop: Stop) -> Stop | None:
    """Give the stop before; None at the first."""
    route = route_of(draft=draft)
    return route[route.index(stop) - 1] if stop in route[1:] else None


def first_open(*, draft: DraftView) -> Stop | None:
    """Give the first stop not yet answered; None when nothing is left to ask."""
    if draft.next_step is None:
        return None
    key, member = draft.next_step.key, draft.next_step.member
    if draft.next_step.private:
        return Stop(slug=BEGIN, member=member, private=True)
    return Stop(slug=PAGES_OF_STEP[key][0].slug, member=member)


def _stops(draft: DraftView) -> Iterator[Stop]:
    for step in draft.steps:
        if not step.private:
            yield from _clear_stops(draft, step)
    for member in draft.members:
        private = [step.key for step in draft.steps if step.private and step.member == member.number]
        for slug in (BEGIN, *private, END) if private else ():
            yield Stop(slug=slug, member=member.number, private=True)


def _clear_stops(draft: DraftView, step: StepState) -> Iterator[Stop]:
    answers = answers_of(draft=draft, step=step.key, member=step.member)
    for page in PAGES_OF_STEP[step.key]:
        if page.matters(answers) and not (page.not_of_first and step.member == 1):
            yield Stop(slug=page.slug, member=step.member)
