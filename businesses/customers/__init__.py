"""The page of one customer: who they are, what they booked, ordered, wrote and were written."""
