"""The stages that ship, one file each, found by name."""
