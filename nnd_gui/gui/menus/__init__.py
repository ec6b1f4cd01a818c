"""The menus: where everything that the window can do has its entry and its keys."""
