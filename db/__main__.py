"""python -m db …"""

from db.commands import commands

commands(prog_name="python -m db")
