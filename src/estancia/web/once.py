"""The door's part of doing once: reading a form's once-key and all it said, and leading back where it led."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.handlers.wsgi import LimitedStream
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from estancia.casework.once_key import FIELD, NOT_ONCE, DoneBefore, Sending, do_once, in_steady_order
from estancia.wording import ForPeople, Sentence

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class CutShort(ForPeople):
    """A form of which only a part arrived."""

    sentence = Sentence(
        es="El formulario llegó incompleto porque se cortó la conexión. No se hizo nada. Vuelva a enviarlo.",
        en="The form arrived in part, because the line was cut. Nothing was done. Send it again.",
    )


def answered_once(
    *, request: HttpRequest, route: str, who: str, view: Callable[[], HttpResponseBase], now: datetime
) -> HttpResponseBase:
    """Answer a form once, however often it is sent; a look is answered each time."""
    if request.method != "POST":
        return view()
    _refuse_half(request)
    if route in NOT_ONCE:
        return view()
    sending = _sending(request=request, route=route, who=who)
    answer = do_once(sending=sending, do=view, leads_to=_leads_to, now=now)
    return HttpResponseRedirect(answer.leads_to) if isinstance(answer, DoneBefore) else answer


def _refuse_half(request: HttpRequest) -> None:
    """Refuse a form whose line was cut while it was sent: what arrived of it would read as a whole one."""
    if request.content_type in FORMS and _arrived(request) < int(request.META.get("CONTENT_LENGTH") or 0):
        raise CutShort


def _arrived(request: HttpRequest) -> int:
    """Count the bytes that came. Neither the server nor Django does: they hand on what there is."""
    request.POST  # noqa: B018  (reads the form to its end)
    stream: Any = request._stream  # noqa: SLF001  (files leave no body to count)
    return int(vars(stream)["_pos"]) if isinstance(stream, LimitedStream) else len(request.body)


def _sending(*, request: HttpRequest, route: str, who: str) -> Sending | None:
    key = request.POST.get(FIELD, "")
    if not key:
        return None
    said = in_steady_order(pairs=_pairs(request))
    return Sending(key=key, who=who, route=route, said=(request.get_full_path(), *said))


def _pairs(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Every field with its values, every file by its digest."""
    for name, values in request.POST.lists():
        yield from ((name, str(value)) for value in values)
    for name, files in request.FILES.lists():
        yield from ((name, _digest(file)) for file in files if isinstance(file, UploadedFile))


def _digest(file: UploadedFile) -> str:
    taken = hashlib.sha256()
    for chunk in file.chunks():
        taken.update(chunk)
    file.seek(0)
    return taken.hexdigest()


def _leads_to(answer: HttpResponseBase) -> str:
    return str(answer.headers["Location"]) if isinstance(answer, HttpResponseRedirect) else ""
