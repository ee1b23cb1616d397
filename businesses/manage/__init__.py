"""The page where a customer sees, moves or cancels a booking: /b/<reference>/."""
