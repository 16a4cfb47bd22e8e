import pytest

from pipeline import Record, to_dataset
from tests.writing.sample_records import record


@pytest.mark.filterwarnings("default")  # whatever the installed `datasets` warns of
def test_records_become_rows_and_back() -> None:
    records = [record("a.txt"), record("b.txt")]
    rows = to_dataset(iter(records))
    assert len(rows) == 2
    assert rows["article"][1]["id"] == "b.txt"
    assert [Record.from_dict(row) for row in rows] == records
    assert len(to_dataset([])) == 0
