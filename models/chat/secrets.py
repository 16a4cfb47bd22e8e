"""The key of an endpoint: read from the environment, sent in one header, and shown nowhere else."""

from __future__ import annotations

import os
import re
from typing import Any

from models.errors import ModelError

HIDDEN = "[key]"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Key:
    """A key, or none. It has no readable attribute, and `repr` does not show it, so that no log and no traceback can."""

    __slots__ = ("__value",)

    def __init__(self, value: str | None) -> None:
        self.__value = value

    def __repr__(self) -> str:
        return "Key(set)" if self.__value else "Key(none)"

    def __bool__(self) -> bool:
        return bool(self.__value)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a key is not written anywhere; read it from the environment again")

    def sign(self, request: Any) -> Any:
        """Puts the key into a request of the HTTP client, at the last moment, so that it stands in no variable of ours."""
        if self.__value:
            request.headers["Authorization"] = f"Bearer {self.__value}"
        return request

    def hidden_in(self, text: str) -> str:
        """`text` without the key: servers like to quote it in their errors."""
        return text.replace(self.__value, HIDDEN) if self.__value else text


def key_from_environment(name: str | None) -> Key:
    """The key in the environment variable `name`; none where no name is given.

    Raises ModelError where the variable is not set or holds what no header can carry. A key given instead of a name is refused unseen.
    """
    if name is None:
        return Key(None)
    if not _NAME.fullmatch(name):
        raise ModelError("api_key_env must be the name of an environment variable (letters, digits, _), not the key itself")
    value = os.environ.get(name, "").strip()
    if not value:
        raise ModelError(f"the environment variable {name}, which api_key_env names, is not set; set it to the endpoint's key")
    if not value.isascii() or not value.isprintable() or " " in value:
        raise ModelError(f"the environment variable {name} holds no key: there are spaces, control signs or letters beyond ASCII in it")
    return Key(value)
