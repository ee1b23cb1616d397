"""Conversations by telephone: what was heard and how surely comes in, what is to be said goes out (docs/voice.md).

Recognising speech and speaking are a provider's; here is what passes between it and the conversation.
"""
