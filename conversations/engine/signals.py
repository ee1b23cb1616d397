"""What a turn notices about a text, for the owner to look at (``Turn.signals``)."""

LONGEST_SIGNAL = 300
