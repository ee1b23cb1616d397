"""The learned tagger of booking slots: people, date, time, first and last name."""
