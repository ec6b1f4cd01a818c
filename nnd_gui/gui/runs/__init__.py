"""What is run, and what came of it: the store, its slots, and the thread that drives the engine."""
