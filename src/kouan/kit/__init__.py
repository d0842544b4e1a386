"""Page parts drawn from shapes: words, marks, tables, evidence, charts, forms. Knows no area's noun."""

BUILTINS = ["kouan.kit.templatetags.kit", "kouan.kit.templatetags.parts"]
"""Tag libraries that every template has without `{% load %}`: for the setting of that name."""
