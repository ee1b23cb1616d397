"""The waiting list: what can go wrong, which times suit, and its pages for customers and staff."""
