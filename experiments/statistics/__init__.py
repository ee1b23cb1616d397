"""What may be said of two variants while it is still being counted: intervals that hold however often one looks."""
