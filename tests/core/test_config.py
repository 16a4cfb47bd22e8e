from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from pipeline.config import DEFAULT_STAGES, Config, config_schema, load_config
from pipeline.errors import ConfigError
from pipeline.pipeline import Pipeline
from pipeline.positions import parse_yaml
from pipeline.registry import shipped_stages
from pipeline.resources import configs_folder

SHIPPED = configs_folder() / "default.yaml"


def written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str, *overrides: str) -> str:
    with pytest.raises(ConfigError) as caught:
        Pipeline(load_config(written(folder, text), overrides)).close()
    return str(caught.value)


def short(text: str = "") -> str:
    """A config of the two stages that have no model of their own taste, with `text` after it."""
    return f"stages: [segment, translate]\n{text}"


def sections(config: Config) -> Mapping[str, BaseModel]:
    fixed = {field.name: getattr(config, field.name) for field in fields(config)}
    return {**{name: value for name, value in fixed.items() if isinstance(value, BaseModel)}, **config.sections}


def test_the_shipped_config_holds_every_option_with_its_default_and_no_other() -> None:
    values = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    config = load_config()
    assert set(values) == {"stages", *sections(config)}
    assert tuple(values["stages"]) == DEFAULT_STAGES
    for name, section in sections(config).items():
        defaults = type(section)().model_dump(mode="json")
        assert values[name] == defaults, name


def test_every_option_of_the_shipped_config_is_explained() -> None:
    lines = SHIPPED.read_text(encoding="utf-8").splitlines()
    bare = [line for line in lines if re.match(r"^  \w+: ", line) and "#" not in line]
    assert [line for line in bare if "batch_size" not in line] == []


def test_a_config_names_only_what_differs(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, short("translate:\n  beam_size: 2\n")))
    assert config.to_dict()["translate"] == {**type(config.sections["translate"])().model_dump(mode="json"), "beam_size": 2}
    assert config.run == type(config.run)()


def test_to_dict_is_a_config_again(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, short("run:\n  window_articles: 3\n")))
    again = load_config(written(tmp_path, yaml.safe_dump(config.to_dict(), allow_unicode=True), "again.yaml"))
    assert again.to_dict() == config.to_dict()
    json.dumps(config.to_dict())


def test_an_empty_section_and_an_empty_file_are_the_defaults(tmp_path: Path) -> None:
    assert load_config(written(tmp_path, short("translate:\n"))).to_dict() == load_config(written(tmp_path, short())).to_dict()
    assert load_config(written(tmp_path, ""), stages=["segment"]).run == load_config(None, stages=["segment"]).run


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("translat:\n  beam_size: 1\n", "mine.yaml:2", "'translat'; did you mean 'translate'"),
        ("translate:\n  beam_sise: 1\n", "mine.yaml:3", "'translate.beam_sise'; did you mean 'beam_size'"),
        ("input:\n  fields:\n    titel: [a]\n", "mine.yaml:4", "'input.fields.titel'; did you mean 'title'"),
        ("run:\n  xyzzy: 1\n", "mine.yaml:3", "known: window_articles, window_chars"),
        ("translate:\n  beam_size: four\n", "mine.yaml:3", "translate.beam_size is 'four'"),
        ("translate:\n  beam_size: 0\n", "mine.yaml:3", "greater than or equal to 1"),
        ('translate:\n  beam_size: "2"\n', "mine.yaml:3", "valid integer"),
        ("translate:\n  beam_size: true\n", "mine.yaml:3", "valid integer"),
        ("translate:\n  engine: onnx\n", "mine.yaml:3", "'ctranslate2'"),
        ("translate:\n  device: gpu\n", "mine.yaml:3", "translate.device is 'gpu'"),
        ("translate:\n  kinds: [headline, foto]\n", "mine.yaml:3", "translate.kinds.1 is 'foto'"),
        ("translate: 5\n", "mine.yaml:2", "translate should hold options"),
        ("summarize:\n  max_sentencs: 1\n", "mine.yaml:3", "did you mean 'max_sentences'"),
        ("run: {}\ncache: {}\nrun: {}\n", "mine.yaml:4", "'run' stands here a second time (first in line 2)"),
        ("run:\n  window_chars: 1\n  window_chars: 2\n", "mine.yaml:4", "second time"),
        ("run: [1, 2\n", "mine.yaml:", "not YAML"),
        ("run: !weird {}\n", "mine.yaml:2", "not a plain YAML value"),
        ("run: 2025-02-30\n", "mine.yaml", "not a plain YAML value"),
        ("? [a, b]\n: 1\n", "mine.yaml:2", "not a plain YAML value"),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, place: str, message: str, tmp_path: Path) -> None:
    told = refused(tmp_path, short(text))
    assert place in told
    assert message in told


