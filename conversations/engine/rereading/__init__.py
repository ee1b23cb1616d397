"""A model as reader, where the local reading is unsure: the same commands, held to what is really said.

It can read better and do nothing more. Its words are matched to the customer's, its values are read by understanding,
its intents are those offered, and it agrees to nothing: a yes is heard here or nowhere (docs/models.md).
"""

from conversations.engine.rereading.reading import reread

__all__ = ["reread"]
