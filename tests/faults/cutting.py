"""A line that is cut: a proxy on this machine that loses replies, halves requests, dawdles and hangs up, by a seed.

Every way is decided by the generator given, a connection at a time; what it did is counted by name.
"""

import asyncio
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from numpy.random import Generator

WAYS = {"whole": 0.12, "reply lost": 0.5, "reply halved": 0.16, "request halved": 0.09, "reset": 0.09, "late": 0.04}
_LATE_SECONDS = 0.05
_END = b"\r\n\r\n"


@dataclass(slots=True)
class Line:
    """The address to speak to, and how often each way was taken."""

    port: int
    taken: Counter[str] = field(default_factory=Counter)


@contextmanager
def cut_line(*, to: int, rng: Generator) -> Iterator[Line]:
    """Stand between a client and the server on port `to`, one exchange a connection."""
    loop, ready, over = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    line = Line(port=0)

    async def stand() -> None:
        server = await asyncio.start_server(lambda r, w: _exchange(r, w, to=to, rng=rng, line=line), "127.0.0.1", 0)
        line.port = server.sockets[0].getsockname()[1]
        ready.set()
        async with server:
            await over.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(stand()), daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield line
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join(10)
        loop.close()


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, to: int, rng: Generator, line: Line
) -> None:
    way = str(rng.choice(list(WAYS), p=list(WAYS.values())))
    line.taken[way] += 1
    try:
        request = await _whole(reader)
        reply = await _asked(request=_sent(request, way), to=to, waits=way not in ("request halved", "reset"))
        if way == "late":
            await asyncio.sleep(_LATE_SECONDS)
        writer.write(_received(reply, way))
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        _hang_up(writer, rudely=way == "reset")


async def _whole(reader: asyncio.StreamReader) -> bytes:
    """Read one request to its end, as its Content-Length says."""
    head = await reader.readuntil(_END)
    length = next(
        (int(row.split(b":")[1]) for row in head.split(b"\r\n") if row.lower().startswith(b"content-length")), 0
    )
    return head + await reader.readexactly(length)


def _sent(request: bytes, way: str) -> bytes:
    """Half of what was typed, or all of it."""
    if way != "request halved":
        return request
    head = request.index(_END) + len(_END)
    return request[: head + (len(request) - head) * 3 // 4]


def _received(reply: bytes, way: str) -> bytes:
    """What arrives of the reply: who was cut off while sending hears nothing."""
    return {"whole": reply, "late": reply, "reply halved": reply[: len(reply) // 4]}.get(way, b"")


async def _asked(*, request: bytes, to: int, waits: bool) -> bytes:
    """Send to the server; wait for its whole reply, which it ends by closing, or hang up at once."""
    reader, writer = await asyncio.open_connection("127.0.0.1", to)
    writer.write(request)
    await writer.drain()
    try:
        if not waits:
            writer.write_eof()
        return await reader.read()
    finally:
        _hang_up(writer, rudely=not waits)


def _hang_up(writer: asyncio.StreamWriter, *, rudely: bool) -> None:
    held: socket.socket | None = writer.get_extra_info("socket")
    if rudely and held is not None:
        with suppress(OSError):  # closing with the linger at nought sends a reset
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.close()
