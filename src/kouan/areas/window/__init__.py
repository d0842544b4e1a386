"""The single window: a trader files once, and each agency works on that filing."""
