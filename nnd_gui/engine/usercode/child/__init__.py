"""What runs a person's code, in a process of its own: stand-alone, numpy and the standard library only.

Python 3.8 syntax, relative imports, nothing of the program outside this folder: any
interpreter that a person chooses can run it.
"""
