"""Every form carries its once-key, and every address that takes one does its deed once or says why it need not."""

import ast
import inspect
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, path
from django.views.decorators.http import require_POST

from estancia.casework.once_key import NOT_ONCE
from estancia.web.door import SIGN_IN_LIBRARY, door
from tests.architecture.test_routes import leaves, nothing
from tests.architecture.tree import PACKAGE, TOP, Function, functions, plant

FORM = re.compile(r"<form\b[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
API = "api_"
OF_THE_LIBRARY = {"sign_in"}  # the sign-in library's own view, behind our door
LANGUAGE_FORM = 'action="{{ same_page|default:language_address }}"'


def methods_of(view: object) -> tuple[str, ...] | None:
    """The methods a view says it takes; None when it says nothing."""
    while view is not None:
        named = inspect.getclosurevars(view).nonlocals if inspect.isfunction(view) else {}
        if "request_method_list" in named:
            return tuple(named["request_method_list"])
        view = getattr(view, "__wrapped__", None)
    return None


def ours(patterns: Sequence[URLPattern | URLResolver]) -> list[URLPattern]:
    """Our pages; the sign-in library and the machine interface keep their own doors."""
    return [one for one in leaves(patterns) if not str(one.name).startswith((*SIGN_IN_LIBRARY, API))]


def silent_about_methods(patterns: Sequence[URLPattern | URLResolver]) -> list[str]:
    asked = (one for one in ours(patterns) if one.name not in OF_THE_LIBRARY)
    return [str(one.name) for one in asked if methods_of(one.callback) is None]


def taking_forms(patterns: Sequence[URLPattern | URLResolver]) -> set[str]:
    return {str(one.name) for one in ours(patterns) if "POST" in (methods_of(one.callback) or ("POST",))}


def excused_without_need(patterns: Sequence[URLPattern | URLResolver]) -> list[str]:
    """Addresses excused from doing once that take no form, or whose excuse says nothing."""
    excused = [name for name in NOT_ONCE if not name.startswith(API)]
    return [name for name in excused if name not in taking_forms(patterns) or len(NOT_ONCE[name].split()) < 4]


def forms_without_a_key(top: Path) -> list[str]:
    """Templates with a form that is posted and carries no `{% csrf_token %}`, which draws the once-key too.

    A public page that asks for no cookie has no such mark; then its address must stand in `NOT_ONCE`.
    """
    templates = sorted((top / PACKAGE).rglob("*.html"))
    return [str(one.relative_to(top)) for one in templates if any(map(keyless, FORM.findall(one.read_text())))]


def keyless(form: str) -> bool:
    posted = re.match(r'<form\b[^>]*method="post"', form, re.IGNORECASE)
    excused = any(re.search(rf'action="{{% url .{name}. %}}"', form) for name in NOT_ONCE) or LANGUAGE_FORM in form
    return bool(posted) and not excused and "{% csrf_token %}" not in form


def answers_with_a_page(top: Path) -> list[str]:
    """Deeds (views that only take forms) that answer with a page: a second sending could not be led to it."""
    found = functions(top, under=(str(PACKAGE / "web"),))
    return [one.where for one in found if only_takes_forms(one) and draws(one)]


def only_takes_forms(function: Function) -> bool:
    marks = [ast.unparse(one) for one in function.node.decorator_list]
    excused = {f"door({name!r})" for name in NOT_ONCE}
    return "sent_only" in marks and not excused & set(marks)


def draws(function: Function) -> bool:
    """Whether its very last word is a page; a page on the way, that says what to mend, is another matter."""
    last = function.node.body[-1]
    return isinstance(last, ast.Return) and ast.unparse(last).startswith("return render(")


def test_every_deed_answers_with_an_address() -> None:
    assert answers_with_a_page(TOP) == []


DEED = """
@sent_only
@door("tell")
def tell(request):
    return render(request, "told.html")
"""


def test_a_planted_deed_that_answers_with_a_page_is_seen(tmp_path: Path) -> None:
    plant(tmp_path, str(PACKAGE / "web/telling/views.py"), DEED)
    assert len(answers_with_a_page(tmp_path)) == 1


def test_every_page_says_which_methods_it_takes() -> None:
    assert silent_about_methods(get_resolver().url_patterns) == []


def test_every_excuse_from_doing_once_belongs_to_an_address_that_takes_a_form_and_says_why() -> None:
    assert excused_without_need(get_resolver().url_patterns) == []


def test_there_are_deeds_done_once() -> None:
    assert {"decide", "intake_check", "answer_hold", "ask_review"} <= taking_forms(get_resolver().url_patterns) - set(
        NOT_ONCE
    )


def test_every_form_carries_its_once_key() -> None:
    assert forms_without_a_key(TOP) == []


@pytest.mark.parametrize("mark", ["", "{# {% csrf_token #}"])
def test_a_planted_form_without_its_key_is_seen(tmp_path: Path, mark: str) -> None:
    plant(tmp_path, str(PACKAGE / "web/templates/x.html"), f'<form class="a" method="post">{mark}<button></form>')
    assert len(forms_without_a_key(tmp_path)) == 1


def test_a_planted_page_silent_about_its_methods_is_seen() -> None:
    view = door("home")(nothing)
    silent, told = path("a/", view, name="a"), path("b/", require_POST(view), name="b")
    assert silent_about_methods([silent, told]) == ["a"]
    assert taking_forms([told]) == {"b"}
