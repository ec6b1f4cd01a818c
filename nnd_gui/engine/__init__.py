"""The mathematics of a gradient check: numpy and the standard library, nothing else."""
