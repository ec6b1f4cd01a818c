"""What dev.py does: standard library only, the same on Linux, Windows and macOS."""
