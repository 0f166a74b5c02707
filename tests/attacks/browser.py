"""Opens pages of a built site in Chromium and notes which attacks' scripts ran."""

from __future__ import annotations

import shutil
import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from attacks.stack import Attack

# Whoever sets window.pwned is noted, also when the page is gone a moment later.
_WATCH = "Object.defineProperty(window, 'pwned', {set(value) { console.log('PWNED ' + value) }})"


class _Quiet(SimpleHTTPRequestHandler):
    headers_too: Mapping[str, str] = {}
    asked: list[str] | None = None

    def do_GET(self) -> None:
        """Note what is asked for."""
        if self.asked is not None:
            self.asked.append(self.path)
        super().do_GET()

    def end_headers(self) -> None:
        """Say what else the server is to say."""
        for name, value in self.headers_too.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """Say nothing either where the browser hangs up."""


@contextmanager
def served(folder: Path, headers: Mapping[str, str] | None = None, asked: list[str] | None = None) -> Iterator[str]:
    """The folder at an address of this machine, each answer with these headers; ``asked`` gets every path asked for."""
    handler = type("_Handler", (_Quiet,), {"headers_too": headers or {}, "asked": asked})
    server = _Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def chromium() -> str | None:
    """The browser on this machine, or None to take the one that playwright brings."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def what_runs(site: Path, attacks: list[Attack], *, wanted: bool = False) -> tuple[set[str], set[str]]:
    """The names of the attacks that ran on the pages they wanted, and the other hosts that were asked for anything.

    Where all of them are ``wanted`` to run, they get the time that they need.
    """
    ran: set[str] = set()
    hosts: set[str] = set()
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context()
        context.add_init_script(_WATCH)
        context.route(
            lambda url: not url.startswith(address),
            lambda route: (hosts.add(route.request.url), route.abort()),
        )
        for url, click in dict.fromkeys((attack.runs, attack.click) for attack in attacks if attack.runs):
            page = context.new_page()
            page.on("console", lambda message: _note(ran, message.text))
            _visit(page, address + url, click)
            missing = {attack.name for attack in attacks if (attack.runs, attack.click) == (url, click)}
            for _ in range(100 if wanted else 0):
                if missing <= ran:
                    break
                page.wait_for_timeout(100)
            page.close()
        browser.close()
    return ran, hosts


def _visit(page, url: str, click: str | None) -> None:
    """Open a page, click where the attack wants it, and wait until scripts have had their turn."""
    try:
        page.goto(url, wait_until="load", timeout=60_000)
        if click and page.locator(click).count():
            page.locator(click).first.dispatch_event("click", timeout=10_000)
        page.wait_for_timeout(150)
    except Error as error:
        if "ERR_ABORTED" not in str(error) and "Download" not in str(error):
            raise


def _note(ran: set[str], message: str) -> None:
    """Take note of a script that ran; browsers print other things too."""
    if message.startswith("PWNED "):
        ran.add(message.removeprefix("PWNED "))