def test_all_mistakes_of_a_section_are_told_at_once(tmp_path: Path) -> None:
    told = refused(tmp_path, short("translate:\n  beem_size: 1\n  threads: -1\n"))
    assert "mine.yaml:3" in told
    assert "mine.yaml:4" in told


@pytest.mark.parametrize("text", ["- a list\n", "just a word\n"])
def test_a_config_that_is_no_mapping_is_refused(text: str, tmp_path: Path) -> None:
    assert "holds sections" in refused(tmp_path, text)


def test_a_config_that_is_not_there_or_not_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no config file"):
        load_config(tmp_path / "none.yaml")
    (tmp_path / "cp949.yaml").write_bytes("run: {} # 한글".encode("cp949"))
    with pytest.raises(ConfigError, match="UTF-8"):
        load_config(tmp_path / "cp949.yaml")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


def test_set_overrides_what_the_file_says(tmp_path: Path) -> None:
    path = written(tmp_path, short("translate:\n  beam_size: 2\n  length_penalty: 0.5\n"))
    overrides = ["translate.beam_size=3", "run.window_chars = 7", "cache.folder=/some where", "input.fields.title=[a, 제목]"]
    config = load_config(path, overrides)
    translate: Any = config.sections["translate"]
    assert (translate.beam_size, translate.length_penalty) == (3, 0.5)
    assert config.run.window_chars == 7
    assert config.cache.folder == "/some where"
    assert config.input.fields.title == ("a", "제목")


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("translate.beem_size=1", "--set: unknown key 'translate.beem_size'; did you mean 'beam_size'"),
        ("trnslate.beam_size=1", "--set: unknown key 'trnslate'; did you mean 'translate'"),
        ("translate.beam_size=x", "--set: translate.beam_size is 'x'"),
        ("translate.beam_size", "write it as section.key=value"),
        ("=1", "write it as section.key=value"),
        ("translate..beam_size=1", "write it as section.key=value"),
        ("translate.kinds=[headline", "is not a YAML value"),
        ("translate=1", "--set: translate should hold options"),
        ("stages=[]", "--set: stages should list at least one stage"),
    ],
)
def test_a_bad_set_names_itself(override: str, message: str, tmp_path: Path) -> None:
    assert message in refused(tmp_path, short("translate:\n  beam_size: 2\n"), override)


@pytest.mark.parametrize(
    ("stages", "message"),
    [
        ("[translate]", "'translate' needs the field 'segments'"),
        ("[translate, segment]", "put the stage that fills it"),
        ("[segment, translat]", "mine.yaml:1: no stage is called 'translat'; did you mean 'translate'"),
        ("[segment, zzz]", "for one of your own write {name: zzz, file: PATH}"),
        ("[segment, segment]", "'segment' is listed twice"),
        ("[segment, {name: x}]", "a stage is a name or {name: NAME, file: PATH}"),
        ("[segment, 5]", "a stage is a name"),
        ("[{name: run, file: x.py}]", "cannot be called 'run'"),
        ("segment", "should list at least one stage"),
        ("5", "should list at least one stage"),
        ("[segment, {name: mine, file: none.py}]", "no file"),
    ],
)
def test_a_wrong_list_of_stages_is_told(stages: str, message: str, tmp_path: Path) -> None:
    assert message in refused(tmp_path, f"stages: {stages}\n")


def test_a_wrong_list_is_told_too_where_the_command_names_the_stages(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="should list at least one stage"):
        load_config(written(tmp_path, "stages: 5\n"), stages=["segment"])


def test_the_schema_takes_the_shipped_config_and_no_misspelt_key() -> None:
    schema = config_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    values = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    validator.validate(values)
    for section in (*shipped_stages(), "cache", "output", "run", "input"):
        misspelt = {**values, section: {**values[section], "misspelt": 1}}
        assert not validator.is_valid(misspelt), section
    assert not validator.is_valid({"translate": {"beam_size": "four"}})
    assert not validator.is_valid({"stages": []})


def test_the_schema_explains_every_option() -> None:
    for name in ("translate", "cache", "output", "run"):
        for key, option in config_schema()["properties"][name]["properties"].items():
            assert option.get("description") or key == "batch_size", f"{name}.{key}"


def test_positions_know_the_line_of_each_key_and_item() -> None:
    document = parse_yaml("a:\n  b: 1\n  c:\n    - x\n    - y\n", "f")
    assert document.values == {"a": {"b": 1, "c": ["x", "y"]}}
    assert [document.where(path) for path in (("a",), ("a", "c"), ("a", "c", 1), ("a", "z"), ("z",))] == ["f:1", "f:3", "f:5", "f:1", "f"]
