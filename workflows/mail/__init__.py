"""A booking's mails: facts from the committed row, words from templates, a calendar entry beside them."""
