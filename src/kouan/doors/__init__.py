"""The ways in: pages for people, the fast lane for machines, the command line."""
