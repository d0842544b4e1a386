"""The special fund (专项资金): allocation, public notice, objections, targets, self-evaluation."""
