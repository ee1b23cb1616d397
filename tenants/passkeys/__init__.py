"""Passkeys: signing in by what a device of the person signs after it has known them by finger, face or PIN."""
