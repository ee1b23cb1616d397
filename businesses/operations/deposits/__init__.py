"""Every write that asks for a deposit, takes it, keeps it or gives it back."""
