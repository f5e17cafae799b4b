"""Chooses the language of an answer: the reader's cookie, else Spanish. The address never changes."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


def language_of(request: HttpRequest) -> str:
    """The language this reader chose; Spanish when they chose none or one we do not speak."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class LanguageByCookie:
    """Speak the reader's language for the length of one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(language_of(request)):
            answer = self.get_response(request)
            answer.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return answer
