"""Founds a small house for the browser: a few organisations, one login per role, and the families of `families`.

Run as `python -m tests.journeys.founding`, with ESTANCIA_HOME naming an empty folder.
"""

import json

import django
from django.conf import settings
from django.core.management import call_command

PASSWORD = "puente-de-papel-y-tinta"
LOGINS = (
    ("ventanilla", "IO", "autoridad", "08037"),
    ("proteccion", "PW", "casa", ""),
    ("coordinacion", "CO", "coordinacion", ""),
    ("observacion", "OB", "autoridad", ""),
    ("datos", "DP", "autoridad", ""),
    ("sistema", "SA", "autoridad", ""),
    ("ventanilla-2", "IO", "autoridad", "08037"),  # the second person; a role's login is its first
    ("abogada", "LW", "juridico", ""),
    ("comision", "PW", "comision", ""),
)
PHRASE = "vela nube barco semilla ventana arena"
ORGANISATIONS = (
    ("autoridad", "Autoridad de prueba", "migration_authority", None),
    ("casa", "Casa de prueba", "protection", PHRASE),
    ("coordinacion", "Coordinación de prueba", "foreign_ministry", None),
    ("juridico", "Equipo jurídico de prueba", "legal", None),
    ("comision", "Comisión de prueba", "human_rights", PHRASE),
)


def main() -> None:
    """Make the tables, the organisations, the logins and the families."""
    django.setup()
    from estancia.casework import setting_up
    from estancia.sealing import Strength
    from tests.journeys import families

    call_command("migrate", verbosity=0)
    by, now = setting_up.SETTER_UP, settings.CLOCK()
    for key, name, kind, phrase in ORGANISATIONS:
        setting_up.found_organisation(
            key=key, name=name, kind=kind, phrase=phrase, strength=Strength.TEST, by=by, now=now
        )
    for username, role, organisation, location in LOGINS:
        setting_up.add_staff(
            username=username,
            password=PASSWORD,
            role=role,
            organisation=organisation,
            location=location,
            by=by,
            now=now,
        )
    kept = [
        {"username": username, "password": PASSWORD, "role": role, "location": location}
        for username, role, _, location in LOGINS
    ]
    made = families.make(now=now)
    (settings.HOME / "families.json").write_text(json.dumps(made), encoding="utf-8")
    (settings.HOME / "demo-logins.json").write_text(json.dumps(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
