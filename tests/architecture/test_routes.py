"""Every address of the house stands in the access matrix: one that nobody thought of is shut, and is seen here."""

from collections.abc import Iterator, Sequence

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, path

from estancia.casework.access import PURPOSES_OF, ROUTES, RouteRule
from estancia.web.door import SIGN_IN_LIBRARY, door

Pattern = URLPattern | URLResolver


def names(patterns: Sequence[Pattern], prefix: str = "") -> Iterator[tuple[str, str | None]]:
    """Each address with its name, down every include; the name carries its namespace."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from names(pattern.url_patterns, space)
        else:
            yield str(pattern.pattern), f"{prefix}{pattern.name}" if pattern.name else None


def outside_matrix(patterns: Sequence[Pattern]) -> list[str]:
    """Addresses without a name, or whose name the matrix lacks."""
    return [f"{address} ({name})" for address, name in names(patterns) if name is None or name not in ROUTES]


def test_every_address_stands_in_the_access_matrix() -> None:
    assert outside_matrix(get_resolver().url_patterns) == []


def without_door(patterns: Sequence[Pattern]) -> list[str]:
    """Our views that do not hang on `@door` of their own name; the sign-in library keeps its own door."""
    views = ((pattern.name or "", pattern.callback) for pattern in leaves(patterns))
    ours = ((name, view) for name, view in views if not name.startswith(SIGN_IN_LIBRARY))
    return [name for name, view in ours if getattr(view, "route", None) != name]


def leaves(patterns: Sequence[Pattern]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern.url_patterns)
        else:
            yield pattern


def test_every_view_hangs_on_the_door_of_its_own_name() -> None:
    assert without_door(get_resolver().url_patterns) == []


def test_a_planted_view_on_no_door_or_on_another_is_seen() -> None:
    planted = [path("why/", nothing, name="why"), path("who/", door("home")(nothing), name="person")]
    assert without_door(planted) == ["why", "person"]


def test_every_line_of_the_matrix_has_its_address() -> None:
    standing = {name for _, name in names(get_resolver().url_patterns)}
    assert sorted(set(ROUTES) - standing) == []


def test_every_route_that_is_not_public_can_be_knocked_at_by_somebody() -> None:
    assert [name for name, rule in ROUTES.items() if not rule.public and not somebody(rule)] == []


def somebody(rule: RouteRule) -> bool:
    return any(rule.purposes & PURPOSES_OF[role] for role in rule.roles)


def nothing(request: object) -> HttpResponse:
    return HttpResponse()


@pytest.mark.parametrize("planted", [path("back-door/", nothing, name="back_door"), path("unnamed/", nothing)])
def test_a_planted_back_door_is_seen(planted: URLPattern) -> None:
    assert (
        len(outside_matrix([*get_resolver().url_patterns, planted]))
        == len(outside_matrix(get_resolver().url_patterns)) + 1
    )
