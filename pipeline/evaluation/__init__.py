"""How good a configuration is, against references that people wrote."""
