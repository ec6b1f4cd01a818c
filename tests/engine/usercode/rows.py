"""What each file of the corpus and of the samples must come to.

A row is a verdict or a failure kind, and the mistake that the diagnosis names, where the
evidence for one is in the file; the last is a part of what is said beside it.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["BROKEN_ROWS", "ROWS", "Row"]


class Row(NamedTuple):
    """Expected end of a check."""

    outcome: str
    bug: str | None = None
    said: str | None = None


ROWS = {
    "bias_rows.py": Row("agree"),
    "broadcast_cost.py": Row("not-scalar-cost", said="y is (3,), self.yHat is (3, 1)"),
    "checker_inside_class.py": Row("disagree", "sign"),
    "cost_of_each_output.py": Row("not-scalar-cost", said="(2,)"),
    "class_without_cost.py": Row("agree", said="has no cost of its own"),
    "coursera_order_f.py": Row("disagree", "missing-regularization", "coursera_order_f.py:29"),
    "coursera_two_functions.py": Row("agree"),
    "cs224_three_results.py": Row("disagree", "mean-or-sum"),
    "dropout_left_on.py": Row("not-repeatable"),
    "first_matrix_twice.py": Row("shape-mismatch", said="W1 is in it twice"),
    "gradient_check_n.py": Row("disagree", "factor"),
    "gradients_left_in_object.py": Row("agree", said="errorFunction is called first"),
    "half_written.py": Row("syntax-error", said="half_written.py:5"),
    "hidden_derivative_forgotten.py": Row("disagree", "missing-activation-derivative"),
    "integer_weights.py": Row("agree", said="whole numbers"),
    "l_layer_model.py": Row("disagree", "unbroadcast-bias"),
    "methods_of_theta.py": Row("agree", said="reg_lambda is 0.1"),
    "missing_data_and_partner.py": Row("disagree", "missing-half-or-two", "hours_and_scores.csv"),
    "nnobj_with_globals.py": Row("agree"),
    "not_implemented.py": Row("not-written-yet", said="computeGradients"),
    "nothing_to_check.py": Row("no-objective"),
    "propagate_w_and_b.py": Row("agree"),
    "pylab_and_magics.ipynb": Row("agree"),
    "python2_prints.py": Row("syntax-error", said="python2_prints.py:3"),
    "scipy_pair.py": Row("agree"),
    "several_classes.py": Row("agree"),
    "svm_two_versions.py": Row("disagree", "missing-regularization"),
    "tabs_training_and_plots.py": Row("agree"),
    "theta_changed_through_view.py": Row("state-changed", said="theta_changed_through_view.py:11"),
    "two_files/costFunction.py": Row("agree"),
    "two_files/ex2.py": Row("agree", said="pandas"),
    "two_files/gradientFunction.py": Row("agree"),
    "two_files/sigmoid.py": Row("no-objective"),
    "unfinished_block.py": Row("disagree", "unknown", "W1 is not written yet"),
    "unscaled_scores.py": Row("agree", said="divide y by 100"),
    "updated_weights_used.py": Row("disagree", "updated-weight-used"),
    "weights_changed_by_gradient.py": Row("disagree", "updated-weight-used"),
    "weights_in_list.py": Row("agree"),
    "wrong_bias_column.py": Row("disagree", "unknown"),
}
BROKEN_ROWS = {
    "bias_sums.py": Row("disagree", "unbroadcast-bias"),
    "hidden_derivative.py": Row("disagree", "missing-activation-derivative"),
    "regularization.py": Row("disagree", "missing-regularization"),
    "sign.py": Row("disagree", "sign"),
    "sum_for_mean.py": Row("disagree", "mean-or-sum"),
    "updated_weights.py": Row("disagree", "updated-weight-used"),
}
