"""The kinds of database that a library can be in, for tests that run on each of them."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import create_engine, make_url

from rag.store.database import Database
from rag.store.guard.guarding import guard
from rag.store.library import Library

_START = 30.0  # seconds
OWNER, ROLE = "keeper", "lectern_app"
"""Who owns guarded databases, and who works in them; neither is a superuser."""


def _is_reached(program: Path) -> bool:
    """Whether anybody may run a program where it lies."""
    return all(path.stat().st_mode & stat.S_IXOTH for path in (program, *program.parents))


def _given(package: Path, to: Path, user: int) -> Path:
    """A copy of an installed package, with the libraries beside it, that belongs to a user."""
    libraries = package.with_name(f"{package.name}.libs")
    for folder in (package, *([libraries] if libraries.exists() else [])):
        shutil.copytree(folder, to / folder.name, symlinks=True)
    for path in (to, *to.rglob("*")):
        os.chown(path, user, -1, follow_symlinks=False)
    return to / package.name


class Server:
    """A server of PostgreSQL on a socket in a folder of its own. It is not careful with its files."""

    def __init__(self, package: ModuleType) -> None:
        self._programs = Path(str(package.__file__)).parent / "pginstall18" / "bin"
        self._folder = Path(
            tempfile.mkdtemp(prefix="lectern-pg-", dir="/tmp")
        )  # a socket's path must be short
        # PostgreSQL refuses to run as root.
        self._as: dict[str, Any] = {}
        if os.geteuid() == 0:
            import pwd  # which Windows has not

            nobody = pwd.getpwnam("nobody")
            self._as = {"user": nobody.pw_uid, "group": nobody.pw_gid}
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            if not _is_reached(self._programs / "postgres"):
                installed = self._programs.parents[1]
                own = _given(installed, self._folder / "programs", nobody.pw_uid)
                self._programs = own / self._programs.relative_to(installed)
        made = ("-U", "lectern", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self._run(self._programs / "initdb", "-D", self._folder / "data", *made)
        self.start()
        self._admin = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT", pool_pre_ping=True)
        self._made = 0

    def start(self) -> None:
        """Begin to serve; what was kept is there."""
        careless = ("fsync=off", "full_page_writes=off", "shared_buffers=32MB", "listen_addresses=")
        options = [part for setting in careless for part in ("-c", setting)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [self._programs / "postgres", "-D", self._folder / "data", "-k", self._folder, *options],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                **self._as,
            )
        self._wait(self._programs / "pg_isready")

    def crash(self) -> None:
        """End at once, in the middle of whatever is done."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(_START)

    def url(self, database: str, role: str = "lectern") -> str:
        return f"postgresql+psycopg://{role}@/{database}?host={self._folder}"

    def fresh(self, owner: str = "lectern") -> str:
        """The URL of a new, empty database, as its owner."""
        self._made += 1
        name = f"library{self._made}"
        with self._admin.connect() as connection:
            for role in (OWNER, ROLE):
                if not connection.exec_driver_sql(
                    "SELECT 1 FROM pg_roles WHERE rolname = %s", (role,)
                ).first():
                    connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN")
            connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0 OWNER {owner}")
        return self.url(name, owner)

    def guarded(self, folder: Path) -> str:
        """The URL of a new library in a guarded database, as the role that it is guarded for."""
        owners = self.fresh(OWNER)
        guard(owners, folder, ROLE)
        return self.url(str(make_url(owners).database), ROLE)

    def drop(self, url: str) -> None:
        """Delete a database, whoever still has it open."""
        name = make_url(url).database
        with self._admin.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def close(self) -> None:
        self._admin.dispose()
        self.crash()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _run(self, *command: object) -> None:
        done = subprocess.run(
            [str(part) for part in command], cwd=self._folder, capture_output=True, text=True, **self._as
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed: {done.stdout}{done.stderr}")

    def _wait(self, is_ready: Path) -> None:
        deadline = time.monotonic() + _START
        while subprocess.run([is_ready, "-q", "-h", self._folder], check=False).returncode:
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise RuntimeError(f"PostgreSQL does not start: {(self._folder / 'log').read_text()}")
            time.sleep(0.05)


class Stores:
    """Libraries of one kind of database: in SQLite (`server` is None), or each in a new database on a server, which
    with `guarded` keeps people apart."""

    def __init__(self, server: Server | None, guarded: bool = False) -> None:
        self._server = server
        self.is_guarded = guarded
        self._urls: dict[Path, str] = {}
        self.on_server = server is not None

    def url(self, folder: Path) -> str:
        """The same for one folder each time."""
        if self._server is None:
            return f"sqlite:///{folder / 'library.db'}"
        if folder not in self._urls:
            self._urls[folder] = self._server.guarded(folder) if self.is_guarded else self._server.fresh()
        return self._urls[folder]

    def open(self, folder: Path) -> Library:
        """The library in the folder."""
        return Library.open(folder, self.url(folder) if self.on_server else None)

    def database(self, folder: Path) -> Database:
        """The database of the library in the folder, without it."""
        folder.mkdir(exist_ok=True)
        return Database(self.url(folder), folder)

    def guard_anew(self, folder: Path) -> None:
        """Guard the database of the library in the folder again, as its owner."""
        assert self._server is not None
        guard(self._server.url(str(make_url(self.url(folder)).database), OWNER), folder, ROLE)

    def moved(self, folder: Path, to: Path) -> Database:
        """The database of the library in a folder after that was moved."""
        shutil.copytree(folder, to)
        if self.on_server:
            self._urls[to] = self.url(folder)
        return self.database(to)

    def close(self) -> None:
        for url in self._urls.values():
            assert self._server is not None
            self._server.drop(url)
