"""The fast lane: Starlette and msgspec, mounted in front of the pages. One law with them: `journeys.filing` and the kernel."""
