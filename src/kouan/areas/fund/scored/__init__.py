"""The self-evaluation: actuals reported with evidence, and a score that anyone can compute again from them."""
