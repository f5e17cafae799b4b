"""Who may ask the machine interface: whoever is signed in, for the purpose they chose, as the matrix says."""

from typing import Any, ClassVar, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from ninja.security import SessionAuth

from estancia.casework.access import PURPOSES_OF, Actor, Role, actor_for, may_knock
from estancia.wording import ForPeople, Sentence

PURPOSE, REFERENCE = "purpose", "reference"  # where sign-in keeps them in the session


class ApiDoorClosed(ForPeople):
    """This address is not for this role or purpose."""

    sentence: ClassVar[Sentence] = Sentence(
        es="Esta dirección no corresponde a su función o a su propósito. No se abrió nada. Elija otro propósito, o pida"
        " a quien administra que revise su función.",
        en="This address is not for your role or purpose. Nothing was opened. Choose another purpose, or ask your"
        " administrator to check your role.",
    )


class Keeper(SessionAuth):
    """Stands at the address named `route` in the access matrix; gives the actor or refuses."""

    def __init__(self, *, route: str) -> None:
        super().__init__()
        self.route = route

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Build the actor from the session; None (401) for whoever is not fully signed in.

        Raises `ApiDoorClosed` where the matrix says no.
        """
        actor = actor_of(request=request)
        if actor is not None and not may_knock(route=self.route, by=actor):
            raise ApiDoorClosed
        return actor


def actor_of(*, request: HttpRequest) -> Actor | None:
    """Give the actor of a signed-in session with its purpose; None where anything is still missing."""
    purpose = _purpose(request)
    if not request.user.is_authenticated or purpose is None or _lacks_second_factor(request):
        return None
    return actor_for(user=cast(Any, request.user), purpose=purpose, session=request.session.get(REFERENCE, ""))


def _purpose(request: HttpRequest) -> str | None:
    role = getattr(request.user, "role", "")
    open_to_role = sorted(PURPOSES_OF[Role(role)]) if role in set(Role) else []
    chosen = request.session.get(PURPOSE)
    if chosen in open_to_role:
        return chosen
    return open_to_role[0] if len(open_to_role) == 1 else None


def _lacks_second_factor(request: HttpRequest) -> bool:
    return settings.REQUIRE_SECOND_FACTOR and not is_mfa_enabled(request.user)
