"""What happens to searches for better programs. Nothing that anybody said is in it."""

OPTIMISATION_STARTED = "optimisation.started"
OPTIMISATION_ENDED = "optimisation.ended"
