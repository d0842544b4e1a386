"""The journal as Parquet files, and engines to ask them. Whoever measures reads frames, never the tables of who is measured."""
