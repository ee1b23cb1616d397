"""The page on which the business's own people talk to the assistant: they ask how it goes, and change it by word."""
