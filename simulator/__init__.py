"""Invented traders, agents and officers who use the port through its HTTP doors only. Knows nothing of its inside."""
