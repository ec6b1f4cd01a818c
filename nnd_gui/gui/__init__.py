"""The window: PySide6 and pyqtgraph are named here and nowhere else."""
