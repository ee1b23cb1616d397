"""Answers to questions from the rows; see ``registry``."""
