"""What a store may raise at a command: looked up only once something has been raised."""

import sqlite3

from django.db import DatabaseError

from kouan.store.database import Unavailable

STORE = (Unavailable, DatabaseError, sqlite3.Error)
