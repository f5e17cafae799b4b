"""The few lines on rights that stand on every paper, from the register of the day, and where to complain."""

from datetime import date

from django.conf import settings

from estancia.services import rights_on, whom_to_reach
from estancia.wording import Sentence

_WHERE = Sentence(
    es="{name}: {telephone}, gratis; {address}. Sin ventanilla, por teléfono: {page}",
    en="{name}: {telephone}, free; {address}. Without a desk, by telephone: {page}",
)
_PAGE = "/complain/"
_OWN_MACHINE = ("127.0.0.1", "localhost", "[::1]", "testserver")


def rights_lines(*, on: date, language: str) -> tuple[str, ...]:
    """Give the short line of each right in force that has one, in the reader's language."""
    return tuple(right.short.in_language(language) for right in rights_on(on) if right.short)


def where_line(*, language: str) -> str:
    """Say whom to reach outside the body complained of, and the page on which nobody's desk is needed."""
    whom = whom_to_reach("human_rights")
    page = next((f"{host}{_PAGE}" for host in settings.ALLOWED_HOSTS if host not in _OWN_MACHINE), _PAGE)
    said = {"telephone": whom.telephone, "address": whom.address, "page": page}
    return _WHERE.in_language(language).format(name=whom.name.in_language(language), **said)
