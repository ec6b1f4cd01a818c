"""What runs a person's code, in a process of its own.

Stand-alone: numpy and the standard library, Python 3.8 syntax, relative imports, nothing of
the program outside this folder. Any interpreter that a person chooses can run it.
"""
