"""All checks that import and export declarations share, in the order in which they run."""

from . import (
    _check_amounts,
    _check_form,
    _check_goods,
    _check_head,
    _check_lines,
    _check_lists,
    _check_manifest,
    _check_nomenclature,
    _check_papers,
    _check_places,
    _check_reference,
    _check_required,
    _check_royalty,
    _check_segments,
    _check_supplement,
    _check_transit,
    _check_two_step,
)

CHECKS = (
    *_check_required.CHECKS,
    *_check_two_step.CHECKS,
    *_check_form.CHECKS,
    *_check_amounts.CHECKS,
    *_check_goods.CHECKS,
    *_check_head.CHECKS,
    *_check_lines.CHECKS,
    *_check_lists.CHECKS,
    *_check_nomenclature.CHECKS,
    *_check_transit.CHECKS,
    *_check_supplement.CHECKS,
    *_check_royalty.CHECKS,
    *_check_segments.CHECKS,
    *_check_places.CHECKS,
    *_check_reference.CHECKS,
    *_check_manifest.CHECKS,
    *_check_papers.CHECKS,
)
IMPORT_CHECKS = (*_check_lines.IMPORT_CHECKS, *_check_transit.IMPORT_CHECKS, *_check_royalty.IMPORT_CHECKS)
"""Checks of imports alone."""
