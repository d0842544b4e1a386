"""Files that others wrote, transcribed to lines with tab cells: what pasted text gives, with the place each line came from."""
