"""Trains the salience weights of the extractive summarizer and measures its two-sentence summaries.

python scripts/train_salience.py --corpus data/corpus --out models/weights/salience --with-dev      trains what ships
python scripts/train_salience.py --corpus data/corpus --cross-validate 6                 selects settings; writes nothing
python scripts/train_salience.py --evaluate data/samples                                 measures the shipped weights
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import mean
from typing import Annotated, Any

import typer

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from models.interfaces import Document
from models.summarization._word_salience import FILE_NAME
from models.summarization.extractive import build
from models.training.salience import Example, best_pair, folds, rouge_scorer, train_language, weights_file

LANGUAGES = ("en", "ko")


@dataclass(frozen=True)
class WrittenArticle:
    """An article in both languages with the English summary that a person wrote of it."""

    group: str
    korean: Document
    english: Document
    summary: str


def main(
    corpus: Annotated[Path | None, typer.Option(help="folder with articles/*.txt; files NN=04 are the dev split")] = None,
    out: Annotated[Path | None, typer.Option(help="where salience.json is written")] = None,
    cross_validate: Annotated[int, typer.Option(help="number of folds over train and dev")] = 0,
    evaluate: Annotated[Path | None, typer.Option(help="folder of articles to measure the weights of --model on")] = None,
    model: Annotated[str, typer.Option(help="shipped name or folder of the weights to measure")] = "salience",
    split: Annotated[str, typer.Option(help="with --evaluate: all, train or dev")] = "all",
    with_dev: Annotated[bool, typer.Option(help="fit on train and dev together, once cross-validation has chosen the settings")] = False,
    revision: Annotated[str, typer.Option(help="name of the trained weights")] = "1",
) -> None:
    """Trains, cross-validates or evaluates; what is not asked for is not done."""
    if corpus is not None:
        articles = read_articles(corpus / "articles")
        if cross_validate:
            _cross_validate(articles, cross_validate)
        if out is not None:
            _train([article for article in articles if with_dev or not is_dev(article)], out, revision)
    if evaluate is not None:
        wanted = [one for one in read_articles(evaluate) if split == "all" or is_dev(one) == (split == "dev")]
        _print_scores(wanted, model)


def is_dev(article: WrittenArticle) -> bool:
    """Whether the article belongs to the dev split: its file's number is 04."""
    return article.group.endswith("04")


def read_articles(folder: Path) -> list[WrittenArticle]:
    """The articles under a folder in the order of their names: .txt in the corpus format, and the references of samples."""
    found = [_reference(json.loads(path.read_text("utf-8"))) for path in sorted(folder.rglob("*.ref.json"))]
    found += [
        _parse(chunk, path.stem)
        for path in sorted(folder.rglob("*.txt"))
        for chunk in path.read_text("utf-8").split("\n# ")
        if "\nSUM " in chunk
    ]
    if not found:
        raise typer.BadParameter(f"no articles with a written summary under {folder}")
    return found


def _parse(chunk: str, group: str) -> WrittenArticle:
    titles, body, paragraphs, paragraph, summary = ("", ""), [], [], -1, ""
    for line in chunk.splitlines()[1:]:
        if line.startswith("SUM "):
            summary = line[4:].strip()
        elif line.strip() == "P":
            paragraph += 1
        elif " ||| " in line:
            korean, english = line.split(" ||| ", 1)
            if line.startswith("T "):
                titles = (korean[2:], english)
            elif not line.startswith(("D ", "C ")):
                body.append((korean, english))
                paragraphs.append(max(paragraph, 0))
    documents = [Document(titles[side], tuple(pair[side] for pair in body), tuple(paragraphs)) for side in (0, 1)]
    return WrittenArticle(group, documents[0], documents[1], summary)


def _reference(values: dict[str, Any]) -> WrittenArticle:
    sentences = [one for one in values["segments"] if one["kind"] == "sentence"]
    headline = next((one for one in values["segments"] if one["kind"] == "headline"), {"ko": None, "en": None})
    paragraphs = tuple(one["paragraph"] for one in sentences)
    korean, english = (Document(headline[code], tuple(one[code] for one in sentences), paragraphs) for code in ("ko", "en"))
    return WrittenArticle(values["id"].partition("-")[0], korean, english, values["summary"])


def _examples(articles: Sequence[WrittenArticle], language: str) -> list[Example]:
    if language == "en":
        return [Example(one.group, one.english, one.summary) for one in articles]
    # No Korean summaries are written: the two sentences whose English is nearest to the English summary stand for one.
    chosen = [" ".join(one.korean.sentences[number] for number in oracle(one)) for one in articles]
    return [Example(one.group, one.korean, text) for one, text in zip(articles, chosen, strict=True)]


@cache
def oracle(article: WrittenArticle) -> tuple[int, ...]:
    """The two sentences whose English is nearest to the written summary; found once, as scoring every pair takes a while."""
    return best_pair(article.english.sentences, article.summary, rouge_scorer())


def _train(articles: Sequence[WrittenArticle], out: Path, revision: str) -> None:
    languages = {language: train_language(_examples(articles, language), language) for language in LANGUAGES}
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(weights_file(languages, revision), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    (out / FILE_NAME).write_text(text + "\n", "utf-8")


def _cross_validate(articles: Sequence[WrittenArticle], count: int) -> None:
    scores: dict[str, list[float]] = {}
    examples = [Example(one.group, one.english, "") for one in articles]
    for training, held in folds(examples, count):
        groups = {example.group for example in held}
        assert groups.isdisjoint(example.group for example in training)
        with tempfile.TemporaryDirectory() as folder:
            _train([one for one in articles if one.group not in groups], Path(folder), "cross-validation")
            for name, values in _scores([one for one in articles if one.group in groups], folder).items():
                scores.setdefault(name, []).extend(values)
    _print({f"{count}-fold {name}": values for name, values in scores.items()})


def _scores(articles: Sequence[WrittenArticle], model: str) -> dict[str, list[float]]:
    """ROUGE-1 F of each article for the first two sentences, ours on English, ours on Korean (its English), and the best pair."""
    score = rouge_scorer()
    ours = build(model=model).summarize([one.english for one in articles])
    korean = build(model=model).summarize([one.korean for one in articles])
    scores: dict[str, list[float]] = {"lead-2": [], "extractive": [], "extractive on Korean": [], "oracle": []}
    for article, english_lines, korean_lines in zip(articles, ours, korean, strict=True):
        sentences = article.english.sentences
        choices = {
            "lead-2": range(min(2, len(sentences))),
            "extractive": [number for line in english_lines for number in line.cites],
            "extractive on Korean": [number for line in korean_lines for number in line.cites],
            "oracle": oracle(article),
        }
        for name, numbers in choices.items():
            scores[name].append(score(article.summary, " ".join(sentences[number] for number in numbers)))
    return scores


def _print_scores(articles: Sequence[WrittenArticle], model: str) -> None:
    _print(_scores(articles, model))


def _print(scores: dict[str, list[float]]) -> None:
    for name, values in scores.items():
        typer.echo(f"ROUGE-1 F  {name:28} {mean(values):.4f}  ({len(values)} articles)")


if __name__ == "__main__":
    typer.run(main)
