"""Page parts drawn from shapes: words, marks, tables, evidence, charts, forms. Knows no area's noun."""
