"""The kitchen's board: orders as they come, are made and go out."""
