"""The live pictures of a check: views with show(result)."""
