"""The next hearing as far as it is known, and whether the paper and the court agree."""

from datetime import date

from estancia.casework.views.people import HearingView
from estancia.records.models import Person
from estancia.wording import Sentence

_LINES = {
    "agreed": Sentence(
        es="El aviso y el registro de la corte dicen la misma fecha.",
        en="The notice and the court's record say the same date.",
    ),
    "disputed": Sentence(
        es="El aviso y el registro de la corte no coinciden. Hay que preguntar a la corte antes de viajar.",
        en="The notice and the court's record disagree. The court must be asked before travelling.",
    ),
    "notice_only": Sentence(
        es="Solo lo dice el aviso. Falta verificarlo en el registro de la corte.",
        en="Only the notice says so. It has still to be verified in the court's record.",
    ),
    "record_only": Sentence(
        es="Lo dice el registro de la corte; el aviso no trae fecha.",
        en="The court's record says so; the notice carries no date.",
    ),
    "not_known": Sentence(
        es="No se conoce ninguna fecha de audiencia.",
        en="No hearing date is known.",
    ),
}


def hearing_of(*, person: Person, printed: bool) -> HearingView:
    """Say the next hearing: the court's date where there is one, else the paper's; its printed line if `printed`."""
    notice = person.notices.order_by("-recorded_at", "-pk").first()
    record = person.court_records.order_by("-seen_at", "-pk").first()
    on_paper = notice.hearing_on if notice else None
    in_court = record.hearing_on if record else None
    known = _how_known(on_paper=on_paper, in_court=in_court)
    return HearingView(
        on=in_court or on_paper, printed=notice.printed if notice and printed else "", known=known, line=_LINES[known]
    )


def _how_known(*, on_paper: date | None, in_court: date | None) -> str:
    if on_paper is None and in_court is None:
        return "not_known"
    if in_court is None:
        return "notice_only"
    if on_paper is None:
        return "record_only"
    return "agreed" if on_paper == in_court else "disputed"
