"""The pictures in the middle of the window, the panels beside them, and what is seen of both."""
