"""A population that does not exist: names by a long-tailed law, joined by chance, each with a date and a number.

The commonest hundred or so names are the region's; the long tail is put together from syllables, so that no list of
real people was needed and a rare surname is rare. It knows nothing of how the house folds names.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from estancia.people.identity import Identity


def _words(text: str) -> list[str]:
    return text.split()


GIVEN = _words(
    "María José Juan Ana Luis Carlos Rosa Miguel Carmen Jorge Pedro Manuel Francisco Juana Antonio Marta Daniel Santos "
    "Elena Jesús Óscar Mario Julio Andrés Isabel Guadalupe Gloria Blanca Wilmer Kevin Xiomara Yesenia Héctor Hugo Raúl "
    "Ramón Víctor Sandra Norma Iris Karla Josué Éver Nelson Marvin Reina Dilcia Suyapa Olga Lesbia Telma Irma Vilma "
    "Wendy Jhonny Brayan Jennifer Dania Nahúm Elmer Osman Selvin Denis Erlin Gerson Yolanda Zulma Mirna Gladys Ingrid "
    "Catarina Petrona Micaela Baltazar Gaspar Eulalia Pascual Domingo Jacinto Tomasa Jean Marie Pierre Jacques Rose "
    "Guerline Wilner Dieudonné Fabiola Mirlande Thiago Leandro Priscila Joaquim"
)
SURNAMES = _words(
    "Hernández García López Martínez Rodríguez Pérez González Ramírez Cruz Flores Gómez Mejía Reyes Rivera Vásquez "
    "Morales Díaz Ramos Castillo Gutiérrez Mendoza Ortiz Sánchez Torres Romero Velásquez Aguilar Castro Zelaya Chávez "
    "Pineda Núñez Muñoz Peña Paz Orellana Portillo Escobar Guevara Espinoza Maldonado Ávila Amaya Lemus Zepeda "
    "Quintanilla Huezo Guardado Ayala Bolaños Yánez Villeda Xicará Tzoc Chub Caal Pop Coc Ixcoy Quej Ajanel Sacul "
    "Jean Joseph Pierre Charles Baptiste Toussaint Désir Estimé Noël Augustin Silva Souza Oliveira Ferreira"
)
STARTS = _words("b c ch d f g gu h j l ll m n ñ p qu r s t v y z tz x br cr tr gr")
MIDDLES = _words("a e i o u a e o ia ue")
ENDS = _words("r n l s z rt nd mb ll ñ c")
TAILS = _words("a o ez es án e ón al in oc")
BORN_FROM, BORN_DAYS = date(1950, 1, 1), 25_000
SECOND_GIVEN, SECOND_SURNAME, NUMBERED, GUESSED, HEAD = 0.55, 0.85, 0.55, 0.05, 0.75


@dataclass(frozen=True, slots=True)
class Written:
    """A person as somebody wrote them: given names and surnames apart, as a generator of errors needs them."""

    given: tuple[str, ...]
    surnames: tuple[str, ...]
    born_on: date | None
    number: str
    nationality: str
    born_approximately: bool = False
    surnames_first: bool = False

    def identity(self) -> Identity:
        """Give what is compared."""
        words = (*self.surnames, *self.given) if self.surnames_first else (*self.given, *self.surnames)
        return Identity(
            name=" ".join(words),
            born_on=self.born_on,
            born_approximately=self.born_approximately,
            nationality=self.nationality,
            numbers=frozenset({self.number} if self.number else ()),
        )


def population(*, people: int, rng: Generator) -> list[Written]:
    """Draw so many people. One in twenty was given the first of January, for want of a day."""
    given = _drawn(GIVEN, _long(1_500, rng), 2 * people, rng)
    surnames = _drawn(SURNAMES, _long(12_000, rng), 2 * people, rng)
    second, both, numbered, guessed = (
        rng.random(people) < share for share in (SECOND_GIVEN, SECOND_SURNAME, NUMBERED, GUESSED)
    )
    ages, numbers = rng.beta(2, 1.6, people), rng.permutation(np.arange(people) * 37 + 200_000_000)
    nations = rng.choice(
        ["HND", "GTM", "SLV", "NIC", "HTI", "ECU", "BRA"], people, p=[0.36, 0.3, 0.14, 0.06, 0.06, 0.05, 0.03]
    )
    return [
        Written(
            given=tuple(given[2 * at : 2 * at + 1 + int(second[at])]),
            surnames=tuple(surnames[2 * at : 2 * at + 1 + int(both[at])]),
            born_on=_born(float(ages[at]), guessed=bool(guessed[at])),
            number=f"A{numbers[at]}" if numbered[at] else "",
            nationality=str(nations[at]),
        )
        for at in range(people)
    ]


def _born(share: float, *, guessed: bool) -> date:
    born = BORN_FROM + timedelta(days=int(share * BORN_DAYS))
    return born.replace(month=1, day=1) if guessed else born


def _long(size: int, rng: Generator) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < size:
        names[_syllables(rng).capitalize()] = None
    return list(names)


def _syllables(rng: Generator) -> str:
    start, inner = rng.choice(STARTS, size=2)
    first, second = rng.choice(MIDDLES, size=2)
    middle = f"{first}{rng.choice(ENDS)}" if rng.random() < 0.6 else f"{first}{inner}{second}"
    return f"{start}{middle}{rng.choice(TAILS)}"


def _drawn(head: Sequence[str], tail: Sequence[str], count: int, rng: Generator) -> list[str]:
    """Three in four from the head, the first of it one in twenty-five; the rest from the tail."""
    common, rare = (rng.choice(len(names), size=count, p=_falling(len(names))) for names in (head, tail))
    return [
        head[first] if usual else tail[second]
        for usual, first, second in zip(rng.random(count) < HEAD, common, rare, strict=True)
    ]


def _falling(size: int) -> NDArray[np.float64]:
    weights = 1.0 / np.arange(4, size + 4)
    return weights / weights.sum()
