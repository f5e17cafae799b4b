"""`estancia organisation` and `staff`: the first of both in an installation, before anyone can sign in."""

import getpass
import secrets
import sys
from datetime import date
from typing import Annotated

import typer

from estancia.commands.answers import InputRefused, answers, give, records, tell
from estancia.wording import Sentence

organisation_app = typer.Typer(no_args_is_help=True, help="Las organizaciones · The organisations")
staff_app = typer.Typer(no_args_is_help=True, help="Quién entra · Who signs in")
_KEEP_PHRASE = Sentence(
    es="Esa frase abre lo que se selle para la organización. Se muestra una sola vez y no se guarda: entréguela ahora "
    "a quien responde por ella, y a nadie más.",
    en="That phrase opens what is sealed to the organisation. It is shown once and kept nowhere: hand it now to "
    "whoever answers for it, and to nobody else.",
)
_WEAK = Sentence(
    es="Esa contraseña no sirve: use al menos 12 signos que no sean una contraseña conocida. Nadie fue dado de alta.",
    en="That password will not do: use at least 12 characters, and no well-known password. Nobody was added.",
)
_NOT_TWICE = Sentence(
    es="Las dos veces no coinciden. Nadie fue dado de alta. Intente otra vez.",
    en="The two times do not agree. Nobody was added. Try again.",
)
_BAD_DAY = Sentence(
    es="Ese día no se entiende. Escríbalo como 2026-11-26.", en="That day is not understood. Write it as 2026-11-26."
)


@organisation_app.callback()
def of_organisations() -> None:
    """Las organizaciones · The organisations."""


@staff_app.callback()
def of_staff() -> None:
    """Quién entra · Who signs in."""


@organisation_app.command("found")
@answers
def found(
    key: Annotated[str, typer.Argument(help="Nombre corto · short name")],
    name: Annotated[str, typer.Option(help="Nombre · name")],
    kind: Annotated[str, typer.Option(help="migration_authority, protection, legal, operator, …")],
    sealed: Annotated[bool, typer.Option("--sealed", help="Con frase clave · with a key phrase")] = False,
) -> None:
    """Da de alta una organización; con --sealed muestra una vez su frase clave. · Founds an organisation.

    Ejemplo · Example: estancia organisation found casa --name "Casa del Puente" --kind protection --sealed
    """
    with records():
        from django.conf import settings

        from estancia.casework.setting_up import SETTER_UP, found_organisation
        from estancia.sealing import phrase_from_words

        phrase = phrase_from_words(rng=secrets.SystemRandom()) if sealed else None
        found_organisation(key=key, name=name, kind=kind, phrase=phrase, by=SETTER_UP, now=settings.CLOCK())
    give(phrase or key)
    if phrase:
        tell(_KEEP_PHRASE)


@organisation_app.command("name")
@answers
def name_who_answers(
    kind: Annotated[str, typer.Argument(help="protecting_body, child_protection, comar, review, oversight, …")],
    location: Annotated[str, typer.Argument(help="Clave del municipio · key of the municipality: 08037")],
    organisation: Annotated[str, typer.Argument(help="Nombre corto · short name")],
    from_on: Annotated[str, typer.Option("--from", help="Desde ese día · from that day: 2026-11-26")],
) -> None:
    """Dice qué organización responde por algo en un lugar, desde un día. · Names who answers for what, where.

    Ejemplo · Example: estancia organisation name protecting_body 08037 casa --from 2026-11-26
    """
    with records():
        from django.conf import settings

        from estancia.casework.setting_up import SETTER_UP, name_body

        day, now = _day(from_on), settings.CLOCK()
        name_body(kind=kind, location=location, organisation=organisation, from_on=day, by=SETTER_UP, now=now)
    give(organisation)


@staff_app.command("add")
@answers
def add(
    username: Annotated[str, typer.Argument(help="Con qué nombre entra · the name they sign in with")],
    role: Annotated[str, typer.Option(help="IO, PW, LW, CO, OB, DP, SA")],
    organisation: Annotated[str, typer.Option(help="Nombre corto · short name")],
    location: Annotated[str, typer.Option(help="Lugar de la ventanilla · the desk's place: 08037")] = "",
) -> None:
    """Da de alta a quien entra; pide la contraseña dos veces, o la lee de la entrada. · Adds who signs in.

    Ejemplo · Example: estancia staff add sistema --role SA --organisation operador
    """
    password = _password()
    with records():
        from django.conf import settings
        from django.contrib.auth.password_validation import validate_password
        from django.core.exceptions import ValidationError

        from estancia.casework.setting_up import SETTER_UP, add_staff

        try:
            validate_password(password)
        except ValidationError:
            raise InputRefused(_WEAK) from None
        said = {"username": username, "role": role, "organisation": organisation, "location": location}
        add_staff(**said, password=password, by=SETTER_UP, now=settings.CLOCK())
    give(username)


def _password() -> str:
    """Typed twice and unseen at a terminal; one line where there is none. Never an argument: others see those."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed = getpass.getpass("Contraseña · Password: ")
    if getpass.getpass("Otra vez · Again: ") != typed:
        raise InputRefused(_NOT_TWICE)
    return typed


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputRefused(_BAD_DAY) from None
