"""The window's panels: each shows a part of what the store holds, and asks for changes of it."""
