"""The options that nnd-check has, in the groups in which --help shows them."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from nnd_gui.engine.bug_names import BUG_TABLE
from nnd_gui.engine.scaling import SCALINGS
from nnd_gui.engine.spec import DTYPES, SCHEMES, STEPS
from nnd_gui.engine.subject import ACTIVATIONS, LOSSES
from nnd_gui.engine.tables import TARGETS_AS
from nnd_gui.engine.usercode.by_hand import ROLES
from nnd_gui.model.data_options import INCOMPLETE
from nnd_gui.model.words import tr

__all__ = ["choices_text", "help_text", "option_parser"]


def help_text() -> str:
    """What --help shows."""
    return option_parser().format_help()


def choices_text() -> str:
    """What --list shows: what each option can be."""
    choices = {
        "--activation": ACTIVATIONS,
        "--loss": LOSSES,
        "--data": ("lesson", "random:SAMPLES", "FILE"),
        "--targets-as": TARGETS_AS,
        "--scaling": SCALINGS,
        "--target-scaling": SCALINGS,
        "--incomplete": INCOMPLETE,
        "--scheme": SCHEMES,
        "--step": STEPS,
        "--dtype": DTYPES,
        "--sample": ("N", "all"),
        "--directions": ("K", "K:SEED"),
        "--bug": tuple(BUG_TABLE),
    }
    return "".join(f"{option:<18}{', '.join(names)}\n" for option, names in choices.items())


class _Formatter(argparse.HelpFormatter):
    """Says its one word in the person's language."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """Put the usage first (called by argparse)."""
        super().add_usage(usage, actions, groups, tr("usage: ") if prefix is None else prefix)


