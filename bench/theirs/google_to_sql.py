"""Brings a Google Sheet into a database with gspread and pandas: API KEY SHEET DATABASE. Every tab becomes a table.

The address of the service is that of an emulator on this machine; nothing else differs from how it is done with Google.
"""

import json
import sys

import gspread
import pandas as pd
from google.oauth2.service_account import Credentials
from sqlalchemy import create_engine

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive"]


def main(api: str, key: str, sheet: str, database: str) -> None:
    class Near(gspread.HTTPClient):
        def request(self, method, endpoint, *args, **options):
            return super().request(method, api + endpoint.partition("googleapis.com")[2], *args, **options)

    with open(key, encoding="utf-8") as file:
        credentials = Credentials.from_service_account_info(json.load(file), scopes=SCOPES)
    book = gspread.authorize(credentials, http_client=Near).open_by_key(sheet)
    engine = create_engine(f"sqlite:///{database}")
    with engine.begin() as connection:
        for tab in book.worksheets():
            rows = pd.DataFrame(tab.get_all_records())
            if len(rows.columns):
                rows.to_sql(tab.title, connection, if_exists="replace", index=False)


main(*sys.argv[1:])
