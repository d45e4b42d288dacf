"""The tests themselves cannot reach beyond this machine."""

import asyncio
import os
import socket
import subprocess
import sys

import pytest
from pytest_socket import SocketConnectBlockedError


def test_connections_beyond_this_machine_are_refused():
    # 192.0.2.0/24 is kept for documentation (RFC 5737): nobody is there, so only the block can answer.
    with socket.socket() as outside, pytest.raises(SocketConnectBlockedError):
        outside.connect(("192.0.2.1", 80))


def test_processes_of_the_tests_cannot_connect_either():
    reach = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=5)"
    ran = subprocess.run([sys.executable, "-c", reach], capture_output=True, text=True)
    assert "PermissionError: The tests allow no connection beyond this machine" in ran.stderr
    serve = (
        "import socket; s = socket.create_server(('127.0.0.1', 0)); socket.create_connection(s.getsockname())"
    )
    assert subprocess.run([sys.executable, "-c", serve]).returncode == 0


def test_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())


def test_event_loops_work():
    async def answer() -> int:
        await asyncio.sleep(0)
        return 42

    assert asyncio.run(answer()) == 42


def test_no_hub_is_asked():
    assert os.environ["HF_HUB_OFFLINE"] == "1"
