"""What the window does when it is asked to: with documents, files, lessons, exports."""
