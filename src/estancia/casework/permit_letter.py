"""The letter by which a person asks the authority for the certificate of its silence (Ley de Migración art. 128)."""

from datetime import datetime

from estancia.casework import audit
from estancia.casework.access import Actor, NotYours
from estancia.casework.permits import permit_of
from estancia.casework.permits_shown import SENTENCES
from estancia.casework.rights_on_paper import rights_lines, where_line
from estancia.documents import PaperContent, PaperKind, make_paper
from estancia.places import local_date, place_name, say_day
from estancia.stay.permits import silence_is_certified


@audit.deed()
def certificate_letter(*, reference: str, by: Actor, now: datetime) -> bytes:
    """Print it in Spanish, for the person to sign. Raises `NotYours`, also where no silence is to be certified."""
    row = permit_of(reference=reference, by=by)
    if row.state not in ("silent", "certificate_asked") or not silence_is_certified(kind=row.kind):
        raise NotYours
    on = local_date(key=row.place_key, now=now)
    content = PaperContent(
        reference=row.reference,
        issued_on=say_day(on=on, language="es"),
        issuing_place=place_name(row.place_key),
        person_names=(row.person.name,),
        what=SENTENCES[f"kind_{row.kind}"].es,
        clock_line=say_day(on=row.complete_on or row.filed_on, language="es"),
        rights=rights_lines(on=on, language="es"),
        rights_where=where_line(language="es"),
    )
    detail = {"kind": "certificate_request"}
    audit.record(by=by, act="paper", about=[row.person.reference], detail=detail, now=now)
    return make_paper(kind=PaperKind.CERTIFICATE_REQUEST, language="es", size="letter", content=content)
