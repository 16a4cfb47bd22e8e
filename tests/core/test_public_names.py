import ast
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import pipeline

HEAVY = ("torch", "transformers", "ctranslate2", "numpy", "datasets", "kiwipiepy", "trafilatura")
REPORT = f"import sys; print([name for name in {HEAVY} if name in sys.modules])"


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_public_name_loads(name: str) -> None:
    assert getattr(pipeline, name) is not None


def test_all_lists_what_is_exported_and_what_type_checkers_see() -> None:
    tree = ast.parse(Path(pipeline.__file__).read_text(encoding="utf-8"))
    guarded = [node for node in tree.body if isinstance(node, ast.If)]
    seen = [alias.name for node in guarded for part in node.body if isinstance(part, ast.ImportFrom) for alias in part.names]
    assert sorted(pipeline.__all__) == sorted(seen) == dir(pipeline)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="Pipelin"):
        pipeline.Pipelin  # noqa: B018


@pytest.mark.parametrize(
    "code",
    [
        "import pipeline",
        "from pipeline import *",
        "import sys; sys.argv = ['eduwire', '--help']\nfrom pipeline.cli.main import main\ntry: main()\nexcept SystemExit: pass",
        "import sys; sys.argv = ['eduwire', 'run', '--help']\nfrom pipeline.cli.main import main\ntry: main()\nexcept SystemExit: pass",
        "import pipeline.runs, pipeline.lines, pipeline.writing.dataset, models.translation.bart, models.engines.transformers",
    ],
    ids=["import", "all names", "help", "run help", "modules"],
)
def test_nothing_heavy_is_imported_early(code: str, cli_env: Mapping[str, str]) -> None:
    done = subprocess.run([sys.executable, "-c", f"{code}\n{REPORT}"], capture_output=True, text=True, env=dict(cli_env), check=True)
    assert done.stdout.splitlines()[-1] == "[]"
