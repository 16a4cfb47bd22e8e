"""How the shipped translator is made from what training wrote."""
