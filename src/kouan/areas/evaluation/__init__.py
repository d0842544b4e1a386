"""Evaluation of the business environment: samples, questionnaires, scores."""
