"""The year's result: monitoring in its middle, the self-evaluation's way to publication, finance's own evaluation."""
