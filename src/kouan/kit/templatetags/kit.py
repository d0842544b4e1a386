"""The whole of the kit's tags as one library. The setting `builtins` names it, so no `{% load %}` is needed."""

from django import template

from kouan.kit.templatetags import parts, words

register = template.Library()
for _library in (words.register, parts.register):
    register.tags.update(_library.tags)
    register.filters.update(_library.filters)
