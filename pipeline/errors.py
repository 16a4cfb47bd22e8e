"""What can go wrong, as a tree. Each message says what was wrong, where, and what to do.

    EduwireError
    ├── ConfigError      a config, an option or the order of stages; exit code 2
    ├── InputError       one input file or row; becomes a line of failures.jsonl, the run goes on
    ├── ModelError       a model folder or its files, found before any work is done; exit code 2
    │   (raised by the `models` package as `models.errors.ModelError`, which is this one)
    ├── OutputError      the output folder; exit code 2
    └── CacheError       the cache file; exit code 2

`Interrupted` is not an error of anyone's: the user pressed Ctrl-C, and the batch in flight was finished.
"""

from __future__ import annotations

from models.errors import EduwireError, ModelError

__all__ = ["CacheError", "ConfigError", "EduwireError", "InputError", "Interrupted", "ModelError", "OutputError"]


class ConfigError(EduwireError):
    """A config file, a `--set` value or an order of stages that cannot be used."""


class InputError(EduwireError):
    """An input that cannot be read as a Korean article. `advice` says what a person can do about it."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice


class OutputError(EduwireError):
    """An output folder that cannot be written, or that holds something else."""


class CacheError(EduwireError):
    """A cache file that cannot be opened or written."""


class Interrupted(EduwireError):  # noqa: N818 (no error)
    """The user stopped the run; what was computed is in the cache."""
