"""What is shown and what is listened to: Flask blueprints, each made by a function that is given its parts."""
