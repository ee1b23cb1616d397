"""What the language of a message tells beside intent and details: consent and cues, by one file of words a language."""
