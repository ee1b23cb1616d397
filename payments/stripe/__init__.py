"""The port filled by Stripe."""
