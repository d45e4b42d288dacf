"""Collections, documents and their pages; files handed in, and how far they are."""

import tempfile
from pathlib import Path
from typing import Any

from anyio import open_file, to_thread
from fastapi import APIRouter, Request

from api.access import EngineHere, Reads, Writes, base_of
from api.errors import ApiError, not_found
from api.rest.forms import NewCollection, collection_json, document_json, job_json, page_json
from rag.errors import LecternError, Refusal
from rag.store.jobs import Job, JobState
from rag.values import Document
from service import deleting
from service.classroom.seat import EngineOrSeat
from service.outside.links import whole_page_link

router = APIRouter(tags=["library"])


@router.get("/collections")
def list_collections(engine: EngineHere, caller: Reads) -> list[dict[str, Any]]:
    """All collections, by name."""
    return [collection_json(found) for found in engine.library.collections()]


@router.post("/collections", status_code=201)
def make_collection(new: NewCollection, engine: EngineHere, caller: Writes) -> dict[str, Any]:
    """Make an empty collection; one of that name that is there already is left as it is."""
    engine.library.create_collection(new.name)
    name = " ".join(new.name.split())
    return next(collection_json(found) for found in engine.library.collections() if found.name == name)


@router.delete("/collections", status_code=204)
def delete_collection(name: str, engine: EngineHere, caller: Writes) -> None:
    """Delete a collection with all of its documents. It cannot be undone."""
    deleting.delete_collection(engine, name)


@router.get("/documents")
def list_documents(engine: EngineHere, caller: Reads, collection: str | None = None) -> list[dict[str, Any]]:
    """The documents of a collection, or all."""
    return [document_json(found) for found in engine.library.documents(collection)]


@router.put(
    "/documents/{name:path}",
    status_code=202,
    openapi_extra={"requestBody": {"required": True, "content": {"application/octet-stream": {}}}},
)
async def add_document(
    name: str, collection: str, request: Request, engine: EngineHere, caller: Writes
) -> dict[str, Any]:
    """Hand in a file, as the body of the call. It is read in the background: the answer is its job, which says how far
    it is. A document of the same name in the collection is replaced once the new one is read."""
    most = engine.settings.ingestion.file_megabytes
    if int(request.headers.get("content-length", "0")) > most * 1_000_000:
        raise _too_large(most)
    with tempfile.TemporaryDirectory(prefix="lectern-upload-") as folder:
        path = Path(folder) / "file"
        size = 0
        async with await open_file(path, "wb") as file:
            async for piece in request.stream():
                size += len(piece)
                if size > most * 1_000_000:
                    raise _too_large(most)
                await file.write(piece)
        if not size:
            raise ApiError(400, "The file is empty. Send it as the body of the call.", "invalid_request")
        job = await to_thread.run_sync(_enqueued, engine, name, path, collection, caller.owner)
    return job_json(job)


@router.get("/documents/{document_id:int}")
def show_document(document_id: int, engine: EngineHere, caller: Reads) -> dict[str, Any]:
    """One document."""
    return document_json(_document(engine, document_id))


@router.delete("/documents/{document_id:int}", status_code=204)
def delete_document(document_id: int, engine: EngineHere, caller: Writes) -> None:
    """Delete a document with its pages and its file. It cannot be undone."""
    _document(engine, document_id)
    engine.library.remove_document(document_id)


@router.get("/documents/{document_id:int}/pages/{number:int}")
def show_page(
    document_id: int, number: int, request: Request, engine: EngineHere, caller: Reads
) -> dict[str, Any]:
    """The text of a page, slide, sheet or section; `number` counts from 1."""
    document = _document(engine, document_id)
    if not 1 <= number <= document.pages:
        raise not_found(f"“{document.name}” has the pages 1 to {document.pages}, no {number}.")
    url = whole_page_link(document.id, number, base_of(request))
    return page_json(document, engine.library.page(document_id, number), url)


@router.get("/jobs")
def list_jobs(engine: EngineHere, caller: Reads, collection: str | None = None) -> list[dict[str, Any]]:
    """The files that wait, are being read, or ended lately; the oldest first."""
    return [job_json(job) for job in engine.jobs.list(collection)]


@router.get("/jobs/{job_id}")
def show_job(job_id: int, engine: EngineHere, caller: Reads) -> dict[str, Any]:
    """How far a file is: queued, reading, embedding, done, skipped, failed or cancelled, with a `message`."""
    return job_json(_job(engine, job_id))


@router.delete("/jobs/{job_id}")
def cancel_job(job_id: int, engine: EngineHere, caller: Writes) -> dict[str, Any]:
    """Read a file no further."""
    _job(engine, job_id)
    engine.cancel(job_id)
    return job_json(_job(engine, job_id))


def _enqueued(engine: EngineOrSeat, name: str, path: Path, collection: str, owner: str) -> Job:
    job = _job(engine, engine.inbox.enqueue(name, path, collection, owner))
    if job.state is JobState.FAILED and job.refusal == Refusal.REFUSED:
        raise ApiError(415, job.message, "refused")
    return job


def _document(engine: EngineOrSeat, document_id: int) -> Document:
    try:
        return engine.library.document(document_id)
    except LecternError as error:
        raise not_found(f"There is no document {document_id}. It may have been deleted.") from error


def _job(engine: EngineOrSeat, job_id: int) -> Job:
    job = engine.jobs.get(job_id)
    if job is None:
        raise not_found(f"There is no job {job_id}. Those that ended are forgotten after a while.")
    return job


def _too_large(most: int) -> ApiError:
    return ApiError(413, f"The file has more than the {most} MB allowed. Split it.", "too_large")
