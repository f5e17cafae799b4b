"""Defects that can be seen on the face of a notice."""

import pytest

from estancia.notices.defects import address_reaches_nobody


@pytest.mark.parametrize(
    "written",
    ["Domicilio conocido", "DOMICILIO  CONOCIDO, Tijuana", "Facebook", "facebook messenger", "", "   ", "N/A", "s/d",
     "Desconocido", "sin domicilio", "No address", "known address"],
)  # fmt: skip
def test_an_address_that_reaches_nobody_is_seen(written: str) -> None:
    assert address_reaches_nobody(written)


@pytest.mark.parametrize(
    "written",
    [
        "Casa del Migrante, Calle Neptuno 1855",
        "Av. Conocido 12",
        "Calle Nadie 3",
        "Nana's shelter",
        "Albergue s/n, km 12",
    ],
)
def test_an_address_is_believed_until_someone_says_otherwise(written: str) -> None:
    assert not address_reaches_nobody(written)
