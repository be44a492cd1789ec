"""Proper names among the words of time: named days and the zones people write after a clock time. Tables only."""

from __future__ import annotations

NAMED_DAYS = """
christmas eve: christmas eve, xmas eve, nochebuena
christmas: christmas, xmas, x-mas, x mas, christmas day, xmas day, navidad
new year's eve: new year's eve, new years eve, nye, nochevieja, ano viejo
new year: new year, new year's, new years, new year's day, new years day, ano nuevo
halloween: halloween
valentine: valentine's day, valentines day, valentine's, valentines, valentine day, san valentin
independence: independence day, july fourth, fourth of july, forth of july
st patrick: st patrick's day, st patricks day, st patty's day, st paddy's day, saint patrick's day
veterans: veterans day, veteran's day
labour: international workers' day, international workers day, international worker's day, workers' day, may day
labor day: labor day, labour day
memorial: memorial day
mother: mother's day, mothers day, dia de la madre
father: father's day, fathers day
mlk: mlk day
presidents: presidents day, president's day, presidents' day
thanksgiving: thanksgiving, thanksgiving day, turkey day, accion de gracias
black friday: black friday
easter: easter, easter sunday, pascua
good friday: good friday, viernes santo
juneteenth: juneteenth
ides: ides of march
three kings: dia de reyes
groundhog: groundhog day"""
"""Day as :mod:`when_holidays` knows it: its names."""

CLOCK_ZONES = """
America/New_York: est, edt, eastern
America/Chicago: cst, cdt, central
America/Denver: mst, mdt, mountain
America/Los_Angeles: pst, pdt, pacific
America/Anchorage: akst, akdt
Pacific/Honolulu: hst, hawaiian
UTC: gmt, utc, zulu
Europe/London: bst
Europe/Paris: cet, cest
Europe/Athens: eet, eest
Asia/Kolkata: ist
Asia/Tokyo: jst
Australia/Sydney: aest, aedt"""
"""IANA zone: the letters and words for it. Summer and winter letters are used alike by people, so the zone decides the offset."""
