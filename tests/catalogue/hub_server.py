"""A Hub for one machine, run as a process of its own: `python hub_server.py FOLDER`; says its port on standard output.

FOLDER/ORG/NAME holds the files of a repository, all at the commit that `commit_of` names. `.gated` makes it gated, `.broken` lets
the transfer of the weights stop half way. Each request is a line of FOLDER/requests.txt, with the token that came with it.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

RESOLVE = re.compile(r"/(?P<id>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<name>.+)")
ASKED = re.compile(r"/api/models/(?P<id>[^/]+/[^/]+)(?:/(?P<kind>revision|tree)/(?P<revision>[^/]+))?/?")


def commit_of(model_id: str) -> str:
    """The one commit of a repository."""
    return hashlib.sha1(model_id.encode()).hexdigest()


class Handler(BaseHTTPRequestHandler):
    folder: Path
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._respond()

    def do_GET(self) -> None:
        self._respond()

    def log_message(self, *_: Any) -> None:
        pass

    def _respond(self) -> None:
        path = unquote(urlparse(self.path).path)
        with (self.folder / "requests.txt").open("a") as log:
            log.write(f"{self.command} {path} {self.headers.get('Authorization', '-')}\n")
        found = RESOLVE.fullmatch(path) or ASKED.fullmatch(path)
        repository = self.folder / found["id"] if found else None
        if found is None or repository is None or not repository.is_dir():
            self._refuse(404, "RepoNotFound")
        elif found["revision"] not in (None, "main", commit_of(found["id"])):
            self._refuse(404, "RevisionNotFound")
        elif "name" in found.re.groupindex:
            self._file(repository, found["id"], found["name"])
        else:
            self._json(repository, found["id"], found["kind"])

    def _json(self, repository: Path, model_id: str, kind: str | None) -> None:
        names = [path.relative_to(repository).as_posix() for path in sorted(repository.rglob("*")) if path.is_file()]
        visible = [name for name in names if not name.startswith(".")]
        answer: Any = {
            "id": model_id,
            "modelId": model_id,
            "sha": commit_of(model_id),
            "siblings": [{"rfilename": name} for name in visible],
        }
        if kind == "tree":
            answer = [
                {"type": "file", "path": name, "size": (repository / name).stat().st_size, "oid": _etag(repository / name)}
                for name in visible
            ]
        body = json.dumps(answer).encode()
        self._head(200, {"Content-Type": "application/json"}, len(body))
        if self.command == "GET":
            self.wfile.write(body)

    def _file(self, repository: Path, model_id: str, name: str) -> None:
        path = repository / name
        if (repository / ".gated").is_file() and self.headers.get("Authorization") != "Bearer hf_allowed":
            self._refuse(403, "GatedRepo")
            return
        if not path.is_file():
            self._refuse(404, "EntryNotFound")
            return
        body = path.read_bytes()
        start = int(re.sub(r"\D", "", self.headers.get("Range", "0").partition("-")[0]) or 0)
        headers = {"ETag": f'"{_etag(path)}"', "X-Repo-Commit": commit_of(model_id), "Accept-Ranges": "bytes"}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        self._head(206 if start else 200, headers, len(body) - start)
        if self.command == "HEAD":
            return
        if (repository / ".broken").is_file() and name.endswith(".safetensors"):
            self.wfile.write(body[start : start + len(body) // 2])
            self.wfile.flush()
            self.close_connection = True
            self.connection.close()
            return
        self.wfile.write(body[start:])

    def _refuse(self, status: int, code: str) -> None:
        self._head(status, {"X-Error-Code": code, "X-Error-Message": code}, 0)

    def _head(self, status: int, headers: dict[str, str], length: int) -> None:
        self.send_response(status)
        for key, value in headers.items():
            self.send_header(key, value)
        self.send_header("Content-Length", str(length))
        self.end_headers()


def _etag(path: Path) -> str:
    return hashlib.sha1(path.read_bytes()).hexdigest()


def main() -> None:
    Handler.folder = Path(sys.argv[1])
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
