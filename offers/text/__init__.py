"""German text made comparable: one normal form, word stems with compound parts, indices.

Importers, search and matcher share it, so that 'Förderung', 'Foerderung' and 'FÖRDERUNG'
are the same word everywhere.
"""

from offers.text.normalising import normalise
from offers.text.tokenising import stem, tokens, words

__all__ = ["normalise", "stem", "tokens", "words"]
