"""Words of each language by the class the grammar knows them as: data only.

A class maps to its phrases (separated by ``|``) or, where phrases of one class mean different things, each value to its
phrases.  Case, accents and typographic quotes do not matter.
"""
