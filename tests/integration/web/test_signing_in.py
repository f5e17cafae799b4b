"""Signing in: a purpose each time, a second factor where it is asked, an end that comes by itself, nothing kept."""

from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db
PASSWORD = "puente-de-papel-y-tinta"
SET_UP = "/sign-in/second-factor/"


@pytest.fixture(autouse=True)
def no_earlier_tries() -> None:
    cache.clear()


def member(role: str, username: str = "alguien") -> Any:
    from estancia.records.models import Organisation, User

    body, _ = Organisation.objects.get_or_create(key="autoridad", name="Autoridad", kind="migration_authority")
    return User.objects.create_user(
        username=username, password=PASSWORD, role=role, organisation=body, location_key="02004"
    )


def enter(client: Client, username: str = "alguien", password: str = PASSWORD) -> Any:
    return client.post("/sign-in/", {"login": username, "password": password})


def signed_in(role: str, purpose: str = "") -> Client:
    client = Client()
    client.force_login(member(role))
    if purpose:
        client.post("/purpose/", {"purpose": purpose})
    return client


def test_a_role_with_two_purposes_chooses_one_before_anything_opens() -> None:
    member("IO")
    client = Client()
    assert enter(client)["Location"] == "/purpose/"
    assert client.get("/my-work/")["Location"] == "/purpose/?next=%2Fmy-work%2F"
    assert client.post("/purpose/", {"purpose": "intake", "next": "/my-work/"})["Location"] == "/my-work/"
    assert client.session["purpose"] == "intake"


def test_a_role_with_one_purpose_is_not_asked() -> None:
    assert signed_in("CO").get("/purpose/")["Location"] == "/my-work/"


def test_a_purpose_of_another_role_cannot_be_chosen() -> None:
    client = signed_in("IO")
    answer = client.post("/purpose/", {"purpose": "oversight"})
    assert "Elija qué viene a hacer" in answer.content.decode()
    assert "purpose" not in client.session


def test_a_purpose_that_does_not_fit_the_page_is_refused_in_a_sentence() -> None:
    answer = signed_in("IO", "hearing_logistics").get("/intake/")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Elija otro propósito" in answer.content.decode()


def test_a_role_that_does_not_fit_the_page_is_refused() -> None:
    assert signed_in("OB").get("/intake/").status_code == HTTPStatus.FORBIDDEN


def test_a_stranger_is_asked_to_sign_in_and_then_brought_back() -> None:
    assert Client().get("/my-work/")["Location"] == "/sign-in/?next=%2Fmy-work%2F"


def test_a_wrong_password_opens_nothing_and_says_so_without_saying_which_half() -> None:
    member("IO")
    client = Client()
    known, unknown = (enter(client, name, "no es esta").content.decode() for name in ("alguien", "nadie"))
    assert "no se corresponden" in known
    assert "no se corresponden" in unknown
    assert "_auth_user_id" not in client.session


def test_too_many_tries_are_stopped_even_with_the_right_password() -> None:
    member("IO")
    client = Client()
    for _ in range(6):
        enter(client, password="no es esta")
    enter(client)
    assert "_auth_user_id" not in client.session


def test_changing_how_one_signs_in_asks_for_the_password_again() -> None:
    member("IO")
    client = Client()
    enter(client)
    assert client.get(f"{SET_UP}application/")["Location"].startswith("/sign-in/again/")


def test_nobody_can_sign_up() -> None:
    assert [Client().get(f"/{path}/").status_code for path in ("signup", "accounts/signup", "sign-in/signup")] == [
        404
    ] * 3


@override_settings(REQUIRE_SECOND_FACTOR=True)
@pytest.mark.parametrize("address", ["/my-work/", "/purpose/", "/intake/", "/holds/"])
def test_without_a_second_factor_only_the_page_to_set_one_up_opens(address: str) -> None:
    client = signed_in("IO")
    assert client.get(address)["Location"] == SET_UP
    assert client.get(SET_UP).status_code == HTTPStatus.OK


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_an_application_is_set_up_and_then_asked_for() -> None:
    member("IO")
    client = Client()
    enter(client)
    codes = set_up_application(client)
    assert client.get("/purpose/").status_code == HTTPStatus.OK
    again = Client()
    assert enter(again)["Location"] == "/sign-in/second-factor/code/"
    assert again.get("/my-work/")["Location"].startswith("/sign-in/")
    assert again.post("/sign-in/second-factor/code/", {"code": codes[0]})["Location"] == "/purpose/"
    assert again.get("/purpose/").status_code == HTTPStatus.OK


