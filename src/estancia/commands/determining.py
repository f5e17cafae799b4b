"""`estancia determine`: what the rules say of facts in a file. No database, no clock, no network."""

import json
from typing import Annotated, Any

import typer

from estancia.commands.answers import InputRefused, answers, give, give_json, read_text
from estancia.wording import Sentence

_NOT_JSON = Sentence(
    es='El archivo no es JSON, o repite una clave. Revise comillas, comas y llaves; por ejemplo {"on": "2019-10-02"}',
    en='The file is not JSON, or repeats a key. Check quotes, commas and braces; an example: {"on": "2019-10-02"}',
)
_OUTCOMES = {
    "admissible": Sentence(es="admisible", en="admissible"),
    "hold": Sentence(es="en espera", en="hold"),
    "not_covered": Sentence(es="esta estancia no se aplica", en="this stay does not apply"),
}


@answers
def determine(
    file: Annotated[str, typer.Argument(metavar="FILE", help="JSON; «-» lee la entrada · “-” reads stdin")],
    as_json: Annotated[bool, typer.Option("--json", help="Solo JSON en la salida · only JSON on stdout")] = False,
    language: Annotated[str, typer.Option(help="es, en")] = "es",
) -> None:
    """Lo que dicen las reglas hasta ahora; una persona decide. · What the rules say so far; a person decides.

    Ejemplos · Examples:

      estancia determine caso.json

      echo '{"on": "2019-10-02", "location": "02004"}' | estancia determine - --json
    """
    from estancia.admission import determine as said_by_rules
    from estancia.admission import facts_from_json

    said = said_by_rules(facts=facts_from_json(_payload(text=read_text(file)))).as_json()
    if as_json:
        give_json(said)
    else:
        _tell(said=said, language="en" if language.startswith("en") else "es")


def _payload(*, text: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise InputRefused(_NOT_JSON) from None


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise ValueError("a key twice")
    return table


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _tell(*, said: dict[str, Any], language: str) -> None:
    give(_OUTCOMES[said["outcome"]].in_language(language))
    for reason in said["reasons"]:
        owner = f" → {reason['owner']}, {reason['answer_by']}" if reason["owner"] else ""
        give(f"- [{reason['effect']}] {reason[language]} ({reason['provision']}){owner}")
    for gap in said["not_known"]:
        give(f"- ? {gap['path']} → {gap['owner']}, {gap['answer_by']}")
    give(", ".join(said["rule_sets"]))
