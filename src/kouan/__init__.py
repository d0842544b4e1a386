"""kouan 口岸: an open e-port. One filing, one shared case, one journal."""

__version__ = "0.1.0"
