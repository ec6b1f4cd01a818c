"""A person's own file: read without running it, then run in a child process."""
