"""The pages of taxes: a firm's own, the revenue desk of customs, and reconciliation with the bank."""
