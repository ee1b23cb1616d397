"""What of conversations experiments vary, and what they measure by."""
