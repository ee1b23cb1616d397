"""What the pages of a booking need of the business's words."""
