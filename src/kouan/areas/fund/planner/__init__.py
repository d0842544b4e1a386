"""The officer's pages of allocation plans: list, editor, notice, targets, differences."""
