"""The eight agents the product comes with: a module each, which calls it ``AGENT``."""
