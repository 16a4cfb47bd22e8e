"""Encoder checkpoint -> CTranslate2 folder: the encoder itself, and beside it a classifier's head in float32.

CTranslate2's converter has no heads, and asks for more of a tokenizer than an engine needs that is fed with ids.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from models.engines.checkpoint import Checkpoint
from models.engines.conversion import published
from models.engines.encoders import Readout
from models.engines.encoders.transformers import load_model
from models.engines.quiet import quiet_transformers
from models.errors import ModelError

HEAD = "head.safetensors"
"""A classifier's last two layers: dense (with tanh behind it) and out."""
BERT, XLM_ROBERTA = ("BertModel", "BertForSequenceClassification"), ("XLMRobertaModel", "XLMRobertaForSequenceClassification")
ACTIVATIONS = frozenset({"gelu", "relu", "gelu_new", "silu", "swish"})
"""Of those that CTranslate2 computes."""


def convertible(checkpoint: Checkpoint) -> bool:
    """Whether CTranslate2 runs this encoder: BERT and XLM-RoBERTa with positions that are learned and absolute."""
    config = checkpoint.config
    named = str((config.get("architectures") or [""])[0])
    plain = config.get("position_embedding_type", "absolute") == "absolute" and not config.get("is_decoder")
    return named in (*BERT, *XLM_ROBERTA) and plain and config.get("hidden_act", "gelu") in ACTIVATIONS


def converted_encoder(checkpoint: Checkpoint, readout: Readout, compute_type: str, folder: Path | None = None) -> Path:
    """The checkpoint's CTranslate2 folder; see `published`. Raises ModelError where it cannot be made."""

    def convert(made: Path) -> None:
        from safetensors.numpy import save_file

        model = load_model(checkpoint, readout, "float32")
        with quiet_transformers():
            try:
                head = _head(model) if readout == "labels" else {}  # before the converter quantizes the weights where they lie
                _converter(checkpoint.folder, model).convert(str(made), quantization=compute_type)
                if head:
                    save_file(head, made / HEAD)
            except OSError:
                raise
            except Exception as error:  # the converter raises whatever numpy, safetensors or torch raise
                raise ModelError(
                    f"{checkpoint.folder} cannot be converted for CTranslate2: {error}; set tag.options.engine: transformers"
                ) from error

    return published(checkpoint, f"{'labels' if readout == 'labels' else 'vectors'}-{compute_type}", convert, folder)


def _converter(folder: Path, model: Any) -> Any:
    """CTranslate2's converter, given a model that was loaded and checked, and numbers for pieces."""
    import ctranslate2

    model.config.position_embedding_type = "absolute"  # transformers 5 has no others, and no longer says so
    base = getattr(model, "base_model", model)
    pieces = {str(number): number for number in range(model.config.vocab_size)}

    class Converter(ctranslate2.converters.TransformersConverter):  # type: ignore[misc]
        def load_model(self, *_: Any, **__: Any) -> Any:
            return base if model.config.model_type == "bert" else SimpleNamespace(config=model.config, roberta=base)

        def load_tokenizer(self, *_: Any, **__: Any) -> Any:
            return SimpleNamespace(get_vocab=lambda: pieces, **dict.fromkeys(("unk_token", "bos_token", "eos_token"), "0"))

    return Converter(str(folder))


def _head(model: Any) -> dict[str, Any]:
    """BERT has its dense layer in the pooler, XLM-RoBERTa in the classifier; both put tanh behind it, and read the first token."""
    head = model.classifier
    dense, out = (model.base_model.pooler.dense, head) if model.config.model_type == "bert" else (head.dense, head.out_proj)
    layers = {"dense": dense, "out": out}
    return {f"{name}.{kind}": getattr(layer, kind).detach().numpy().copy() for name, layer in layers.items() for kind in ("weight", "bias")}
