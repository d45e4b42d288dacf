"""Test sets and their runs: started, followed, reported."""

from typing import Any, Literal

from fastapi import APIRouter
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from api.access import EngineHere, Evaluates
from api.errors import not_found
from api.rest.forms import RunRequest, run_json, testset_json
from evaluation.reports.export import to_csv, to_html
from evaluation.reports.report import report_of, to_json
from rag.errors import LecternError
from rag.store.runs import EvaluationRun
from service.classroom.seat import EngineOrSeat

router = APIRouter(tags=["evaluation"])


@router.get("/testsets")
def list_testsets(engine: EngineHere, caller: Evaluates) -> list[dict[str, Any]]:
    """All test sets, by name."""
    return [testset_json(found) for found in engine.testsets.all()]


@router.get("/runs")
def list_runs(engine: EngineHere, caller: Evaluates) -> list[dict[str, Any]]:
    """All runs, the newest first."""
    return [_told(engine, run) for run in engine.runs.all()]


@router.post("/runs", status_code=202)
def start_run(asked: RunRequest, engine: EngineHere, caller: Evaluates) -> dict[str, Any]:
    """Run a test set in the background, giving way to people who ask; one run at a time."""
    sets = engine.testsets
    testset = sets.find(asked.testset)
    if testset is None:
        raise not_found(f"There is no test set “{asked.testset}”. /api/testsets lists what there is.")
    collection = testset.collection if asked.collection is None else asked.collection
    if collection:
        engine.library.check_collection(collection)
    cases = [stored.case for stored in sets.cases(testset.id)]
    return _told(engine, engine.evaluate(testset.id, asked.name.strip() or "Run", collection, cases))


@router.get("/runs/{run_id}")
def show_run(run_id: int, engine: EngineHere, caller: Evaluates) -> dict[str, Any]:
    """How far a run is: running, cancelled, done or failed, with a `message`."""
    return _told(engine, _run(engine, run_id))


@router.delete("/runs/{run_id}")
def cancel_run(run_id: int, engine: EngineHere, caller: Evaluates) -> dict[str, Any]:
    """End a run after the case at hand; what is recorded is kept."""
    _run(engine, run_id)
    engine.evaluation.cancel(run_id)
    return _told(engine, _run(engine, run_id))


@router.get("/runs/{run_id}/report", response_model=None)
def show_report(
    run_id: int, engine: EngineHere, caller: Evaluates, form: Literal["json", "csv", "html"] = "json"
) -> Response:
    """The report of what is recorded so far: for `python -m evaluation compare`, a spreadsheet, or a reader."""
    run = _run(engine, run_id)
    names = {testset.id: testset.name for testset in engine.testsets.all()}
    runs, embedder = engine.runs, engine.library.fingerprint or ""
    report = report_of(runs, run_id, names.get(run.testset_id, ""), embedder)
    if form == "csv":
        return PlainTextResponse("\ufeff" + to_csv(report), media_type="text/csv")
    return HTMLResponse(to_html(report)) if form == "html" else JSONResponse(to_json(report))


def _run(engine: EngineOrSeat, run_id: int) -> EvaluationRun:
    try:
        return engine.runs.run(run_id)
    except LecternError as error:
        raise not_found(f"There is no run {run_id}. It may have been deleted.") from error


def _told(engine: EngineOrSeat, run: EvaluationRun) -> dict[str, Any]:
    return run_json(run, engine.evaluation.is_active(run.id))
