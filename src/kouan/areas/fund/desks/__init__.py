"""Pages of calls, applications and expert review: the public, applicants, officers, reviewers."""
