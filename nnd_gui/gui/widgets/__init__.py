"""Editors and views of our own that know nothing of experiments.

An editor has ``value``, ``set_value`` and ``value_changed``, and ``problem_changed`` where a
person can type what cannot be used. ``set_value`` never emits.
"""
