"""The gateway as a business's people see it: its models, what they may cost, and what they did."""
