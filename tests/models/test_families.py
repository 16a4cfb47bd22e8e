import re

import pytest

from models.errors import ModelError
from models.registry import TASKS, build, families
from models.weights import located, names, shipped


def test_the_families_are_the_files_of_the_task() -> None:
    assert "bart" in families("translation")
    for task in TASKS:
        assert all(not name.startswith("_") for name in families(task))


def test_an_unknown_family_names_the_nearest() -> None:
    with pytest.raises(ModelError, match="no translation family is called 'brat'; did you mean 'bart'"):
        build("translation", "brat")
    with pytest.raises(ModelError, match="known: bart"):
        build("translation", "zzz")


def test_shipped_models_are_found_by_name() -> None:
    assert "ko-en-news" in names()
    assert located("ko-en-news") == shipped("ko-en-news")
    with pytest.raises(ModelError, match="did you mean 'ko-en-news'"):
        located("ko-en-nws")


@pytest.mark.parametrize("name", names())
def test_every_shipped_model_has_a_card_with_a_licence(name: str) -> None:
    card = (shipped(name) / "README.md").read_text(encoding="utf-8")
    assert re.search("licen[cs]e|CC BY|Apache", card, re.IGNORECASE)
