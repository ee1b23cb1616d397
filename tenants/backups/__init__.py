"""One business as a file, and back: under its own name, or beside itself under another."""
