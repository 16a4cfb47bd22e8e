"""Formats that hold Korean and English in one file."""
