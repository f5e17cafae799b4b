"""What the rules said, put into sentences again: the records keep codes, the catalogue keeps the words."""

from collections.abc import Mapping
from datetime import date

from estancia.admission import Determination as Determined
from estancia.admission import NotKnown, Reason
from estancia.admission.sentences import sentence_for
from estancia.casework.access import Category
from estancia.casework.determining import MemberResult
from estancia.casework.views.people import DeterminationView, NotKnownView, ReasonView
from estancia.records.models import Determination

Held = frozenset[Category]


def shown_determination(*, row: Determination | None, held: Held) -> DeterminationView | None:
    """Show a kept determination to someone who holds the proceedings; None where there is none or they do not."""
    if row is None or Category.PROCEEDINGS not in held:
        return None
    return DeterminationView(
        on=row.on,
        outcome=row.outcome,
        protection_hold=row.protection_hold if Category.FLAG in held else None,
        reasons=tuple(_kept_reason(kept) for kept in row.open_reasons),
        not_known=tuple(
            NotKnownView(path=kept["path"], owner=kept["owner"], answer_by=_day(kept["answer_by"]))
            for kept in row.open_not_known
        ),
        rule_sets=tuple(row.rule_sets),
    )


def shown_whole(*, whole: Determined, protection_hold: bool, on: date) -> DeterminationView:
    """Show a determination with its protective reasons: only to whoever opened the answers behind them."""
    return DeterminationView(
        on=on,
        outcome=whole.outcome,
        protection_hold=protection_hold,
        reasons=tuple(_reason(reason) for reason in whole.reasons),
        not_known=tuple(_not_known(gap) for gap in whole.not_known),
        rule_sets=tuple(whole.rule_sets),
    )


def shown_result(*, result: MemberResult, on: date, held: Held) -> DeterminationView:
    """Show a result that was not kept, as the date slider makes them."""
    return DeterminationView(
        on=on,
        outcome=result.outcome,
        protection_hold=result.protection_hold if Category.FLAG in held else None,
        reasons=tuple(_reason(reason) for reason in result.seen.reasons),
        not_known=tuple(_not_known(gap) for gap in result.seen.not_known),
        rule_sets=tuple(result.seen.rule_sets),
    )


def _reason(reason: Reason) -> ReasonView:
    return ReasonView(
        code=reason.code,
        effect=reason.effect,
        sentence=reason.sentence,
        provision=reason.provision,
        source=reason.source,
        fact=reason.fact,
        owner=reason.owner,
        answer_by=reason.answer_by,
    )


def _not_known(gap: NotKnown) -> NotKnownView:
    return NotKnownView(path=gap.path, owner=gap.owner, answer_by=gap.answer_by)


def _kept_reason(kept: Mapping[str, str | None]) -> ReasonView:
    code, effect = kept["code"] or "", kept["effect"] or ""
    return ReasonView(
        code=code,
        effect=effect,
        sentence=sentence_for(code, effect),
        provision=kept["provision"] or "",
        source=kept["source"] or "",
        fact=kept["fact"] or "",
        owner=kept["owner"],
        answer_by=_day(kept["answer_by"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
