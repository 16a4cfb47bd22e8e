from __future__ import annotations

from pathlib import Path

import pytest

from models.registry import TASKS, families
from models.weights import names as shipped_names
from models.weights import shipped
from pipeline.catalogue import ModelEntry, Policy, alternatives, find, load_catalogue, load_licences, misfit, nearest
from pipeline.errors import ConfigError
from pipeline.fetching import UNKNOWN, card_licence
from pipeline.regions import COUNTRIES, MEMBERS, checked_region, covers

CATALOGUE = load_catalogue()
LICENCES = "licences:\n  MIT: {url: null, asks: keep the notice}\n"
ENTRY = """models:
  - id: org/one
    tasks: [translation]
    family: marian
    languages: [ko, en]
    parameters: 10
    licence: MIT
    commercial: true
    source: https://example.org
"""


def entry(model_id: str) -> ModelEntry:
    found = find(CATALOGUE, model_id)
    assert found is not None, model_id
    return found


def test_every_shipped_model_is_listed_with_the_licence_of_its_card_and_a_family_that_exists() -> None:
    assert {one.id for one in CATALOGUE if not one.on_hub} == set(shipped_names())
    for name in shipped_names():
        listed = entry(name)
        assert card_licence(shipped(name)) in (UNKNOWN, listed.licence.lower())
        assert listed.family in {family for task in TASKS for family in families(task)}


def test_every_shipped_model_may_be_used_commercially_everywhere() -> None:
    assert [misfit(entry(name), "commercial", region) for name in shipped_names() for region in ("KR", "EU", "US")] == [None] * 9


def test_a_licence_without_commercial_rights_says_so_in_its_name_and_no_other() -> None:
    for one in CATALOGUE:
        assert (one.commercial is False) == ("-NC" in one.licence), one.id


def test_scores_name_their_source() -> None:
    scored = [one.score for one in CATALOGUE if one.score is not None]
    assert scored
    assert all(score.source.startswith("https://") and score.test_set for score in scored)


@pytest.mark.parametrize(
    ("model_id", "policy", "region", "trusted", "reason"),
    [
        ("facebook/nllb-200-3.3B", "any", None, (), None),
        ("facebook/nllb-200-3.3B", "commercial", None, (), "CC-BY-NC-4.0, which forbids commercial use"),
        ("facebook/nllb-200-3.3B", "commercial", None, ("facebook/nllb-200-3.3B",), "forbids commercial use"),
        ("google/translategemma-4b-it", "any", "KR", (), None),
        ("google/translategemma-4b-it", "commercial", None, (), "models.trusted: [google/translategemma-4b-it]"),
        ("google/translategemma-4b-it", "commercial", None, ("google/translategemma-4b-it",), None),
        ("tencent/Hunyuan-MT-7B", "any", "KR", (), "does not apply in KR"),
        ("tencent/Hunyuan-MT-7B", "any", "FR", (), "does not apply in EU, and models.region is FR"),
        ("tencent/Hunyuan-MT-7B", "any", "EU", (), "does not apply in EU"),
        ("tencent/Hunyuan-MT-7B", "commercial", "KR", ("tencent/Hunyuan-MT-7B",), "does not apply in KR"),
        ("tencent/Hunyuan-MT-7B", "any", "US", (), None),
        ("Helsinki-NLP/opus-mt-ko-en", "commercial", "KR", (), None),
    ],
)
def test_what_a_policy_refuses(model_id: str, policy: Policy, region: str | None, trusted: tuple[str, ...], reason: str | None) -> None:
    told = misfit(entry(model_id), policy, region, trusted)
    assert told is None if reason is None else told is not None and reason in told


def test_alternatives_do_the_same_task_fit_and_are_others() -> None:
    for policy in ("any", "commercial"):
        for region in (None, "KR", "US"):
            for one in CATALOGUE:
                found = alternatives(CATALOGUE, one, policy, region)
                assert found, "a shipped model always fits" if one.on_hub else "a Hub model fits"
                assert one not in found
                assert all(one.tasks[0] in other.tasks and misfit(other, policy, region) is None for other in found)


def test_the_nearest_name() -> None:
    assert nearest(CATALOGUE, "Helsinki-NLP/opus-mt-ko-ne") == "Helsinki-NLP/opus-mt-ko-en"
    assert nearest(CATALOGUE, "zzz") is None


def test_territories() -> None:
    assert covers("EU", "DE")
    assert covers("DE", "EU")
    assert covers("KR", "KR")
    assert not covers("EU", "GB")
    assert not covers("KR", "KP")
    assert len(COUNTRIES) == 249
    assert len(MEMBERS) == 27
    assert MEMBERS < COUNTRIES
    with pytest.raises(ValueError, match="ISO 3166-1"):
        checked_region("UK")


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_catalogue_of_ones_own(tmp_path: Path) -> None:
    path = written(tmp_path, LICENCES + ENTRY)
    (one,) = load_catalogue(path)
    assert (one.id, one.weights, one.not_in, one.gated, one.score) == ("org/one", None, (), False, None)
    assert load_licences(path)["MIT"].asks == "keep the notice"
    with pytest.raises(ValueError, match="frozen"):
        one.id = "other"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        (LICENCES + ENTRY.replace("family", "famly"), "mine.yaml:6", "did you mean 'family'"),
        (LICENCES + ENTRY.replace("licence: MIT", "licence: BSD"), "mine.yaml:4", "'BSD' of org/one is not described"),
        (LICENCES + ENTRY.replace("commercial: true", "commercial: conditional"), "mine.yaml:4", "`condition` belongs to"),
        (LICENCES + ENTRY + "    condition: x\n", "mine.yaml:4", "`condition` belongs to"),
        (LICENCES + ENTRY + "    not_in: [UK]\n", "mine.yaml:12", "iso 3166-1"),
        (LICENCES + ENTRY.replace("translation", "translating"), "mine.yaml:5", "'translation'"),
        (LICENCES + ENTRY + ENTRY.partition("\n")[2], "mine.yaml:12", "listed twice"),
        (LICENCES + "models: 5\n", "mine.yaml:3", "models should be a list"),
        (LICENCES, "mine.yaml", "models should be a list"),
        (ENTRY, "mine.yaml", "licences should hold"),
        (LICENCES + ENTRY + "modls: []\n", "mine.yaml:12", "did you mean 'models'"),
        ("- 1\n", "mine.yaml", "holds `licences` and `models`"),
    ],
)
def test_a_mistake_in_a_catalogue_is_named_with_its_line(text: str, place: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_catalogue(written(tmp_path, text))
    assert place in str(caught.value)
    assert message in str(caught.value)
