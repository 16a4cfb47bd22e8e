"""Checks of translations without a model: `sentence` has those of one pair of sentences, `article` those of a whole article.

Each check is one file with a function `find`; its name is the name of the file, and nobody lists them (`registry`). The kinds of
findings are named after the localization quality issue types of ITS 2.0 (https://www.w3.org/TR/its20/#lqissue-typevalues).
"""
