"""Replies that can not be lost: every organisation's numbered log, pulled, streamed, pushed or laid into a folder."""