def secret_shown(client: Client) -> str:
    """Show once more that it is you, and read the key of a new application."""
    client.post("/sign-in/again/", {"password": PASSWORD})
    client.get(f"{SET_UP}application/")
    return client.session["mfa.totp.secret"]


def set_up_application(client: Client) -> list[str]:
    """Set up an authenticator application; give its spare codes."""
    import re

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    secret = secret_shown(client)
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    shown = client.post(f"{SET_UP}application/", {"code": code}, follow=True).content.decode()
    return re.findall(r'<li class="estancia-code">(.*?)</li>', shown)


def test_the_secret_of_an_application_does_not_stand_in_the_database() -> None:
    from allauth.mfa.models import Authenticator

    from estancia.web.signing_in.adapters import SecondFactors

    member("IO")
    client = Client()
    enter(client)
    set_up_application(client)
    row = Authenticator.objects.get(type="totp")
    assert row.wrap().instance.data["secret"].startswith("gAAAA")
    assert len(SecondFactors().decrypt(row.data["secret"])) == 32


@pytest.mark.parametrize(
    ("name", "setting"), [("seen_at", "SESSION_IDLE_MINUTES"), ("signed_in_at", "SESSION_ABSOLUTE_MINUTES")]
)
def test_a_session_ends_when_idle_and_at_the_end_of_the_day(name: str, setting: str, settings: Any) -> None:
    client = signed_in("IO", "intake")
    session = client.session
    session[name] = (datetime.now(UTC) - timedelta(minutes=getattr(settings, setting) + 1)).isoformat()
    session.save()
    assert client.get("/purpose/")["Location"] == "/sign-in/?ended=yes"
    assert "_auth_user_id" not in client.session


def test_a_session_in_use_goes_on() -> None:
    client = signed_in("IO", "intake")
    assert [client.get("/purpose/").status_code for _ in range(2)] == [HTTPStatus.OK] * 2


def test_signing_out_has_the_browser_forget() -> None:
    client = signed_in("IO", "intake")
    answer = client.post("/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/purpose/").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize("way", ["/sign-out/", "/exit/"])
def test_leaving_lets_go_of_the_organisations_key(way: str) -> None:
    from estancia.casework.protection import HELD

    client = signed_in("PW", "care")
    client.get("/")  # gives the session its word
    now = datetime.now(UTC)
    until = now + timedelta(minutes=10)
    word = client.session["reference"]
    HELD.hold(word, "autoridad", make_private(), until, now)
    client.post(way)
    assert HELD.get(word, "autoridad", now) is None


def make_private() -> Any:
    """A key that opens nothing of anyone's."""
    from nacl.public import PrivateKey

    return PrivateKey.generate()


def test_leaving_quickly_ends_the_session_and_says_nothing_of_the_house() -> None:
    client = signed_in("IO", "intake")
    answer = client.get("/exit/")
    text = answer.content.decode()
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert not [
        word for word in ("Estancia", "México", "migra", "Entrar") if word in text.replace("estancia/plain", "")
    ]
    assert client.get("/purpose/").status_code == HTTPStatus.FOUND


def test_the_bar_says_place_role_and_purpose() -> None:
    text = signed_in("IO", "intake").get("/privacy/").content.decode()
    assert [word for word in ("Tijuana", "Ventanilla", "Recepción", "Salir rápido") if word not in text] == []
    assert "alguien" not in text


def test_a_member_let_go_is_nobody_from_that_instant() -> None:
    client = signed_in("IO", "intake")
    from estancia.records.models import User

    User.objects.update(is_active=False)
    assert client.get("/my-work/")["Location"].startswith("/sign-in/")
