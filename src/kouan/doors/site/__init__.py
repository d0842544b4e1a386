"""The pages: plain synchronous Django, for people."""
