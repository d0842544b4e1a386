"""`python -m simulator.bank.service`: the pretended bank over HTTP.

POST /orders takes a pain.001 and answers with a pain.002; GET /notices?after=N gives the notifications from number N on,
each as one line of JSON with its XML; POST /mood sets how it behaves next; POST /flush tells what it was late with.
"""

import argparse
import base64
import datetime as dt
import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from .fake import FakeBank, Mood

LIMIT = 16 * 1024 * 1024
Answer = tuple[int, bytes]


class Service:
    """The bank behind the addresses, with all notices it has ever sent."""

    def __init__(self, bank: FakeBank, clock: Callable[[], dt.datetime]) -> None:
        self.bank, self.clock = bank, clock
        self.notices: list[bytes] = []

    def answer(self, method: str, path: str, query: dict[str, list[str]], body: bytes) -> Answer:
        """The answer to one request."""
        self.bank.now = self.clock()
        if (method, path) == ("POST", "/orders"):
            return self._take(body)
        if (method, path) == ("GET", "/notices"):
            after = int(query.get("after", ["0"])[0])
            lines = (
                json.dumps({"number": n, "xml": base64.b64encode(x).decode()}) for n, x in enumerate(self.notices, 1)
            )
            return 200, "\n".join(list(lines)[after:]).encode()
        if (method, path) == ("POST", "/mood"):
            self.bank.mood = Mood(body.decode())
            return 204, b""
        if (method, path) == ("POST", "/flush"):
            self.notices += self.bank.flush()
            return 204, b""
        return 404, b""

    def _take(self, body: bytes) -> Answer:
        try:
            status, notices = self.bank.take(body)
        except (ValueError, etree.XMLSyntaxError, StopIteration, IndexError) as fault:
            return 422, str(fault).encode()
        self.notices += notices
        return 200, status


def server(service: Service, host: str = "127.0.0.1", port: int = 0) -> ThreadingHTTPServer:
    """An HTTP server over the service; `port` 0 takes any."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged: bodies and addresses name accounts."""

        def do_GET(self) -> None:
            self._do("GET")

        def do_POST(self) -> None:
            self._do("POST")

        def _do(self, method: str) -> None:
            parts = urlsplit(self.path)
            length = int(self.headers.get("content-length") or 0)
            if length > LIMIT:
                self.send_error(413)
                return
            status, said = service.answer(method, parts.path, parse_qs(parts.query), self.rfile.read(length))
            self.send_response(status)
            self.send_header("content-length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

    return ThreadingHTTPServer((host, port), Handler)


def main() -> None:
    """Serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m simulator.bank.service", description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--treasury", default="TREASURY-FAKE-0001")
    asked = parser.parse_args()
    bank = FakeBank(asked.treasury)
    server(Service(bank, lambda: dt.datetime.now(dt.UTC)), port=asked.port).serve_forever()


if __name__ == "__main__":
    main()
