"""What a customer agreed to have remembered: what they usually choose, where it comes from, who used it; until they
take it back.  Learned from their own bookings and orders and what they said with them; never what ails them.
"""
