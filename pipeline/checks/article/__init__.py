"""Checks that need the whole article: each file has `find(checked)`, holds no state, and yields findings with their place."""
