from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Http:
    """What the test endpoint answers; `hang_s`: waits first; `drop`: closes the connection instead; `drip_s`: a byte at a time."""

    text: str | None = None
    status: int = 200
    raw: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    logprobs: Sequence[float] | None = None
    finish: str = "stop"
    hang_s: float = 0.0
    drop: bool = False
    drip_s: float = 0.0

    def body(self) -> bytes:
        if self.raw is not None:
            return self.raw
        pieces = None if self.logprobs is None else {"content": [{"token": "x", "logprob": one} for one in self.logprobs]}
        choice = {"index": 0, "message": {"role": "assistant", "content": self.text}, "finish_reason": self.finish, "logprobs": pieces}
        return json.dumps({"choices": [choice], "usage": {"prompt_tokens": 100, "completion_tokens": 7}}).encode()


Script = Callable[[int, dict[str, Any]], Http]
"""Number of the request from 0, its body -> what to answer."""


class Endpoint:
    """An OpenAI-compatible server on 127.0.0.1 that answers by a script and keeps what it was asked."""

    def __init__(self) -> None:
        self.script: Script = lambda number, body: Http("An answer.")
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.times: list[float] = []
        self.paths: list[str] = []
        self.most_at_once = 0
        self._now = 0
        self._lock = threading.Lock()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with endpoint._lock:
                    number = len(endpoint.bodies)
                    endpoint.bodies.append(body)
                    endpoint.headers.append(dict(self.headers))
                    endpoint.times.append(time.monotonic())
                    endpoint.paths.append(self.path)
                    endpoint._now += 1
                    endpoint.most_at_once = max(endpoint.most_at_once, endpoint._now)
                try:
                    self._send(endpoint.script(number, body))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with endpoint._lock:
                        endpoint._now -= 1

            def _send(self, answer: Http) -> None:
                time.sleep(answer.hang_s)
                if answer.drop:
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                content = answer.body()
                self.send_response(answer.status)
                for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **answer.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                for part in [content] if not answer.drip_s else [content[i : i + 1] for i in range(len(content))]:
                    self.wfile.write(part)
                    self.wfile.flush()
                    time.sleep(answer.drip_s)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                pass  # a client that gave up is what some tests are about

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        self._thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    def asked(self, number: int = -1) -> str:
        """All that request `number` said, in one string."""
        return "\n".join(str(message["content"]) for message in self.bodies[number]["messages"])
