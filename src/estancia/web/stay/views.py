"""A paper, printed: the file's name carries its kind and nothing else."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from estancia.casework.stay import paper
from estancia.web.door import StaffRequest, door
from estancia.web.stay.papers import LANGUAGES, SIZES


@require_safe
@door("paper")
def print_paper(request: StaffRequest, request_reference: str, kind: str, language: str, size: str) -> HttpResponse:
    """Print one paper; `?person=` picks the person where each has their own."""
    if language not in dict(LANGUAGES) or size not in dict(SIZES):
        raise Http404
    printed = paper(
        request_reference=request_reference,
        person_reference=request.GET.get("person") or None,
        kind=kind,
        language=language,
        size=size,
        by=request.actor,
        now=request.now,
    )
    answer = HttpResponse(printed.pdf, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{printed.file_name}"'
    return answer
