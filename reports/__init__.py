"""Reports of a business: figures of some days as a file, made when asked for or at their time, and mailed."""
