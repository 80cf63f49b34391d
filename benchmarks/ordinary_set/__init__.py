"""Ordinary office documents, invented and made by code: letters, minutes, chronologies, rotas, mails and cards.

Nothing hides in them. They are what a charity's staff attach every day, and measure what redaction costs
whoever reads the rest: pages, words, and files that are held without need.
"""
