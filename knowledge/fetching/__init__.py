"""What is elsewhere, page by page: web pages and site maps, feeds, mailboxes. Nothing here is kept or read.

Each way in yields a ``Fetched`` for every page, also for one that could not be had, and raises ``FetchFailed`` where
there is nothing to begin with.
"""
