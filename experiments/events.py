"""What happens to experiments: names of deeds."""

EXPERIMENT_CREATED = "experiment.created"
EXPERIMENT_STARTED = "experiment.started"
EXPERIMENT_STOPPED = "experiment.stopped"
EXPERIMENT_DECIDED = "experiment.decided"
