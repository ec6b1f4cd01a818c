"""First file of the child process: any Python can read it, and say that it is too old."""

import sys

# Python puts this folder first on the path, where its files would stand in for a person's
# own modules of the same name. Nothing has been imported from it yet.
_FOLDER = sys.path[0] if sys.path else ""
TOO_OLD = 86


def start(folder, arguments):
    # type: (str, list[str]) -> int
    """Load this folder as a package under a name that no person's module has, and work.

    Parameters
    ----------
    folder : str
        Where the package is.
    arguments : list of str
        The session's folder.
    """
    if sys.version_info < (3, 8):
        sys.stderr.write("Python %d.%d" % (sys.version_info[0], sys.version_info[1]))
        return TOO_OLD
    import importlib
    import importlib.util
    import os

    where = os.path.join(folder, "__init__.py")
    spec = importlib.util.spec_from_file_location(
        "nnd_child", where, submodule_search_locations=[folder]
    )
    if spec is None or spec.loader is None:
        sys.stderr.write("the program's own file %s is missing" % where)
        return 1
    package = importlib.util.module_from_spec(spec)
    sys.modules["nnd_child"] = package
    spec.loader.exec_module(package)
    keeper = importlib.import_module("nnd_child.keeper")
    return int(keeper.keep(arguments[0]))


if __name__ == "__main__":
    import os as _os

    _here = _os.path.dirname(_os.path.abspath(__file__))
    if sys.path and _os.path.abspath(_FOLDER) == _here:
        del sys.path[0]
    sys.exit(start(_here, sys.argv[1:]))
