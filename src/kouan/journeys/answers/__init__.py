"""Our own decisions and refusals as answers in the languages of the standards."""
