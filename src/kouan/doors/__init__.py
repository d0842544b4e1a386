"""The ways in: pages, the fast lane, the command line, dropped files."""
