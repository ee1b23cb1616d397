"""What to do for the customer: one module per kind of task, and what they share."""
