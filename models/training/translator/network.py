"""The BART network in training: forward pass with frozen lower encoder layers, groups of parameters, number format."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models.engines.checkpoint import Checkpoint
from models.engines.quiet import quiet_transformers
from models.errors import ModelError
from models.machine import multiplies_bfloat16
from models.training.translator.batches import Batch
from models.training.translator.export import EOS, PAD, UNK
from models.training.translator.losses import softmax_loss
from models.training.translator.settings import Machine, TrainingSettings

BLOCKED = -1e4
"""Added to the attention score of padding."""
BETAS = (0.9, 0.98)
"""AdamW's, as in Vaswani et al. (2017), section 5.3."""


class Network:
    """A BART folder, loaded for training on a device. Raises ModelError where it is no whole BART folder, or the device cannot be used."""

    def __init__(self, folder: Path, settings: TrainingSettings, machine: Machine) -> None:
        import torch
        import transformers

        library: Any = transformers
        Checkpoint(folder).require("bart", ("BartForConditionalGeneration",))
        self._settings = settings
        try:
            self.device = torch.device(machine.device)
            torch.zeros(1, device=self.device)
        except (RuntimeError, AssertionError) as error:
            raise ModelError(f"device {machine.device} cannot be used: {error}; choose cpu, or a device that this machine has") from error
        if machine.threads and self.device.type == "cpu":
            torch.set_num_threads(machine.threads)
        with quiet_transformers():
            self.model: Any = library.BartForConditionalGeneration.from_pretrained(
                folder,
                attn_implementation="eager",  # the backward pass of sdpa is three times slower for sentences as short as these
                dtype=torch.float32,
                dropout=settings.dropout,
            )
        self.model = self.model.to(self.device)
        self.targets = producible(self.model)
        layers = len(self.model.model.encoder.layers)
        if not 0 <= settings.frozen_below <= layers:
            raise ModelError(f"training.frozen_below is {settings.frozen_below}; the encoder has {layers} layers")
        self._autocasts = self.device.type == "cuda" or multiplies_bfloat16()

    def optimizer(self) -> tuple[Any, tuple[float, ...]]:
        """AdamW over decoder, embeddings and upper encoder, and the scale of each group's rate; what is frozen needs no gradient."""
        import torch

        encoder, below = self.model.model.encoder, self._settings.frozen_below
        if below:
            for module in (encoder.embed_positions, encoder.layernorm_embedding, *encoder.layers[:below]):
                module.requires_grad_(False)
        shared = self.model.model.shared.weight
        upper = [one for one in encoder.parameters() if one.requires_grad and one is not shared]
        known = {id(one) for one in (*upper, shared)}
        decoder = [one for one in self.model.parameters() if one.requires_grad and id(one) not in known]
        decay = self._settings.weight_decay
        groups = [(decoder, decay, 1.0), ([shared], 0.0, self._settings.embedding_scale), (upper, decay, self._settings.encoder_scale)]
        groups = [group for group in groups if group[0]]
        parameters = [{"params": group, "weight_decay": decayed} for group, decayed, _ in groups]
        return torch.optim.AdamW(parameters, lr=0.0, betas=BETAS, fused=True), tuple(scale for _, _, scale in groups)

    def loss(self, batch: Batch, *, negatives: int, smoothing: float) -> tuple[Any, int]:
        """The mean loss of a batch in nats a target token, and the number of those."""
        import torch

        source, target = self._padded([one for one, _ in batch]), self._padded([one for _, one in batch])
        given = torch.cat([torch.full((len(batch), 1), EOS, device=self.device), target[:, :-1]], 1)
        mask = (source != PAD).long()
        with self._autocast():
            encoded = self._encode(source, mask)
            states = self.model.model.decoder(
                input_ids=given, encoder_hidden_states=encoded, encoder_attention_mask=mask, use_cache=False
            ).last_hidden_state
            real = target != PAD
            loss = softmax_loss(
                states[real],
                target[real],
                self.model.model.shared.weight,
                targets=self.targets,
                negatives=negatives,
                smoothing=smoothing,
            )
        return loss, int(real.sum())

    def _encode(self, source: Any, mask: Any) -> Any:
        """The encoder's states; no graph is kept for the frozen layers, nor for the embeddings beneath them."""
        import torch

        encoder, below = self.model.model.encoder, self._settings.frozen_below
        with torch.set_grad_enabled(torch.is_grad_enabled() and not below):
            states = encoder.embed_tokens(source) + encoder.embed_positions(source)
            states = torch.nn.functional.dropout(encoder.layernorm_embedding(states), 0.0 if below else encoder.dropout, encoder.training)
            blocked = torch.zeros(mask.shape, dtype=states.dtype, device=self.device).masked_fill(mask == 0, BLOCKED)[:, None, None, :]
            for layer in encoder.layers[:below]:
                states = _first(layer(states, blocked))
        for layer in encoder.layers[below:]:
            states = _first(layer(states, blocked))
        return states

    def _padded(self, rows: list[list[int]]) -> Any:
        import torch

        longest = max(map(len, rows))
        return torch.tensor([row + [PAD] * (longest - len(row)) for row in rows], device=self.device)

    @contextlib.contextmanager
    def _autocast(self) -> Iterator[None]:
        import torch

        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self._autocasts):
            yield


def producible(model: Any) -> int:
    """How many pieces a BART may produce: its `final_logits_bias` bars those from there on, all of them where it bars none."""
    return int((model.final_logits_bias.flatten()[UNK + 1 :] > BLOCKED / 2).sum()) + UNK + 1


def _first(returned: Any) -> Any:
    """Layers return their states, or a tuple that begins with them, as the version of transformers has it."""
    return returned[0] if isinstance(returned, tuple) else returned
