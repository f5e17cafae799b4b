"""The register of promises: every clause, how far it is kept, and by what."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from estancia.law import Rule, rules
from estancia.law.clauses import KEPT_IN_WORDS, Clause, Kept, Source, all_clauses, counts, sources
from estancia.web.door import door
from estancia.wording import Sentence

PARAGRAPHS = {
    "title": _("title"),
    "notice": _("opening notice"),
    "opening": _("first sentences"),
    "asylum": _("clarification on asylum"),
    "law": _("clarification on the law"),
}
TONES = {Kept.KEPT: "act", Kept.BEGUN: "soon", Kept.NOT_YET: "plain"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A clause as the page draws it.

    `paragraph` is a number or, for a part without one, its name; `pages` are route names with an address where one
    needs no reference; `rules` are the dated rows of its rule sets.
    """

    clause: Clause
    source: Source
    word: Sentence
    tone: str
    paragraph: str | Promise
    pages: tuple[tuple[str, str], ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many clauses stand so; `state` is empty for all of them."""

    state: str
    word: Sentence
    number: int


@require_safe
@door("clauses")
def clauses(request: HttpRequest) -> HttpResponse:
    """Show all clauses, or those kept, begun or not yet kept (`?kept=…`); a clause of a second copy only points."""
    asked = request.GET.get("kept", "")
    state = asked if asked in set(Kept) else ""
    shown = [_shown(clause) for clause in all_clauses() if not clause.same_as and clause.kept == (state or clause.kept)]
    copies = [clause for clause in all_clauses() if clause.same_as and not state]
    by_source = [
        (
            source,
            [one for one in shown if one.source.key == source.key],
            [clause for clause in copies if clause.source == source.key],
        )
        for source in sources()
    ]
    standing = [group for group in by_source if group[1] or group[2]]
    return render(request, "clauses/clauses.html", {"by_source": standing, "counts": _counts(), "state": state})


def _counts() -> Sequence[Count]:
    found = counts()
    every = Count(state="", word=Sentence(es="Todas", en="All"), number=sum(found.values()))
    return [every, *(Count(state=kept, word=KEPT_IN_WORDS[kept], number=found[kept]) for kept in Kept)]


def _shown(clause: Clause) -> Shown:
    return Shown(
        clause=clause,
        source=next(one for one in sources() if one.key == clause.source),
        word=KEPT_IN_WORDS[clause.kept],
        tone=TONES[clause.kept],
        paragraph=PARAGRAPHS.get(clause.paragraph, clause.paragraph),
        pages=tuple((name, _address(name)) for name in clause.pages),
        rules=tuple(rule for rule in rules() if {rule.id, rule.rule_set} & set(clause.rules)),
    )


def _address(name: str) -> str:
    """The address of a page that needs no reference; empty for a page of one person or family."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
