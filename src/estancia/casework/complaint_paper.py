"""The receipt of a complaint, on paper: the number that opens its answer, who answers, and by when."""

from datetime import datetime
from typing import Literal

from estancia.casework import audit
from estancia.casework.access import Actor
from estancia.casework.complaints import complaint_by_receipt
from estancia.casework.rights_on_paper import rights_lines, where_line
from estancia.documents import PaperContent, PaperKind, make_paper
from estancia.places import say_day
from estancia.services import day_of


def receipt_paper(*, receipt: str, language: Literal["es", "en"], by: Actor, now: datetime) -> bytes:
    """Print it, on A4. Raises `NoSuchReceipt`. It names nobody and not what was told."""
    with audit.deed():
        filed = complaint_by_receipt(receipt=receipt, by=by, now=now)
        audit.record(by=by, act="paper", about=[], detail={"kind": "complaint_receipt", "language": language}, now=now)
    content = PaperContent(
        reference=_grouped(receipt),
        issued_on=say_day(on=day_of(now=filed.filed_at), language=language),
        paragraphs=(filed.kind.in_language(language), filed.answers),
        clock_line=say_day(on=day_of(now=filed.answer_by), language=language),
        rights=rights_lines(on=day_of(now=now), language=language),
        rights_where=where_line(language=language),
    )
    return make_paper(kind=PaperKind.COMPLAINT_RECEIPT, language=language, size="a4", content=content)


def _grouped(receipt: str) -> str:
    symbols = "".join(symbol for symbol in receipt.upper() if symbol.isalnum())
    return "-".join(symbols[at : at + 4] for at in range(0, len(symbols), 4))
