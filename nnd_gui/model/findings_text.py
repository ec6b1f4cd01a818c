"""What the errors look like, for the whole gradient or for the block of one weight."""

from __future__ import annotations

from nnd_gui.engine.diagnose import UNKNOWN
from nnd_gui.model.explain_bug import explain_finding
from nnd_gui.model.result import CheckResult

__all__ = ["findings_told"]


def findings_told(result: CheckResult, index: int = -1) -> tuple[str, ...]:
    """Sentences of the diagnosis.

    Parameters
    ----------
    result : CheckResult
        What was found.
    index : int
        The weight that is asked about; -1 for all.

    Returns
    -------
    tuple of str
        One for each finding that concerns it, what is known before what is not; empty
        where nothing is wrong.
    """
    findings = list(result.findings)
    if 0 <= index < result.total:
        block = result.layout.block_of(index).name
        findings = [finding for finding in findings if block in finding.where]
    findings.sort(key=lambda finding: finding.bug == UNKNOWN)
    alone = len(result.findings) == 1
    return tuple(explain_finding(finding, result.layout, alone=alone) for finding in findings)
