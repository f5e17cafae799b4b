"""The clock is read and lots are drawn at the doors only: ruff refuses the rest, and is shown to."""

import subprocess
import sys

import pytest

from tests.architecture.tree import TOP

CLOCKS = [
    "import datetime\n\nx = datetime.datetime.now(datetime.UTC)\n",
    "from datetime import datetime\n\nx = datetime.utcnow()\n",
    "from datetime import date\n\nx = date.today()\n",
    "from time import time\n\nx = time()\n",
    "from django.utils import timezone\n\nx = timezone.now()\n",
]
CHANCES = ["import random\n\nx = random.random()\n", "import numpy as np\n\nnp.random.seed(1)\n"]
SIGNALS = [
    "from django.dispatch import receiver\n\nx = receiver\n",
    "from django.db.models.signals import post_save\n\nx = post_save\n",
]
DOORS = ["web/admission/views.py", "portal/views.py", "api/answers.py", "commands/main.py", "config/settings.py"]


def refused(text: str, *, module: str) -> bool:
    """Whether ruff finds a banned name in this text, read as that module of the house."""
    ran = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--select=TID251", f"--stdin-filename=src/estancia/{module}", "-"],
        cwd=TOP, input=text, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode in (0, 1), ran.stderr
    return "TID251" in ran.stdout


@pytest.mark.parametrize("text", CLOCKS + CHANCES + SIGNALS)
@pytest.mark.parametrize("module", ["people/register.py", "casework/admission.py", "records/models/people.py"])
def test_a_planted_clock_lot_or_signal_is_refused_inside(text: str, module: str) -> None:
    assert refused(text, module=module)


@pytest.mark.parametrize("text", CLOCKS)
@pytest.mark.parametrize("module", DOORS)
def test_a_door_may_read_the_clock(text: str, module: str) -> None:
    assert not refused(text, module=module)
