"""What the fund reckons by: money, calendar, cuts, lights, scores, targets, objections; values lie beside as YAML."""
