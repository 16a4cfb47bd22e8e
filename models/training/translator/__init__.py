"""How the shipped translator is made, from pairs to the exported folder; `scripts/train_translator.py` calls what is here."""
