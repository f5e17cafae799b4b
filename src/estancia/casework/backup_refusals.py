"""Why a backup cannot be made or restored, each refusal in a sentence."""

from estancia.wording import ForPeople, Sentence


class NoBackupKey(ForPeople):
    """No key was made yet to seal backups to."""

    sentence = Sentence(
        es="Aún no hay clave de respaldo: sin ella una copia sería legible para cualquiera. No se escribió nada. "
        "Haga una una vez, y guárdela fuera de este equipo: estancia backup key ARCHIVO.",
        en="There is no backup key yet: without one a copy could be read by anyone. Nothing was written. "
        "Make one once, and keep it away from this machine: estancia backup key FILE.",
    )


class AlreadyThere(ForPeople):
    """A file stands where one was to be written."""

    sentence = Sentence(
        es="Ya hay un archivo con ese nombre, y no se toca. No se escribió nada. Dé otro nombre.",
        en="There is a file of that name already, and it stays as it is. Nothing was written. Give another name.",
    )


class CannotBeWritten(ForPeople):
    """The file cannot be written where it was asked for."""

    sentence = Sentence(
        es="El respaldo no se pudo escribir ahí: la carpeta falta, está llena o no permite escribir. "
        "No quedó nada a medias. Revise la carpeta o dé otra.",
        en="The backup could not be written there: the folder is missing, full or closed to writing. "
        "Nothing was left half done. Check the folder or give another.",
    )


class HouseInUse(ForPeople):
    """The database into which a backup was to be restored is not empty."""

    sentence = Sentence(
        es="Esta base ya tiene un registro de actos, y restaurar lo borraría. No se tocó nada. "
        "Restaure en una base vacía; si de verdad quiere reemplazar esta, repita con --replace.",
        en="This database already holds a record of deeds, and restoring would wipe it. Nothing was touched. "
        "Restore into an empty database; if you do mean to replace this one, repeat with --replace.",
    )


class OtherVersion(ForPeople):
    """The backup was made by a version with other tables."""

    sentence = Sentence(
        es="El respaldo es de otra versión de Estancia, con otras tablas. No se tocó nada. "
        "Instale la versión que lo hizo («estancia backup show» da sus migraciones), restaure, y después actualice.",
        en="The backup is from another version of Estancia, with other tables. Nothing was touched. "
        "Install the version that made it (“estancia backup show” gives its migrations), restore, then upgrade.",
    )
