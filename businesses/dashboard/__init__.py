"""The owner's dashboard: figures of a period beside those of the one before, each with the rows behind it.

What an app above knows (conversations, say) it adds in its AppConfig by ``registry``; nothing here knows it.
"""
