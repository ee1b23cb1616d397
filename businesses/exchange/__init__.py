"""What a business offers, as files: written, looked over, read in and taken back."""
