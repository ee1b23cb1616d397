"""Programs as owners see them: which there are, looking for better ones, what came of it, and taking it into use."""
