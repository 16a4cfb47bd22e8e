"""Templates to a page that holds its own style and script and is forbidden the network."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from pipeline.errors import OutputError
from pipeline.writing.atomic import PARTIAL

HERE = "pipeline.writing.report"
BASE_STYLE = "base.css"
_UNSAFE = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
"""Signs that could end a script element or a line of JavaScript; JSON has an escape for each."""


def write(
    path: Path, template: str, *, styles: Sequence[str] = (), scripts: Sequence[str] = (), values: Mapping[str, Any], package: str = HERE
) -> None:
    """Writes a template of `package` atomically, a piece at a time; `styles` and `scripts` are names of its assets. Raises OutputError."""
    style = "".join([_asset(HERE, BASE_STYLE), *(_asset(package, name) for name in styles)])
    script = "".join(_asset(package, name) for name in scripts)
    own = {"style": Markup(style), "script": Markup(script), "policy": _policy(style, script)}  # noqa: S704 (our own files)
    partial = path.with_name(path.name + PARTIAL)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            for piece in _environment(package).get_template(template).generate(**own, **values):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}; free space or choose another folder") from error


def script_json(value: Any) -> Markup:
    """JSON that may stand in a script element: no text of an article can end the element or become code."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _UNSAFE:  # str.translate with a table is ten times slower
        text = text.replace(sign, escape)
    return Markup(text)  # noqa: S704 (escaped above)


def _policy(style: str, script: str) -> str:
    """Only this page's own style and script run, and nothing is loaded or sent."""
    allowed = f"script-src {_hash(script)}" if script else "script-src 'none'"
    return f"default-src 'none'; style-src {_hash(style)}; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _asset(package: str, name: str) -> str:
    return files(package).joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _environment(package: str) -> Environment:
    found = Environment(loader=PackageLoader(package), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    found.filters["script_json"] = script_json
    found.filters["thousands"] = lambda number: f"{number:,}"
    return found
