"""Expert review of applications: reviewers, conflicts of interest, scores, the ranking."""
