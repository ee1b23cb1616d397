"""What can go wrong while starting, told so that a person can act on it."""


class ServiceError(Exception):
    """A service could not be started or found. The message says what to do."""


class AlreadyRunning(ServiceError):
    """Another supervisor holds this set of services."""
