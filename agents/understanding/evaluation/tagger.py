"""Mark 1: booking spans, exactly right."""
