"""Mails: a letter with its text and its HTML goes in, and it goes to a mail server or to the screen."""

from tracker.mail.letters import board_letter, login_letter, papers_letter, weekly_letter
from tracker.mail.post import Letter, Post, post_for

__all__ = ["Letter", "Post", "board_letter", "login_letter", "papers_letter", "post_for", "weekly_letter"]
