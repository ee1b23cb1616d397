"""A person's own login: confirming the address, choosing a password, accepting an invitation, each by a mailed link."""
