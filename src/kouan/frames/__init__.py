"""The journal as frames: Parquet files, read by the same query on every engine."""
