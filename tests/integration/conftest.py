"""What every test of deeds and pages stands on: no key left open by the one before, in whatever order they run."""

import pytest


@pytest.fixture(autouse=True)
def every_key_put_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hold no unlocked key when a test begins."""
    from estancia.casework import protection
    from estancia.sealing import HeldKeys

    monkeypatch.setattr(protection, "HELD", HeldKeys())
