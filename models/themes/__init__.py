"""Themes families, one file each; see `models.interfaces.ThemeTagger`."""
