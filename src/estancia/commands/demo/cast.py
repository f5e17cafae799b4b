"""Who works in the demo: organisations, logins, and who answers for what at which place. All invented."""

from dataclasses import dataclass

PASSWORD = "puente-de-papel"  # everyone's, and only here: printed at every start  # noqa: S105

NORTH, WEST, EAST = "casa-del-paso", "casa-del-mar", "casa-del-golfo"
KEEPERS = {
    "02004": WEST,
    "02002": WEST,
    "26043": NORTH,
    "08037": NORTH,
    "05025": NORTH,
    "28027": EAST,
    "28022": EAST,
}
"""The protecting body of each place, by INEGI key."""


@dataclass(frozen=True, slots=True)
class House:
    """One organisation; those that may open what is sealed have a key phrase."""

    key: str
    name: str
    kind: str
    sealed: bool = False
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """One login: who they are for the demo, where they work, and in a word what for."""

    username: str
    role: str
    purpose: str
    organisation: str
    location: str = ""


HOUSES = (
    House("gobernacion", "Secretaría de Gobernación (demostración)", "migration_authority"),  # nobody works there
    House("autoridad", "Autoridad migratoria (demostración)", "migration_authority", part_of="gobernacion"),
    House("revision", "Oficina de revisión (demostración)", "migration_authority", part_of="autoridad"),
    House(NORTH, "Casa del Paso (demostración)", "protection", sealed=True),
    House(WEST, "Casa del Mar (demostración)", "protection", sealed=True),
    House(EAST, "Casa del Golfo (demostración)", "protection", sealed=True),
    House("procuraduria", "Procuraduría de la niñez (demostración)", "child_protection", sealed=True),
    House("comar", "COMAR (demostración)", "asylum_authority", sealed=True, part_of="gobernacion"),
    House("juridico", "Equipo jurídico (demostración)", "legal", sealed=True),
    House("derechos", "Comisión de derechos humanos (demostración)", "human_rights", sealed=True),
    House("cancilleria", "Cancillería (demostración)", "foreign_ministry"),
    House("observatorio", "Observatorio (demostración)", "observer"),
    House("contraloria", "Protección de datos (demostración)", "oversight"),
    House("operador", "Operación del sistema (demostración)", "operator"),
)

POSTS = (
    Post("io-juarez", "IO", "intake", "autoridad", "08037"),
    Post("io-juarez-2", "IO", "intake", "autoridad", "08037"),
    Post("io-tijuana", "IO", "intake", "autoridad", "02004"),
    Post("io-mexicali", "IO", "intake", "autoridad", "02002"),
    Post("io-nogales", "IO", "intake", "autoridad", "26043"),
    Post("io-piedras", "IO", "intake", "autoridad", "05025"),
    Post("io-laredo", "IO", "intake", "autoridad", "28027"),
    Post("io-matamoros", "IO", "intake", "autoridad", "28022"),
    Post("revision", "IO", "intake", "revision"),
    Post("pw-paso", "PW", "care", NORTH),
    Post("pw-mar", "PW", "care", WEST),
    Post("pw-golfo", "PW", "care", EAST),
    Post("pw-ninez", "PW", "care", "procuraduria"),
    Post("pw-comar", "PW", "care", "comar"),
    Post("pw-derechos", "PW", "care", "derechos"),
    Post("lw", "LW", "defence", "juridico"),
    Post("co", "CO", "coordination", "cancilleria"),
    Post("co-2", "CO", "coordination", "cancilleria"),
    Post("ob", "OB", "oversight", "observatorio"),
    Post("dp", "DP", "oversight", "contraloria"),
    Post("sa", "SA", "maintenance", "operador"),
)

BODIES = {
    "child_protection": "procuraduria",
    "comar": "comar",
    "intake_desk": "autoridad",
    "location_authority": "autoridad",
    "court_liaison": "cancilleria",
    "legal_team": "juridico",
    "review": "revision",
    "oversight": "contraloria",
    "human_rights": "derechos",
}
"""Who answers for each kind of question, the same at every place; the protecting body and shelter are KEEPERS'."""


def desk_of(*, location: str) -> Post:
    """Give the intake officer of a place."""
    return next(post for post in POSTS if post.role == "IO" and post.location == location)


def colleague_of(*, location: str) -> Post | None:
    """Give a second officer of the same place, if there is one."""
    return next((post for post in POSTS if post.location == location and post is not desk_of(location=location)), None)


def member_of(*, organisation: str) -> Post:
    """Give someone of an organisation who answers for it."""
    return next(post for post in POSTS if post.organisation == organisation)
