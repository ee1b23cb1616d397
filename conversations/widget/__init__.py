"""The customer's front door: the loader other sites embed, the conversation page, the plain form and the demo sites."""
