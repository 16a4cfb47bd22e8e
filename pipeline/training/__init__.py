"""What training needs of the pipeline: a strict config, facts to code-switch, names for the grammar."""
