"""Checks of one sentence and its translation: each file has `find(pair)`, holds no state, and yields findings."""
