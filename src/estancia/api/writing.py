"""How an answer is written: JSON in UTF-8, sets as lists in a steady order."""

import json
from typing import Any

from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder


class Encoder(NinjaJSONEncoder):
    """Writes a set in the order of its words."""

    def default(self, o: Any) -> Any:
        """Give a value JSON can write."""
        return sorted(o) if isinstance(o, set | frozenset) else super().default(o)


class Writer(BaseRenderer):
    """Writes accents as themselves."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        """Write an answer."""
        return json.dumps(data, cls=Encoder, ensure_ascii=False)
