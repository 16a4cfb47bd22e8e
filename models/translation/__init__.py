"""Translation families, one file each; see `models.interfaces.Translator`."""
