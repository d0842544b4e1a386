"""`python -m kouan`: the same as the command `kouan`."""

from kouan.project.command import main

main()
