"""The server that is killed: the lane and its writer in a process of their own."""

import socket

import uvicorn

import kouan.project.boot  # noqa: F401 -- first: the lane imports models, and Django must be ready before
from kouan.doors.api.app import build
from kouan.journeys import catalogue
from tests.bench.apps import house_at


def serve(url: str, listening: socket.socket) -> None:
    """Serve until killed."""
    house = house_at(url)
    app = build(house, catalogue.types())
    config = uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])
