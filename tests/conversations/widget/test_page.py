from __future__ import annotations

import gzip
import json
import re
from typing import TYPE_CHECKING

import pytest

from conversations.widget.assets import assets
from conversations.widget.loader import loader_asset

if TYPE_CHECKING:
    from django.test import Client

    from tenants.models import Business

LOADER_LIMIT = 10_000


def directives(policy: str) -> dict[str, list[str]]:
    return {words[0]: words[1:] for words in (part.split() for part in policy.split(";"))}


def test_loader_is_small(marios: Business) -> None:
    assert len(loader_asset(marios, origin="http://marios.localhost").compressed) < LOADER_LIMIT


def test_loader_travels_compressed(at_marios: Client) -> None:
    plain, packed = at_marios.get("/widget.js"), at_marios.get("/widget.js", headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content


def test_loader_carries_its_own_business_only(at_marios: Client, at_bella: Client) -> None:
    script = at_marios.get("/widget.js").text
    assert "Canarymarios" in script
    assert "Canarybella" not in script
    assert "Canarybella" in at_bella.get("/widget.js").text


def test_loader_is_cached_briefly_and_answers_unchanged(at_marios: Client) -> None:
    first = at_marios.get("/widget.js")
    assert first["Cache-Control"].startswith("public, max-age=300")
    assert at_marios.get("/widget.js", headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", ["</script><script>alert(1)</script>", "CONFIG", 'O\'Hara "&" Söhne'])
def test_loader_quotes_what_an_owner_writes(marios: Business, name: str) -> None:
    marios.name = name
    script = loader_asset(marios, origin="http://marios.localhost").body.decode()
    config = json.loads(script[script.rindex("})(") + 3 : script.rindex(");")])
    assert config["words"][""]["title"] == f"Chat with {name}"


def test_page_may_be_framed_by_allowed_sites_only(at_marios: Client, marios: Business) -> None:
    marios.allowed_origins = ["https://www.mario.example"]
    marios.save()
    response = at_marios.get("/widget/")
    ancestors = directives(response["Content-Security-Policy"])["frame-ancestors"]
    assert "https://www.mario.example" in ancestors
    assert "http://marios.localhost:8000" in ancestors
    assert "X-Frame-Options" not in response


def test_page_runs_nothing_inline(at_marios: Client) -> None:
    response = at_marios.get("/widget/")
    policy = directives(response["Content-Security-Policy"])
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    inline = re.findall(r"<script(?![^>]*(?:src=|application/json))[^>]*>|<style|\son\w+=|\sstyle=", response.text)
    assert inline == []


def test_page_escapes_what_an_owner_writes(at_marios: Client, marios: Business) -> None:
    marios.greeting = "</script><img src=x onerror=alert(1)>"
    marios.save()
    assert "<img src=x" not in at_marios.get("/widget/").text


def test_page_says_an_ai_is_speaking_and_offers_a_person_and_the_form(at_marios: Client) -> None:
    text = at_marios.get("/widget/").text
    assert "You are chatting with an AI assistant." in text
    assert "Talk to a person" in text
    assert 'href="/book/"' in text


@pytest.mark.parametrize(("asked", "spoken"), [("", "en"), ("it", "it"), ("de-AT", "de"), ("tlh", "en")])
def test_page_speaks_the_language_asked_for_where_it_can(at_marios: Client, asked: str, spoken: str) -> None:
    assert f'<html lang="{spoken}"' in at_marios.get("/widget/", {"locale": asked}).text


@pytest.mark.parametrize(
    ("accepted", "spoken"), [("es-MX,es;q=0.9,en;q=0.5", "es"), ("nl,fr;q=0.7", "fr"), ("nl", "en")]
)
def test_page_nobody_names_a_language_for_speaks_the_browser_s(at_marios: Client, accepted: str, spoken: str) -> None:
    text = at_marios.get("/widget/", headers={"accept-language": accepted}).text
    assert f'<html lang="{spoken}"' in text


def test_page_carries_its_words_in_every_language_for_a_conversation_that_changes_it(at_marios: Client) -> None:
    page = at_marios.get("/widget/").text
    found = re.search(r'<script id="widget-config"[^>]*>(.*?)</script>', page)
    assert found
    words = json.loads(found[1])["words"]
    assert words["de"]["send"] == "Senden"
    assert {code: said.keys() for code, said in words.items()} == dict.fromkeys(words, words["en"].keys())
    assert (
        set(re.findall(r'data-say(?:-label|-placeholder)?="(\w+)"', at_marios.get("/widget/").text))
        <= words["en"].keys()
    )


def test_owner_s_greeting_is_for_those_who_speak_its_language(at_marios: Client, marios: Business) -> None:
    marios.greeting = "Come in and sit down!"
    marios.save()
    assert "Come in and sit down!" in at_marios.get("/widget/").text
    assert "Come in and sit down!" not in at_marios.get("/widget/", {"locale": "fr"}).text


def test_assets_of_this_version_may_be_kept_for_ever(at_marios: Client) -> None:
    response = at_marios.get(f"/widget/{assets().version}/app.js")
    assert response["Content-Type"].startswith("text/javascript")
    assert "immutable" in response["Cache-Control"]
    assert at_marios.get("/widget/0000/app.js")["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["settings.py", "..%2f..%2fmanage.py", "loader"])
def test_assets_are_the_folders_files_only(at_marios: Client, name: str) -> None:
    assert at_marios.get(f"/widget/{assets().version}/{name}").status_code == 404


def test_theme_is_readable_css(at_marios: Client) -> None:
    assert at_marios.get("/widget/theme/ffe680.css").text.startswith(":root{--brand:#ffe680;--on-brand:#000000")
