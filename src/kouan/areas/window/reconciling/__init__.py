"""Holding what several papers say of one consignment against each other. Pure: knows neither tables nor documents."""
