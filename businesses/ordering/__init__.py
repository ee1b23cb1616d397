"""Orders: from a basket to a signed quote, from the quote to the kitchen."""
