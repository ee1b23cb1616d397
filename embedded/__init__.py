"""The servers and processes of one machine: PostgreSQL, Redis and Temporal from wheels, and the product's own.

Nothing here imports Django: these modules run before there is a database, and decide where it is.
"""
