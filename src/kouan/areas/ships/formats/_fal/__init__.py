"""The workbook of crew, passengers and stores that maritime single windows hand out: cells, words, lists, findings."""
