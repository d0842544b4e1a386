"""What a notice says, as printed and as read: every value keeps its text and its place."""
