"""What the desk is shown of a draft, and what it is told when a page cannot be answered."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from django.db.models import QuerySet

from estancia.casework.bodies import named_body
from estancia.casework.intake_steps import members_of, states_of, steps_of
from estancia.casework.roster_claims import claims_of
from estancia.casework.views.intake import DraftLine, DraftView
from estancia.places import local_date
from estancia.records.models import IntakeDraft, SealedDraftAnswer
from estancia.records.prepared import prepared
from estancia.wording import ForPeople, Sentence


class AlreadyHandedIn(ForPeople):
    """The intake was handed in; it is now a request, and its answers are no longer changed here."""

    sentence = Sentence(
        es="Este registro ya se entregó y ahora es una solicitud. Aquí ya no se cambia nada. "
        "Abra la solicitud con la misma familia.",
        en="This intake was handed in and is now a request. Nothing is changed here any more. "
        "Open the request of the same family.",
    )


class NoSuchPage(ForPeople):
    """A page this intake does not ask."""

    sentence = Sentence(
        es="Este registro no tiene esa pregunta. Quizá cambió algo antes, como la edad o el número de personas. "
        "Vuelva al registro y siga donde quedó.",
        en="This intake does not ask that question. Something earlier may have changed, such as an age or the number "
        "of people. Go back to the intake and go on where it stands.",
    )


@prepared
def _sealed_pages(*, draft: int) -> QuerySet[SealedDraftAnswer, tuple[int, str]]:
    return SealedDraftAnswer.objects.filter(draft_id=draft).values_list("member", "step")


def view_of_draft(*, draft: IntakeDraft, now: datetime) -> DraftView:
    """Show an intake as it stands: clear answers, and which private pages are sealed."""
    on = local_date(key=draft.location_key, now=now)
    told = draft.protection_open  # a member has a bit here from the first private answer on
    sealed = frozenset(_sealed_pages(draft=draft.pk) if told else ())
    steps = states_of(steps=steps_of(answers=draft.answers, on=on), answers=draft.answers, sealed=sealed)
    keeper = named_body(kind="protecting_body", location=draft.location_key, on=on)
    return DraftView(
        reference=draft.reference,
        location=draft.location_key,
        on=on,
        started_at=draft.started_at,
        changed_at=draft.changed_at,
        members=members_of(answers=draft.answers, on=on),
        steps=steps,
        next_step=next((step for step in steps if step.state == "next"), None),
        answers=_still(draft.answers),
        protecting_body=keeper.name if keeper else "",
        request=draft.request.reference if draft.request else None,
        listed=_still(claims_of(draft=draft)),
    )


def line_of_draft(*, draft: IntakeDraft) -> DraftLine:
    """Show an intake in the desk's list."""
    return DraftLine(
        reference=draft.reference,
        first_name=draft.answers.get("identity:1", {}).get("name", ""),
        members=int(draft.answers.get("family", {}).get("members", "1")),
        started_at=draft.started_at,
        changed_at=draft.changed_at,
    )


def _still(answers: Mapping[str, Mapping[str, str]]) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({page: MappingProxyType(dict(given)) for page, given in answers.items()})
