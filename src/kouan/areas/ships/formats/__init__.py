"""How others write what ships declare: EDIFACT, workbooks, XML and JSON of other systems, one file each."""
