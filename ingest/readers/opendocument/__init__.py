"""OpenDocument files (texts, slides, sheets, drawings; packed or flat) and those of OpenOffice.org 1."""
