"""What an argument is for, told by its name: the weights, X, y, lambda, a layer's size."""

from __future__ import annotations

import re

__all__ = ["COST_NAMES", "is_checker", "plain", "role_of"]

_ROLES: tuple[tuple[str, str], ...] = (
    (
        "inputs",
        (
            r"(n|num|no)?(of)?(inputs?|visible|features?|in|x)(layer|units|neurons|nodes)?"
            r"(size|dim|dims|num|units|neurons|nodes|count|n)"
        ),
    ),
    ("inputs", r"ninputs?|nvisible|nfeatures|numinputs|nin|numin|dx|nx|inputlayer|indim|insize"),
    (
        "hidden",
        (
            r"(n|num|no)?(of)?(hidden|h|hid)(layer|units|neurons|nodes)?"
            r"(size|dim|num|units|neurons|nodes|count|n)"
        ),
    ),
    ("hidden", r"nhidden|nh|numhidden|hidden|hiddenlayer|dh|nhid|h"),
    (
        "outputs",
        (
            r"(n|num|no)?(of)?(outputs?|out|outer|y)(layer|units|neurons|nodes)?"
            r"(size|dim|num|units|neurons|nodes|count|n)"
        ),
    ),
    ("outputs", r"noutputs?|nout|numout|numoutputs|ny|dy|outputlayer|outdim|outsize"),
    (
        "outputs",
        (
            r"n?(class|classes)|nlabels|(num|n)(ber)?(of)?(class|classes|labels)|labelnum|k"
            r"|labelsize|classnum|classsize|classcount"
        ),
    ),
    ("hiddens", r"hidden(layer)?(dims|sizes)|hiddenlayers(info|list)?|hiddensizelist"),
    (
        "dims",
        (
            r"dimensions?|dims?|layers?|layers?dims?|layers?sizes?|sizes?|architecture"
            r"|structure|topology|netshape|nnstructure|layersdimensions|nunits|numneurons"
        ),
    ),
    (
        "reg",
        (
            r"lambda\w*|lam|lamda\w*|lmbda|lmd|lmda|lamb|mylambda|reg\w*|l2\w*|weightdecay\w*"
            r"|wd|decay\w*|learningrate|learnrate|alpha|eta|lr|regularization\w*|c"
        ),
    ),
    ("std", r"weightscale|weightinitstd|std|scale|initstd|stddev|weightstd"),
    ("sparsity", r"rho|sparsity\w*|sparse\w*"),
    ("beta", r"beta"),
    (
        "theta",
        (
            r"theta|thetas|thetavec|params?|parameters|nnparams|nnparameters|weights|w|wvec|x0"
            r"|p|unrolled\w*|flat\w*|initial\w*|nntheta|thetaall|allthetas?|coefs?|vec|ws"
        ),
    ),
    (
        "X",
        (
            r"x|xs|data|inputs?|features|training|images?|samples|xin|xdata|datax|patches|xbatch"
            r"|batchx|batch|xtrain\w*|trainx|train(ing)?data|train(ing)?set|examples|input(data|x)"
        ),
    ),
    ("output", r"(y|t)(pred\w*|hat|out\w*)|pred(s|ictions?|icted)?|probs?|probabilities|scores?"),
    (
        "y",
        (
            r"y|ys|labels?|t|targets?|groundtruth|yin|ydata|datay|ybatch|batchy|ytrain\w*|trainy"
            r"|train(ing)?(labels?|targets?)|outputs?|ytrue|expected\w*|desired\w*|classy|onehot"
            r"|yonehot|targetoutputs?|truth|observed|tbatch|ttrain|yvec|ylabels?|ymat"
        ),
    ),
)
_PATTERNS = tuple((role, re.compile(pattern)) for role, pattern in _ROLES)

COST_NAMES = re.compile(
    r"(compute|calculate|calc|get|total|nn|eval)?_?(cost|loss|error|performance|objective|obj|j)"
    r"(function|func|fun|fn|value|total)?(logistic|reg|regularized|regression)?"
    r"|funciondecosto|j|mse|sse|costcompute|nll|energy"
)
_CHECKER = re.compile(r"numeric|check|approx|estimat|finite|test|grad_?naive|plot|numgrad|train")


def plain(name: str) -> str:
    """Name without what people differ in: capitals and underscores."""
    return name.lower().replace("_", "")


def role_of(name: str) -> str | None:
    """What an argument is for; None where its name says nothing.

    Returns
    -------
    str or None
        ``theta``, ``X``, ``y``, ``reg``, ``inputs``, ``hidden``, ``outputs``, ``hiddens``,
        ``dims``, ``std``, ``sparsity``, ``beta``; ``output`` for what the network gives.
    """
    bare = plain(name)
    if name == "W":
        return "theta"
    return next((role for role, pattern in _PATTERNS if pattern.fullmatch(bare)), None)


def is_checker(name: str) -> bool:
    """Whether a function is one that checks, trains or plots, rather than what is checked."""
    return _CHECKER.search(name.lower()) is not None
