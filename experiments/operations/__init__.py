from experiments.operations.experiments import (
    create_experiment,
    decide_experiment,
    start_experiment,
    stop_experiment,
    watch_experiments,
)

__all__ = ["create_experiment", "decide_experiment", "start_experiment", "stop_experiment", "watch_experiments"]
