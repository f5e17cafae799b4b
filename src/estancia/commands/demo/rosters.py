"""Two lists as the counterpart sends them: one kept this morning, one still to be looked at. Nobody in them is real."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from estancia.casework.rosters import commit_roster, stage_roster

if TYPE_CHECKING:
    from estancia.casework.access import Actor

HEADINGS = (
    "A-Number",
    "Nombres",
    "Primer apellido",
    "Segundo apellido",
    "Fecha de nacimiento",
    "Nacionalidad",
    "Familia",
    "Fecha de audiencia",
    "Hora",
    "Sede",
)
KEPT = """
A209410001|Reina Isabel|Zelaya|Orellana|17/05/1990|HO|F-101|22/08/2022|08:30|ELP
A209410002|Keny Josué|Zelaya|Orellana|02/03/2012|HO|F-101|22/08/2022|08:30|ELP
A209410003|Wilfredo|Ajpop|Tum|25/11/1985|GT|F-102|23/08/2022|12:30|ELP
A209410004|Santos Elías|Menjívar|Alas|30/01/1979|ES|F-103|24/08/2022|08:30|ELP
A209410005|Yaneth|Menjívar|Portillo|14/06/1982|ES|F-103|24/08/2022|08:30|ELP
A209410006|Dayana|Menjívar|Portillo|21/09/2015|ES|F-103|24/08/2022|08:30|ELP
A209410007|Maricel|Urbina|Rizo|19/12/1994|NU|F-104|25/08/2022|12:30|ELP
"""
TO_LOOK_AT = """
A209410001|Reina Isabel|Zelaya|Orellana|17/05/1990|HO|F-101|29/08/2022|08:30|ELP
A209410002|Keny Josué|Zelaya|Orellana|02/03/2012|HO|F-101|29/08/2022|08:30|ELP
A209410003|Wilfredo|Ajpop|Tum|25/11/1985|GT|F-102|23/08/2022|12:30|ELP
A209410008|Obdulia|Ixchop|Sis|13/10/1988|GT|F-105|27/08/2022|08:30|ELP
A209410009||Barahona|Pineda|22/07/1991|HO|F-106|26/08/2022|22:15|ELP
|Élmer|Guifarro|Lanza|31/02/1987|HO|F-107|26/08/2022|12:30|ELP
A209410011|Nubia|Castellón|Dávila|05/04/1996|NU|F-108|26/08/2022|12:30|ELP
A209410012|=HYPERLINK()|Rivas|Mejía|18/08/1993|ES|F-109|26/08/2022|12:30|ELP
A209410013|Glenda|Pavón|Rubio|23/06/1991|HO|F-110|26/08/2022|08:30|ELP
A209410013|Axel|Pavón|Rubio|30/11/2016|HO|F-110|26/08/2022|08:30|ELP
A209410011|Nubia|Castellón|Dávila|05/04/1996|NU|F-108|26/08/2022|12:30|ELP
"""


def leave_rosters(*, desk: "Actor", now: datetime) -> tuple[str, str]:
    """Leave a kept list and one to be looked at, through the deeds the desk uses itself; give their references."""
    early = now - timedelta(hours=2)
    kept = stage_roster(content=_csv(KEPT), suffix="csv", by=desk, now=early)
    commit_roster(reference=kept.reference, by=desk, now=early + timedelta(minutes=4))
    staged = stage_roster(content=_csv(TO_LOOK_AT), suffix="csv", by=desk, now=now)
    return kept.reference, staged.reference


def _csv(rows: str) -> bytes:
    return "\n".join(["|".join(HEADINGS), *rows.split("\n")]).encode()
