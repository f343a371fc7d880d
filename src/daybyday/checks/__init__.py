"""Exercise checks, one package a day, one module a lesson."""
