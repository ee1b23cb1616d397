import pytest

from embedded import processes
from embedded.errors import ServiceError
from embedded.spec import ProcessSpec


def command_of(name: str) -> str:
    return " ".join(spec_of(name).command)


def spec_of(name: str) -> ProcessSpec:
    return {spec.name: spec for spec in processes.application(host="127.0.0.1", port=8123)}[name]


def test_application_has_each_process_once() -> None:
    names = [spec.name for spec in processes.application(host="127.0.0.1", port=8123)]
    assert sorted(names) == ["beat", "relay", "temporal-worker", "web", "worker"]


def test_web_trusts_no_proxy_and_compresses_no_socket() -> None:
    command = command_of("web")
    assert "--no-proxy-headers" in command
    assert "--ws-per-message-deflate false" in command
    assert f"--ws-max-size {64 * 1024}" in command


def test_web_is_stopped_before_what_serves_it() -> None:
    others = [spec.stage for spec in processes.application(host="127.0.0.1", port=8123) if spec.name != "web"]
    assert spec_of("web").stage > max(others)


def test_worker_forks_because_threads_would_share_a_tenant() -> None:
    assert "--pool=prefork" in command_of("worker")


def test_web_processes_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEB_PROCESSES", "3")
    assert "--workers 3" in command_of("web")
    monkeypatch.setenv("WEB_PROCESSES", "many")
    with pytest.raises(ServiceError, match="WEB_PROCESSES"):
        command_of("web")
