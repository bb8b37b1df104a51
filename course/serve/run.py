"""`course serve`: finds a port, starts the server, opens the browser, and ends everything at Ctrl-C."""

from __future__ import annotations

import errno
import os
import socket
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from course.content import Content
from course.errors import CourseError, ExitCode
from course.live import Live, LiveOptions
from course.saves import Saves
from course.screen import Screen
from course.serve.app import Desk, make_app
from course.serve.bench import Bench
from course.serve.gate import Pass
from course.serve.reading import KeptContent, Library
from course.workspace import Workspace
from grader.words import words

HOST = "127.0.0.1"
FIRST_PORT = 8765
PORTS = 20
CLOSING_SECONDS = 2.0


@dataclass(frozen=True)
class ServeOptions:
    """What `course serve` was asked for; without a port the first free one is taken."""

    port: int | None = None
    open_browser: bool = True
    device: str = "auto"
    sandbox: str | None = None


def serve(content: Content, screen: Screen, workspace: Workspace, options: ServeOptions) -> ExitCode:
    """Serves until Ctrl-C."""
    content = KeptContent.of(content)
    listening = _listening(options.port)
    port = listening.getsockname()[1]
    allowed = Pass(port)
    live = Live(content, workspace, LiveOptions(device=options.device, sandbox=options.sandbox))
    bench = Bench(live)
    desk = Desk(content, workspace, bench, allowed, screen.lang, Library(content))
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(desk, stop), name="saves", daemon=True)
    watcher.start()
    server = _Server(desk, screen, open_browser=options.open_browser)
    try:
        server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # how a server ends
    finally:
        stop.set()
        ended = bench.close(CLOSING_SECONDS)
    screen.say(words("Ended. Nothing is served any more."), "dim")
    if not ended:
        # Something is being judged, and may take a minute yet; the sandbox ends with this process.
        sys.stdout.flush()
        os._exit(ExitCode.PASSED)
    return ExitCode.PASSED


class _Server(uvicorn.Server):
    """uvicorn, which says where the page is once it can be had, and ends streams before it waits for them."""

    def __init__(self, desk: Desk, screen: Screen, *, open_browser: bool) -> None:
        config = uvicorn.Config(
            make_app(desk),
            log_config=None,
            access_log=False,
            server_header=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._desk, self._screen, self._open = desk, screen, open_browser

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Says the address, and opens it."""
        await super().startup(sockets)
        address = self._desk.allowed.address
        self._screen.say(words("The course is at {address}", address=address))
        self._screen.say(words("Edit and save in your editor; the page follows. Ctrl-C ends it."), "dim")
        if self._open and _has_screen():
            import webbrowser

            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Ends the streams, which would never end by themselves."""
        self._desk.bench.hush()
        await super().shutdown(sockets)


def _watch(desk: Desk, stop: threading.Event) -> None:
    for changed in Saves(desk.workspace, desk.content.chapters(), stop):
        desk.bench.changed(changed)


def _listening(port: int | None) -> socket.socket:
    """A socket on the port, or on the first that is free. Raises CourseError where there is none."""
    ports = range(FIRST_PORT, FIRST_PORT + PORTS) if port is None else (port,)
    for number in ports:
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, number))
            found.listen()  # of two that bind at the same moment one is refused here
        except OSError as error:
            found.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise
        else:
            return found
    if port is None:
        raise CourseError(
            words("The ports {first} to {last} are all in use.", first=ports[0], last=ports[-1]),
            next_command="course serve --port 0",
        )
    raise CourseError(
        words("Port {port} is in use, or is not yours to use. Without --port a free one is taken.", port=port),
        next_command="course serve",
    )


def _has_screen() -> bool:
    """Whether a browser would have a window: in a terminal without one, a text browser would take the terminal."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")) or _in_wsl()


def _in_wsl() -> bool:
    return Path("/proc/sys/fs/binfmt_misc/WSLInterop").exists()
