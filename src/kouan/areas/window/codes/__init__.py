"""The code lists of the window, one CSV file each; a list with no public table is absent, and said to be unverified."""

from importlib.resources import files

from kouan.kernel.codes import CodeList, read_folder

LISTS: dict[str, CodeList] = read_folder(files(__package__))
