"""Grade a class on a Slurm cluster: `python grade_on_slurm.py --jobs 40 -- submissions/ --chapter ch3 --out results`.

Wants `pip install 'gradstep[instructor]' dask-jobqueue` in an environment that every node sees, and a folder that every
node sees (`--shared`, this user's alone) for the keys by which the scheduler, the workers and the command know each
other. What stands after `--` is what `course grade` takes. A job that Slurm ends costs its submissions a second try.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from dask_jobqueue import SLURMCluster
from distributed import Security

TLS = {
    "DASK_DISTRIBUTED__COMM__TLS__CA_FILE": "tls_ca_file",
    "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": "tls_client_cert",
    "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY": "tls_client_key",
}


def main() -> int:
    """Start the jobs, run the command on them, end them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--jobs", type=int, default=2, help="how many Slurm jobs; each judges on one core")
    parser.add_argument("--queue", help="the partition (sbatch --partition)")
    parser.add_argument("--walltime", default="01:00:00")
    parser.add_argument("--lifetime", default="50m", help="after it a worker leaves by itself, before Slurm ends it")
    parser.add_argument("--memory", default="4GB", help="of a job: 2 GB of a submission's own, and what torch takes")
    parser.add_argument("--gpu", action="store_true", help="a GPU a job, for course grade --device cuda")
    parser.add_argument("--shared", type=Path, default=Path.home() / ".gradstep-slurm")
    parser.add_argument("grade", nargs="+", help="after --: what course grade takes")
    asked = parser.parse_args()
    asked.shared.mkdir(mode=0o700, parents=True, exist_ok=True)
    security = Security.temporary()
    with tempfile.TemporaryDirectory(dir=asked.shared) as keys, SLURMCluster(
        queue=asked.queue,
        cores=1,
        processes=1,
        memory=asked.memory,
        walltime=asked.walltime,
        job_extra_directives=["--gres=gpu:1"] if asked.gpu else [],
        worker_extra_args=["--lifetime", asked.lifetime, *(["--resources", "GPU=1"] if asked.gpu else [])],
        protocol="tls://",
        security=security,
        shared_temp_directory=str(asked.shared),
        log_directory=str(asked.shared / "logs"),
    ) as cluster:
        cluster.scale(jobs=asked.jobs)
        environment = {**os.environ, "DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "true"}
        for variable, name in TLS.items():
            path = Path(keys) / name
            path.touch(mode=0o600)
            path.write_text(getattr(security, name), encoding="ascii")
            environment[variable] = str(path)
        command = [sys.executable, "-m", "course", "grade", "--engine", "dask", "--scheduler",
                   cluster.scheduler_address, *asked.grade]  # fmt: skip
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