def option_parser() -> argparse.ArgumentParser:
    """What reads the options; whatever is none of them is left to the caller."""
    parser = argparse.ArgumentParser(
        prog="nnd-check",
        formatter_class=_Formatter,
        usage=tr("nnd-check [OPTIONS] [TARGET ...]"),
        description=tr(
            "Checks a neural network's gradient numerically, weight by weight. A target is a "
            "document (.nndcheck), your own code (.py or .ipynb), or a folder or a zip of "
            "submissions; without one and without options it is the network of the lesson."
        ),
        epilog=tr(
            "Exit code: 0 agree, 1 disagree, 2 undecided, 3 could not be checked, 4 wrong usage; "
            "of several targets the first of 1, 3, 2 and 0 that occurs."
        ),
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    _add_network(parser.add_argument_group(tr("the network")))
    _add_check(parser.add_argument_group(tr("the check")))
    _add_file(parser.add_argument_group(tr("your own code")))
    _add_folder(parser.add_argument_group(tr("a folder or zip of submissions")))
    _add_answer(parser.add_argument_group(tr("the answer")))
    return parser


def _add_network(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--network", metavar="2-3-1", help=tr("units of each layer"))
    group.add_argument(
        "--activation", metavar="NAME[,NAME...]", help=tr("one for all layers, or one a layer")
    )
    group.add_argument("--loss", metavar="NAME", help=tr("the cost"))
    group.add_argument("--bias", action="store_true", default=None, help=tr("with biases"))
    group.add_argument(
        "--no-bias", dest="bias", action="store_false", help=tr("without biases, as the lesson")
    )
    group.add_argument("--l2", metavar="LAMBDA", help=tr("regularisation of the matrices"))
    group.add_argument(
        "--data",
        metavar="lesson|random:SAMPLES|FILE",
        help=tr("samples; a file (CSV, NPZ) has one a row, its inputs before its targets"),
    )
    _add_data(group)
    group.add_argument("--seed", metavar="N", help=tr("of random weights and samples"))
    group.add_argument(
        "--weights-scale", metavar="X", help=tr("standard deviation of random weights")
    )


def _add_data(group: argparse._ArgumentGroup) -> None:
    columns = tr("COLUMNS")
    group.add_argument(
        "--inputs", metavar=columns, help=tr("of the file: X, as 1-3,5 or by their names")
    )
    group.add_argument(
        "--targets", dest="target_columns", metavar=columns, help=tr("of the file: y")
    )
    group.add_argument(
        "--targets-as",
        metavar="|".join(TARGETS_AS),
        help=tr("classes, also words: by number from 0, or a column for each"),
    )
    scalings = "|".join(SCALINGS)
    group.add_argument(
        "--scaling",
        metavar=scalings,
        help=tr("of the inputs' columns: divided by the maximum as in the lesson, or standardised"),
    )
    group.add_argument("--target-scaling", metavar=scalings, help=tr("the same of the targets"))
    group.add_argument(
        "--divide-targets", metavar="X", help=tr("divide y, as scores up to 100 by 100")
    )
    group.add_argument("--samples", metavar="N", help=tr("use so many rows, the first ones"))
    group.add_argument(
        "--incomplete",
        metavar="|".join(INCOMPLETE),
        help=tr("what is done with rows in which a number is missing"),
    )


def _add_check(group: argparse._ArgumentGroup) -> None:
    group.add_argument("--epsilon", metavar="1e-4", help=tr("the step, also as 10^-4 or 0.0001"))
    group.add_argument("--scheme", metavar="NAME", help=tr("how a slope is measured"))
    group.add_argument(
        "--step", metavar="absolute|relative", help=tr("relative: epsilon times the weight")
    )
    group.add_argument("--dtype", metavar="float64|float32", help=tr("precision of all numbers"))
    group.add_argument(
        "--tolerance", metavar="X", help=tr("relative error up to which a weight agrees")
    )
    group.add_argument(
        "--sample",
        metavar="N|all",
        help=tr("check so many weights, some of every matrix and bias"),
    )
    group.add_argument(
        "--directions",
        metavar="K[:SEED]",
        help=tr(
            "check along K random directions, at any size; weaker than weight by weight, which "
            "is left out unless --sample is given too"
        ),
    )
    group.add_argument(
        "--bug",
        metavar="NAME[@BLOCK][=FACTOR]",
        help=tr("put a deliberate mistake into the gradient under test"),
    )


def _add_file(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--trust", action="store_true", help=tr("run the file without asking; it is a program")
    )
    group.add_argument(
        "--interpreter", metavar="PATH", help=tr("the Python that runs it, as one with SciPy")
    )
    group.add_argument(
        "--cost", metavar="NAME", help=tr("the function, or Class.method, that is the cost")
    )
    group.add_argument(
        "--gradient",
        metavar="NAME",
        help=tr("the one that is its gradient; left out where the cost returns both"),
    )
    group.add_argument(
        "--argument",
        metavar="NAME=ROLE",
        action="append",
        help=tr(
            "what an argument is: {roles} or a number; may be repeated", roles=", ".join(ROLES)
        ),
    )
    group.add_argument(
        "--timeout",
        metavar="SECONDS",
        help=tr("how long setting it up, and one evaluation, may take"),
    )
    group.add_argument(
        "--named", metavar="NAME", help=tr("the class or function to check, where a file has it")
    )


def _add_folder(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--reference",
        metavar="FILE",
        help=tr("a right solution: cost and gradient of each are compared with it"),
    )
    group.add_argument(
        "--same-weights",
        action="store_true",
        help=tr("check all at the weights of the first that runs, where they fit"),
    )
    group.add_argument(
        "--again", action="store_true", help=tr("check also what has not changed since last time")
    )


def _add_answer(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--json",
        metavar="FILE|-",
        help=tr("write a report; with - nothing but the report is shown"),
    )
    group.add_argument(
        "--csv",
        metavar="FILE",
        help=tr("write every weight, with all its digits; of a folder, every submission"),
    )
    group.add_argument(
        "--report",
        "--html",
        metavar="FILE.html",
        help=tr(
            "write a page with pictures, to read in a browser or print; of a folder, a table "
            "with a text for each submission"
        ),
    )
    group.add_argument("--quiet", action="store_true", help=tr("show only the sentence"))
    group.add_argument("--list", action="store_true", help=tr("show what each option can be"))
    group.add_argument("-h", "--help", action="store_true", help=tr("show this"))
