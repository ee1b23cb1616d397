"""Signing in with a login somebody has at Google, Microsoft or GitHub (docs/adr/0010)."""
