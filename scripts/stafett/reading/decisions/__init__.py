"""Reads what a decision's text says of it, as MADR, Nygard and those who follow neither write it."""
