"""The nine stages.  Each works on the memory and the work of its turn, and reaches the world by the context only."""
