"""What the assistant could not answer, week by week, and teaching it."""
