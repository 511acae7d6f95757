"""The tracker of "Ervaringsdeskundigheid en werk": a sheet kept by people in, figures that are true out."""

__version__ = "1.0.0"
