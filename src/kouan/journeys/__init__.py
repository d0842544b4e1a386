"""What crosses areas: reactions to events, each following the journal with a cursor of its own."""
