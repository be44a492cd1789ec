"""Measures what people wait for, on databases as large as they may become."""
