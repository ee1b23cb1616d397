"""The programs (``agents.modules``) at work in a turn that asks for them: what they predict, and what is taken of it.

They can do no more than a model that reads or words elsewhere: intents become the commands of ``rereading``, held to
what is said and offered; words pass the gates; and what is grave is asked of nobody (docs/modules.md).
"""
