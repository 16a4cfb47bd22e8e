"""Records as a `datasets.Dataset`, for those who go on in Python."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pipeline.records import Record


def to_dataset(records: Iterable[Record]) -> Any:
    """One row for each record, with the fields of `Record.to_dict`; imports `datasets`, which takes a second."""
    import datasets

    return datasets.Dataset.from_list([record.to_dict() for record in records])
