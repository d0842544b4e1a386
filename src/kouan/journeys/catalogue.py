"""All that the areas know, gathered in one place: document types, formats, code lists, events.

Found by walking the areas, so that a new file is known without a line anywhere else. An area may lack any of the four.
"""

import csv
import functools
import importlib
import importlib.util
import inspect
import os
import pkgutil
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType, ModuleType

from kouan import areas
from kouan.kernel import documents
from kouan.kernel import formats as formats_kernel
from kouan.kernel.codes import CodeList, read_folder
from kouan.kernel.documents import DocumentType
from kouan.kernel.formats import Format
from kouan.kernel.journal import Event

from . import own_json

OWN_TYPES = "KOUAN_OWN_TYPES"
"""The environment's name for a folder of document types of this installation's own, one file each."""


@functools.cache
def types() -> Mapping[str, DocumentType]:
    """Every document type by its code. Raises ValueError where two share a code or a prefix."""
    found: dict[str, DocumentType] = {}
    for package in _parts("documents"):
        documents.merge(found, documents.load(package))
    if folder := os.environ.get(OWN_TYPES):
        documents.merge(found, _own(Path(folder)))
    return MappingProxyType(found)


def _own(folder: Path) -> Mapping[str, DocumentType]:
    """The installation's own types; a folder that was named but holds none is a slip of the pen, and stops the start."""
    own: dict[str, DocumentType] = {}
    for path in sorted(folder.glob("*.py")):
        made = _module(path).TYPE
        documents.merge(own, {made.code: made})
    if not own:
        raise SystemExit(f"{OWN_TYPES} 指定的目录没有单证种类 · no document types in the folder it names: {folder}")
    return own


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"kouan_own_types.{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} can not be read as a document type")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def formats() -> Mapping[str, Format]:
    """Every format by code, in the order of areas and files. Raises ValueError where two share a code."""
    found: dict[str, Format] = {}
    for package in _parts("formats"):
        for made in formats_kernel.load(package):
            if made.code in found:
                raise ValueError(f"two formats are called {made.code!r}")
            found[made.code] = made
    own = own_json.form(types())
    return MappingProxyType({**found, own.code: own})


@functools.cache
def code_lists() -> Mapping[str, CodeList]:
    """Every code list by its name. Raises ValueError where two areas have a list of the same name."""
    found: dict[str, CodeList] = {}
    for area in _areas():
        folder = files(area) / "codes"
        for name, codes in (read_folder(folder) if folder.is_dir() else {}).items():
            if name in found:
                raise ValueError(f"two areas have a code list {name!r}; begin its name with the area's noun")
            found[name] = codes
    return MappingProxyType(found)


@functools.cache
def code_columns(name: str, column: str) -> Mapping[str, str]:
    """Code -> what one more column of its list's file says. Empty where the list or the column is not there."""
    for area in _areas():
        path = files(area) / "codes" / f"{name}.csv"
        if path.is_file():
            rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
            return {row["code"]: row.get(column) or "" for row in rows}
    return {}


@functools.cache
def events() -> Mapping[str, type[Event]]:
    """Every event by its name in the journal. Raises ValueError where two areas use one name for two facts."""
    found: dict[str, type[Event]] = {}
    for module in _parts("events"):
        for name, made in inspect.getmembers(module, _is_event):
            if not made.__module__.startswith(module.__name__.rpartition(".")[0] + "."):
                continue
            if name in found:
                raise ValueError(f"two areas have an event {name!r}")
            found[name] = made
    return MappingProxyType(found)


def _is_event(thing: object) -> bool:
    return inspect.isclass(thing) and issubclass(thing, Event)


def _areas() -> Iterator[str]:
    return (info.name for info in pkgutil.iter_modules(areas.__path__, f"{areas.__name__}."))


def _parts(name: str) -> Iterator[ModuleType]:
    """The module of that name in each area that has it; areas that lack it are not imported."""
    for area in _areas():
        spec = importlib.util.find_spec(area)
        places = spec.submodule_search_locations if spec else None
        if name in {info.name for info in pkgutil.iter_modules(places or [])}:
            yield importlib.import_module(f"{area}.{name}")
