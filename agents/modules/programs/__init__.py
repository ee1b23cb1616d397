"""The code of the programs: DSPy signatures, a module each. Imported when the first is asked (``library``)."""
