"""What travels to a dask cluster: made inside functions, so that it goes by value and only the workers need gradstep.

The scheduler loads these few lines and carries bytes; it imports nothing of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from distributed import WorkerPlugin


def chunk_errand() -> Callable[[str, bytes], bytes]:
    """A task: the outcomes of a chunk of units, both packed."""

    def gradstep(token: str, payload: bytes) -> bytes:
        from distributed import get_worker, secede

        from grader.engines.site import judge_chunk

        def bad() -> None:
            """Get no more units; those that are here already must be able to come back."""
            worker = get_worker()
            worker.loop.add_callback(
                lambda: worker.scheduler.set_resources(resources={token: 0}, worker=worker.contact_address)
            )

        return judge_chunk(token, payload, secede, bad)

    return gradstep


def arrival(token: str, terms: str, *, gpu: bool) -> WorkerPlugin:
    """A plugin that opens a run's site on every worker that fulfils its terms, now and later, and closes it.

    A worker with a site has the resource `token`, without which it gets no task of the run; one without says why on
    the topic `token`.
    """

    class Arrival(WorkerPlugin):  # type: ignore[misc]
        name = token

        async def setup(self, worker: Any) -> None:
            import asyncio

            self.ended = False
            self.task = asyncio.ensure_future(self.arrive(worker))

        async def arrive(self, worker: Any) -> None:
            import asyncio
            import socket

            threads = worker.state.nthreads
            jobs = max(1, int(worker.state.total_resources.get("GPU", 0))) if gpu else threads
            reasons, missing, broke = [], "", ""
            try:
                from grader.engines.site import open_site

                folder, extra = worker.local_directory, 0 if gpu else jobs
                found = await asyncio.to_thread(open_site, token, terms, folder, jobs, extra)
                reasons = [[one.template, [[name, str(value)] for name, value in one.values]] for one in found]
            except ImportError as error:
                missing = str(error)
            except Exception as error:  # noqa: BLE001  the command must hear of it
                broke = f"{type(error).__name__}: {error}"[:500]
            if self.ended:
                await self.teardown(worker)
            elif reasons or missing or broke:
                where = f"{socket.gethostname()} ({worker.address})"
                worker.log_event(token, {"where": where, "reasons": reasons, "missing": missing, "broke": broke})
            else:
                await worker.set_resources(**{token: 2 * jobs})

        async def teardown(self, worker: Any) -> None:
            import asyncio

            self.ended = True
            try:
                from grader.engines.site import close_site
            except ImportError:
                return
            await asyncio.to_thread(close_site, token)

    return Arrival()
