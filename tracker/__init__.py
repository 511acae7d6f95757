"""The tracker of "Ervaringsdeskundigheid en werk": a sheet kept by people in, figures that are true out."""

__version__ = "0.1.0"
