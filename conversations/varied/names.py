"""What experiments call what they vary."""

GREETING, ANSWER, AGENT, MODEL = "greeting", "answer", "agent", "model"
