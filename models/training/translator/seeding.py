"""A translator to begin with, from a pretrained encoder: its encoder as it is, its decoder seeded from the encoder's layers.

After Rothe et al. (2020), with fewer decoder layers: layer i of n is taken from evenly spaced encoder layers, its attention to the source
from their self-attention. Such a start learns in a fraction of the steps that a random decoder needs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from models import hub
from models.engines.quiet import quiet_transformers
from models.errors import ModelError
from models.locate import hub_name
from models.training.translator.checkpoints import TOKENIZER
from models.training.translator.export import BOS, EOS, NEVER, PAD
from models.training.translator.pairs import Pair
from models.training.translator.vocabulary import prune

FIRST_POSITION = {"bert": 0, "xlm-roberta": 2, "roberta": 2}
"""Architectures whose layers are BART's under other names, and the row of the embedding that holds their first position."""
BART_OFFSET = 2
"""Rows that BART leaves free before its first position."""
_ATTENTION = {"query": "q_proj", "key": "k_proj", "value": "v_proj"}


def seed(encoder: str, pairs: Sequence[Pair], out: Path, *, decoder_layers: int) -> None:
    """Writes to `out` a BART folder made from `encoder`, a folder or a Hub id, with the pieces that `pairs` use.

    Raises ModelError where the encoder is not of a known architecture, cannot be had, or `decoder_layers` is not 1 to its layers.
    """
    import torch
    import transformers

    library: Any = transformers
    folder = Path(encoder).expanduser() if Path(encoder).expanduser().is_dir() else _fetched(encoder)
    with quiet_transformers():
        config = library.AutoConfig.from_pretrained(folder)
        if config.model_type not in FIRST_POSITION:
            raise ModelError(f"{encoder} is a {config.model_type}; name an encoder of these architectures: {', '.join(FIRST_POSITION)}")
        source: Any = library.AutoModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False)
    if not 1 <= decoder_layers <= config.num_hidden_layers:
        raise ModelError(f"start.decoder_layers is {decoder_layers}; the encoder has {config.num_hidden_layers} layers to seed them from")
    pruned = prune(folder / TOKENIZER, pairs)
    weights: Mapping[str, Any] = source.state_dict()
    words = weights["embeddings.word_embeddings.weight"][list(pruned.rows)]
    first = FIRST_POSITION[config.model_type]
    positions = weights["embeddings.position_embeddings.weight"][first:] + weights["embeddings.token_type_embeddings.weight"][0]
    model: Any = library.BartForConditionalGeneration(_config(library, config, len(words), len(positions), decoder_layers))
    with torch.no_grad():
        model.model.shared.weight.copy_(words)
        for side in (model.model.encoder, model.model.decoder):
            side.embed_positions.weight.zero_()[BART_OFFSET:].copy_(positions)
            _copy(side.layernorm_embedding, weights, "embeddings.LayerNorm")
        for number, layer in enumerate(model.model.encoder.layers):
            _copy_layer(layer, weights, number)
        for number, layer in enumerate(model.model.decoder.layers):
            _copy_layer(layer, weights, _spaced(number, decoder_layers, config.num_hidden_layers), attends=True)
    model.final_logits_bias = torch.zeros(1, len(words))
    model.final_logits_bias[:, pruned.targets :] = NEVER  # tells training and export what can be produced
    with quiet_transformers():
        model.save_pretrained(out)
    (out / TOKENIZER).write_text(json.dumps(pruned.tokenizer, ensure_ascii=False), encoding="utf-8")


def _fetched(encoder: str) -> Path:
    name = hub_name(encoder)
    if name is None:
        raise ModelError(f"start.encoder is {encoder}: neither a folder nor a Hub id such as intfloat/multilingual-e5-small")
    return hub.cached(name.id, name.revision) or hub.fetch(name.id, name.revision)


def _config(library: Any, encoder: Any, pieces: int, positions: int, decoder_layers: int) -> Any:
    return library.BartConfig(
        vocab_size=pieces,
        d_model=encoder.hidden_size,
        encoder_layers=encoder.num_hidden_layers,
        decoder_layers=decoder_layers,
        encoder_attention_heads=encoder.num_attention_heads,
        decoder_attention_heads=encoder.num_attention_heads,
        encoder_ffn_dim=encoder.intermediate_size,
        decoder_ffn_dim=encoder.intermediate_size,
        activation_function=encoder.hidden_act,
        max_position_embeddings=positions,
        bos_token_id=BOS,
        pad_token_id=PAD,
        eos_token_id=EOS,
        decoder_start_token_id=EOS,
        forced_eos_token_id=None,
    )


def _spaced(number: int, decoder_layers: int, encoder_layers: int) -> int:
    """The encoder layer of decoder layer `number`: the last one for the last, the others evenly before it."""
    return (number + 1) * encoder_layers // decoder_layers - 1


def _copy_layer(layer: Any, weights: Mapping[str, Any], number: int, *, attends: bool = False) -> None:
    at = f"encoder.layer.{number}"
    attentions = [(layer.self_attn, layer.self_attn_layer_norm)]
    attentions += [(layer.encoder_attn, layer.encoder_attn_layer_norm)] if attends else []
    for attention, norm in attentions:
        for theirs, ours in _ATTENTION.items():
            _copy(getattr(attention, ours), weights, f"{at}.attention.self.{theirs}")
        _copy(attention.out_proj, weights, f"{at}.attention.output.dense")
        _copy(norm, weights, f"{at}.attention.output.LayerNorm")
    _copy(layer.fc1, weights, f"{at}.intermediate.dense")
    _copy(layer.fc2, weights, f"{at}.output.dense")
    _copy(layer.final_layer_norm, weights, f"{at}.output.LayerNorm")


def _copy(module: Any, weights: Mapping[str, Any], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])
