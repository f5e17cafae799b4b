"""Which languages and sizes a paper can be printed in."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES = (("es", "Español"), ("en", "English"))
SIZES: tuple[tuple[str, Promise], ...] = (("letter", _("Letter")), ("a4", _("A4")))


def paper_context() -> dict[str, object]:
    """Give a page what it needs to draw its links to papers."""
    return {"paper_languages": LANGUAGES, "paper_sizes": SIZES}
