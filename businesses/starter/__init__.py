"""What a new business of each category starts with, and the loader for such catalogues."""
