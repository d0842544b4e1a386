"""What several suites stand on: a server of PostgreSQL, a browser, files written by others."""
