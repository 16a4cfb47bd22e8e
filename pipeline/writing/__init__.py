"""What a run leaves behind: records as JSON Lines, pages, run.json, failures, datasets."""
