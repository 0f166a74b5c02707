"""A forge on this machine: keeps issues and comments over HTTP, and notes whatever a description does not allow."""

import json
import threading
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote, urlsplit

from forge_api.description import description
from forge_api.kept import FORGES, Asked, Refusal

TOKEN = "s3cret-t0ken"  # noqa: S105 (of a forge that lives for a test)


class Server:
    """One forge: ``kept`` is what it keeps, ``asked`` what it was asked (method, path, query, body), in order.

    ``wrong`` has every breach of the description, on either side. ``meddle``, where it is set, may answer in the place
    of the forge (status, headers, value) when it is given a request before that is carried out; ``afterwards`` is
    called when a request has been carried out, and before its reply is sent.
    """

    def __init__(self, name):
        self.name, self.description, self.kept = name, description(name), FORGES[name]()
        self.asked, self.wrong = [], []
        self.meddle = self.afterwards = None
        self.token = TOKEN
        self.lock = threading.Lock()
        self.address = ""

    def answer(self, method, target, headers, data):
        """What the forge answers: status, headers and value."""
        parts = urlsplit(target)
        path, query = parts.path, dict(parse_qsl(parts.query))
        body = json.loads(data) if data else None
        with self.lock:
            self.asked.append((method, path, query, body))
            answer = self.meddle(method, path, body) if self.meddle else None
            if answer is not None:
                return answer
            found = self.description.find(method, path)
            if found is None:
                self.wrong.append(f"no such operation: {method} {path}")
                return 404, {}, {"message": "Not Found"}
            template, places, operation = found
            about = f"{method} {template}"
            self.wrong += [f"{about}: {text}" for text in self.description.wrong_in_request(operation, query, body)]
            if data and not headers.get("Content-Type", "").startswith("application/json"):
                self.wrong.append(f"{about}: not sent as JSON")
            if not self.kept.knows(headers, self.token):
                return 401, {}, {"message": "Bad credentials"}
            try:
                asked = Asked([unquote(p) for p in places], query, body, partial(self.description.sample, operation))
                status, extra, value = self.kept.do(about, asked)
            except Refusal as refusal:
                return refusal.status, {}, {"message": refusal.message}
            self.wrong += [f"{about}: {text}" for text in self.description.wrong_in_reply(operation, status, value)]
        if self.afterwards:
            self.afterwards(method, path, body)
        return status, extra, value

    def sent(self):
        """The requests that change something."""
        return [(method, path) for method, path, _, _ in self.asked if method != "GET"]


@contextmanager
def serving(name):
    """A forge that listens on a port of its own; it has broken no rule when the test is over, and nobody else has."""
    forge = Server(name)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self):
            data = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            status, headers, value = forge.answer(self.command, self.path, self.headers, data)
            if status is None:  # says nothing, and hangs up
                self.close_connection = True
                return
            text = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
            try:
                self.send_response(status)
                for key, item in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(key, str(item))
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)
            except OSError:
                self.close_connection = True  # whoever asked is dead

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815 (names of the library)

        def log_message(self, *_):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    forge.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield forge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert forge.wrong == []
