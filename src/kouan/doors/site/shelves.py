"""The tables of this installation on one page: which are loaded, from which file, of which day, with which faults."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kouan.areas.window import reference
from kouan.areas.window.nomenclature.editions import EDITIONS, entries
from kouan.areas.window.reference.tables import columns
from kouan.areas.window.taking import keeping
from kouan.areas.window.taking.references import HEADINGS, inspect
from kouan.journeys.taxes import TAX_TABLES, tables
from kouan.kernel.journal import instant
from kouan.store.house import house

from .documents import STANDINGS
from .who import needing

FAULTS = 20


@require_safe
@needing("system.operate")
def shelves(request: HttpRequest) -> HttpResponse:
    """Tariff, nomenclature, reference tables. Faults of a table stand beneath it, row by row."""
    folder = os.environ.get(reference.FOLDER)
    held, sample = tables(house().reader)
    newest = next(iter(keeping.versions(house().reader, keeping.TARIFF)), None)
    found = inspect(Path(folder) if folder else None)
    values = {
        "folder": folder or "",
        "variable": reference.FOLDER,
        "tariff_rows": len(held.tariff),
        "tariff_version": newest,
        "tariff_at": instant(newest.taken) if newest else None,
        "tariff_folder": bool(os.environ.get(TAX_TABLES)),
        "sample": sample,
        "edition": EDITIONS.values[-1],
        "edition_standing": STANDINGS[EDITIONS.values[-1].standing],
        "edition_rows": len(entries()),
        "shelves": [(s, s.faults[:FAULTS], max(0, len(s.faults) - FAULTS)) for s in found],
        "absent": sum(1 for s in found if not s.file),
        "columns": [(s.name, columns(s.name)) for s in found],
        "headings": HEADINGS,
    }
    return render(request, "doors/shelves.html", values)
