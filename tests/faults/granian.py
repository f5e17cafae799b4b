"""The server of an installation, by its own command, killed with its whole group and started anew."""

import http.client
import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.db import connection

from estancia.commands.serving import server_command
from tests.faults.desks import free_port

TOP = Path(__file__).parents[2]
START_SECONDS = 120


@dataclass(slots=True)
class Served:
    """The house served by granian; `port` stays the same from one life to the next."""

    now: datetime
    port: int = field(default_factory=free_port)
    lives: int = 0
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers; one that found its port still held is started again."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.process is None or self.process.poll() is not None:
                self.process = self._process()
            if self._answers():
                self.lives += 1
                return
            time.sleep(0.02)
        raise AssertionError("the house did not stand up again")

    def kill(self) -> None:
        """SIGKILL the server and its worker at once, nothing tidied."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _process(self) -> subprocess.Popen[bytes]:
        tested = {
            "ESTANCIA_TESTED_DATABASE": str(connection.settings_dict["NAME"]),
            "ESTANCIA_TESTED_NOW": self.now.isoformat(),
            "PYTHONPATH": f"{TOP / 'src'}{os.pathsep}{TOP}",
        }
        return subprocess.Popen(
            server_command(port=self.port, application="tests.faults.tested_house:application"),
            env={**os.environ, **tested},
            cwd=TOP,
            start_new_session=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _answers(self) -> bool:
        asked = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            asked.request("GET", "/alive/")
            return asked.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            asked.close()
