"""An officer's Monday: a list is uploaded, mended, looked at, kept; then one of its families is heard."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from tests.journeys.house import House
from tests.journeys.looking import WIDTHS, Witness, faults_seen, picture, speak
from tests.journeys.rooms import press

LIST = """A-Number;Nombre completo;Nacimiento;Nac. del padre;Clave fam.;Audiencia
A209430001;Ángela Prueba Colindres;17/05/1990;;M-1;22/08/2022
A209430002;Tomás Prueba Colindres;02/03/2014;;M-1;22/08/2022
A209430003;Fidelina Prueba Sosa;25/11/1985;;M-2;27/08/2022
A209430004;;30/01/1979;;M-3;24/08/2022
"""


def heading(tab: Tab) -> str:
    return tab.locator("h1").inner_text()


def stands_well(tab: Tab, *, folder: Path, name: str) -> None:
    """Take a picture of the page and see that it reads well on a telephone."""
    tab.set_viewport_size({"width": WIDTHS[0], "height": 800})
    picture(tab, folder=folder, name=f"monday-{name}")
    assert faults_seen(tab, width=WIDTHS[0]) == []


def test_a_list_is_mended_kept_and_one_family_heard_on_a_monday(
    house: House, signed_in: Callable[[str], BrowserContext], pictures: Path
) -> None:
    tab = signed_in("IO").new_page()
    witness = Witness(house=house)
    witness.watch(tab)
    speak(tab, house, "es")
    tab.goto(f"{house.address}/my-work/")
    tab.get_by_role("link", name="Listas de personas propuestas", exact=True).click()
    tab.set_input_files("input[type=file]", {"name": "lunes.csv", "mimeType": "text/csv", "buffer": LIST.encode()})
    press(tab)

    assert heading(tab) == "Qué contiene cada columna"
    tab.get_by_label("Clave fam.").select_option("family_number")
    stands_well(tab, folder=pictures, name="columns")
    press(tab)

    assert heading(tab) == "Revise antes de guardar la lista"
    assert "Falta el nombre" in tab.inner_text("main")
    tab.get_by_role("link", name="Dudosos (1)").click()
    assert "sábado o domingo" in tab.inner_text("main")
    stands_well(tab, folder=pictures, name="doubtful")
    tab.locator("label[for=accept-4]").click()
    tab.get_by_role("button", name="Aceptar los renglones marcados").click()
    tab.get_by_role("button", name="Guardar la lista: 3 renglones").click()

    assert heading(tab) == "La lista quedó guardada"
    tab.get_by_role("button", name="Ver a quién falta escuchar").click()
    tab.get_by_role("button", name="Escuchar a esta familia Ángela Prueba Colindres").click()
    assert tab.url.endswith("/language/")
    tab.goto(tab.url.replace("/language/", "/name/1/"))
    assert tab.input_value("input[name=name]") == "Ángela Prueba Colindres"
    assert "Es un dicho" in tab.inner_text("main")
    stands_well(tab, folder=pictures, name="heard")
    tab.goto(f"{house.address}/rosters/not-admitted/?heard=yes")
    assert tab.inner_text("main").count("En entrevista") >= 2
    tab.close()
    assert witness.faults == [], witness.faults
