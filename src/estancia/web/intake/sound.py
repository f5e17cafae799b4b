"""The place for sound: recorded by people, never made by a machine. No file, no button."""

from django.contrib.staticfiles import finders
from django.templatetags.static import static


def recording(*, name: str, language: str) -> str:
    """Give the address of the recording of a text in a language (ISO 639-3); empty when nobody recorded it."""
    path = f"sound/{language}/{name}.mp3"
    return static(path) if language and finders.find(path) else ""
