"""A table of names: Korean name and the English that the person uses; it overrides every guess."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.facts.romanize import is_hangul
from pipeline.resources import configs_folder


def load_names(path: str | Path) -> dict[str, str]:
    """Korean name -> English, from a UTF-8 file with a name, a tab and its English on each line; lines with # first are comments.

    Raises ConfigError, naming file and line, for a file that cannot be read, a line that is not two cells, a name that is not
    written in Hangul, and a name with two spellings.
    """
    names, lines = dict[str, str](), dict[str, int]()
    for number, line in enumerate(_text(Path(path)).splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.split("\t") == ["ko", "en"]:
            continue
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        where = f"{path}, line {number}"
        if len(cells) != 2 or not all(cells):
            raise ConfigError(f"{where}: write a Korean name, a tab and its English; the line has {len(cells)} cells")
        korean, english = cells
        if not is_hangul(korean.replace(" ", "")) or len(korean) < 2:
            raise ConfigError(f"{where}: {korean!r} is no name in Hangul, of two syllables at least")
        if names.get(korean, english) != english:
            raise ConfigError(f"{where}: {korean} is {english!r} here and {names[korean]!r} on line {lines[korean]}; keep one spelling")
        names[korean], lines[korean] = english, number
    return names


@cache
def shipped_names() -> dict[str, str]:
    """The names that come with eduwire (configs/names.tsv)."""
    return load_names(configs_folder() / "names.tsv")


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: the table of names cannot be read: {error.strerror}; check the path") from None
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: the table of names is not UTF-8 (byte {error.start}); save it as UTF-8") from None
