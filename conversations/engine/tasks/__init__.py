"""What is done for customers: a folder for each kind of task, found by ``protocol.kinds``."""
