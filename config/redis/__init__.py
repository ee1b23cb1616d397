"""Redis as the product uses it: asked briefly, over few connections, and done without while it is away."""
