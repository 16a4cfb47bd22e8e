from __future__ import annotations

from pathlib import Path

import pytest

from models.interfaces import ThemeDefinition
from pipeline.errors import ConfigError
from pipeline.taxonomy import load_taxonomy

GOOD = """themes:
  - id: school-meals
    name_en: School meals
    name_ko: 급식
    definition: Lunch at school.
    cues: [급식, 영양교사]
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_every_field(tmp_path: Path) -> None:
    (theme,) = load_taxonomy(written(tmp_path, GOOD))
    assert theme == ThemeDefinition("school-meals", "School meals", "급식", "Lunch at school.", ("급식", "영양교사"))


def test_the_shipped_taxonomy_has_22_themes(themes: tuple[ThemeDefinition, ...]) -> None:
    assert len(themes) == 22
    assert all(theme.definition.endswith(".") and len(theme.cues) >= 15 for theme in themes)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (GOOD.replace("name_ko", "nmae_ko"), ["line 4", "nmae_ko", "did you mean 'name_ko'"]),
        (GOOD.replace("    name_en: School meals\n", ""), ["line 2", "lacks the key 'name_en'"]),
        (GOOD.replace("School meals", "''"), ["line 3", "must not be blank"]),
        (GOOD + GOOD.removeprefix("themes:\n"), ["line 7", "'school-meals'", "line 2"]),
        (GOOD.replace("school-meals", "School meals", 1), ["line 2", "small letters"]),
        (GOOD.replace("급식, 영", "식, 영"), ["line 6", "too short"]),
        (GOOD.replace("영양교사", "급식"), ["line 6", "given twice"]),
        (GOOD.replace("[급식, 영양교사]", "급식"), ["line 6", "must be a list"]),
        (GOOD.replace("[급식, 영양교사]", "[]"), ["line 6", "no cues"]),
        (GOOD.replace("themes:", "theme:"), ["line 1", "did you mean 'themes'"]),
        (GOOD.replace("name_ko: 급식", "name_ko: 급식\n    name_ko: 점심"), ["line 5", "given twice"]),
        ("themes: []\n", ["line 1", "empty"]),
        ("", ["empty"]),
        ("themes: [", ["line 1", "not valid YAML"]),
        ("- a\n", ["line 1", "mapping"]),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, text: str, parts: list[str]) -> None:
    with pytest.raises(ConfigError) as error:
        load_taxonomy(written(tmp_path, text))
    for part in ["mine.yaml", *parts]:
        assert part in str(error.value)


def test_a_missing_file_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_taxonomy(tmp_path / "none.yaml")


def test_a_file_in_another_encoding_is_a_config_error(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_bytes(GOOD.encode("cp949"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_taxonomy(path)
