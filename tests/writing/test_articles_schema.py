from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import pipeline.writing
from pipeline import Record, load_config, run_folder
from tests.writing.sample_records import record

SCHEMA = json.loads((Path(pipeline.writing.__file__).parent / "articles.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_is_one_and_describes_every_field() -> None:
    VALIDATOR.check_schema(SCHEMA)
    for name, definition in {"record": SCHEMA, **SCHEMA["$defs"]}.items():
        for key, value in definition["properties"].items():
            assert "description" in value or "$ref" in value, f"{name}.{key}"


def test_what_a_run_writes_fits(korean_folder: Path, translating: Path, own_cache: Path, tmp_path: Path) -> None:
    run_folder(load_config(translating, [f"cache.folder={own_cache}"]), [str(korean_folder)], tmp_path / "out")
    lines = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    for line in lines:
        VALIDATOR.validate(json.loads(line))


def test_a_record_with_every_field_fits() -> None:
    VALIDATOR.validate(json.loads(json.dumps(record().to_dict())))
    VALIDATOR.validate(json.loads(json.dumps(Record(record().article).to_dict())))


Change = Callable[[dict[str, Any]], Any]
WRONG: dict[str, Change] = {
    "no article": lambda values: values.pop("article"),
    "no themes": lambda values: values.pop("themes"),
    "extra": lambda values: values.update(extra=1),
    "extra inside": lambda values: values["article"].update(extra=1),
    "kind": lambda values: values["article"]["blocks"][0].update(kind="title"),
    "date": lambda values: values["article"].update(published="yesterday"),
    "score": lambda values: values["translations"][0].update(score=0.5),
    "text": lambda values: values["translations"][0].update(text=None),
    "attempts": lambda values: values["translations"][0].update(attempts=0),
    "severity": lambda values: values["translations"][3]["findings"][0].update(severity="bad"),
    "span": lambda values: values["translations"][3]["findings"][0].update(target_span=[1]),
    "cites": lambda values: values["summary"]["sentences"][0].update(cites=[-1]),
    "language": lambda values: values["summary"].update(language="fr"),
    "probability": lambda values: values["themes"][0].update(score=1.5),
    "segment": lambda values: values["segments"].append(None),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_record_does_not_fit(name: str) -> None:
    values = json.loads(json.dumps(record().to_dict()))
    VALIDATOR.validate(values)
    broken = copy.deepcopy(values)
    WRONG[name](broken)
    assert not VALIDATOR.is_valid(broken)
