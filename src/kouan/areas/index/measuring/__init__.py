"""From events to figures, as Ibis expressions: which events stand, to what they belong, how long a stage took, what a cell says.

Instants and durations are whole microseconds throughout; hours appear only at the edge. So the same events give the same
bytes in any order, on any engine.
"""
