"""How the shipped weights were made; `scripts/train_*.py` call what is here."""
