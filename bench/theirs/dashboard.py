"""A page with streamlit on the database of the tracker: the same three figures, where everyone is, and how it went."""

import os
import sqlite3

import pandas as pd
import streamlit as st

connection = sqlite3.connect(os.environ["DASHBOARD_DATABASE"])
now = "valid_to = (SELECT MAX(valid_to) FROM participants)"
people = pd.read_sql(f"SELECT * FROM participants WHERE {now}", connection)
steps = pd.read_sql(f"SELECT * FROM steps WHERE {now}", connection)
work = steps[steps["kind"] == "paid_work"]

st.title("Ervaringsdeskundigheid en werk")
first, second, third = st.columns(3)
first.metric("kreeg een kans", steps["participant"].nunique())
second.metric("kreeg betaald werk", work["participant"].nunique())
third.metric("deelnemers", len(people))
st.bar_chart(steps.groupby("kind").size())
st.line_chart(pd.to_datetime(work["start"]).dt.to_period("Q").value_counts().sort_index().cumsum().rename(index=str))
st.dataframe(people.groupby("municipality").size())
st.text("Klaar")
