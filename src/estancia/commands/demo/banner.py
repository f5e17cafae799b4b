"""What the terminal shows once the demo serves: where, as whom, with which phrases, how to stop; 80 columns wide."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from estancia.commands.demo.folder import Login, Made
from estancia.places import location, say_when

RULE = "─" * 80
JUAREZ = "08037"
ROLES = {
    "IO": "ventanilla · intake desk",
    "PW": "protección · protection",
    "LW": "abogacía · lawyer",
    "CO": "coordinación · coordinator",
    "OB": "observación · observer",
    "DP": "datos y auditoría · data officer",
    "SA": "operación · operator",
}


def banner(*, address: str, made: Made, logins: Sequence[Login], stands_at: datetime) -> str:
    """Give the whole notice, ready to print."""
    return "\n".join(_lines(address=address, made=made, logins=logins, stands_at=stands_at))


def _lines(*, address: str, made: Made, logins: Sequence[Login], stands_at: datetime) -> Iterator[str]:
    yield RULE
    yield f"Estancia, demostración · demo          {address}"
    yield RULE
    yield f"{made.people} personas inventadas en {made.families} familias · invented people, families"
    yield f"El reloj está en · The clock stands at   {say_when(at=stands_at, key=JUAREZ, language='es')}"
    yield ""
    yield f"Contraseña de todos · Everyone's password   {logins[0].password}"
    yield ""
    yield f"{'usuario · user':<16}{'función · role':<34}lugar · place"
    for login in logins:
        yield f"{login.username:<16}{ROLES[login.role]:<34}{_where(login)}"
    yield ""
    yield "Frases clave · Key phrases (abren lo sellado · they open what is sealed)"
    for login in logins:
        if login.phrase:
            yield f"{login.username:<16}{login.phrase}"
    yield ""
    yield "Primera prueba · First try: entre con io-juarez · sign in as io-juarez"
    yield "Detener · Stop: Ctrl-C"
    yield RULE


def _where(login: Login) -> str:
    place = location(login.location)
    return (place.name if place else login.organisation.removesuffix(" (demostración)"))[:30]
