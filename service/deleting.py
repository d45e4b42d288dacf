"""What is deleted with its work: first the reading of its files ends, then it goes."""

from service.classroom.seat import EngineOrSeat


def delete_collection(engine: EngineOrSeat, name: str) -> None:
    """Delete a collection with all of its documents, and have its files read no further.

    Raises UnknownCollection, and NotAllowed for who may not; then nothing is cancelled.
    """
    engine.library.check_fills("delete it", name)
    for job in engine.jobs.list(name, active_only=True):
        engine.cancel(job.id)
    engine.library.delete_collection(name)
    engine.jobs.clear_finished(name)
