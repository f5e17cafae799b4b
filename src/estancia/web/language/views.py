"""Changes the language and goes back to the same page."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from estancia.web.door import door
from estancia.web.sending import sent_only


def keep_language(*, answer: HttpResponse, language: str) -> None:
    """Leave the chosen language in a cookie for as long as the browser is open; unknown words change nothing."""
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            path="/",
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )


@csrf_exempt  # a language harms nobody, and a public page must not need a cookie to offer it
@sent_only
@door("language")
def change_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language and return to the page it was chosen on."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if safe else reverse("home"))
    keep_language(answer=answer, language=request.POST.get("language", ""))
    return answer
