"""The schema's history. A migration, once released, is never edited; it must not import the tables, which move on."""
