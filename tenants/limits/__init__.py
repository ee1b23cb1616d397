"""How much one address, one person, one business may ask for: token buckets, and what names who is counted."""
