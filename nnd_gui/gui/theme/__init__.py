"""How the program looks: colours, fonts, icons, and the one style sheet."""
