"""Which times can be offered: pure functions over plain values, no database, no clock.

All arithmetic is done on UTC instants, so that a duration is elapsed time across a clock change; wall time of the
business's zone appears only where an opening rule or a person's words are turned into instants.
"""
