"""Why the assistant said something: what it read, in which rows it looked, who worded it, and what that cost."""
