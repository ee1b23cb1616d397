"""Days, times, money and durations as people say them, in the language that is active."""
