"""factcheck: finds every numeric claim in articles and recomputes each one."""
__version__ = "0.1.0"
