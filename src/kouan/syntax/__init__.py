"""What is written the same way whoever writes it: numbers with check digits, XML, workbooks, EDIFACT. Knows no area."""
