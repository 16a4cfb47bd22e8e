"""Korean text in pieces that a translator can take: sentences, and clauses of sentences that are too long."""

from pipeline.segmentation.clauses import split_clauses
from pipeline.segmentation.sentences import KiwiUse, split_sentences

__all__ = ["KiwiUse", "split_clauses", "split_sentences"]
