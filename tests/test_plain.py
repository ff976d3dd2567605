"""Text that people typed is shown letter for letter wherever Streamlit reads Markdown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import expect

from tests.conftest import Visit
from tests.serving import installed, serving
from ui.plain import JOINER, plain

HOSTILE = [
    "![i](http://127.0.0.1:9/i.png)",
    "[click](http://evil.example)",
    "[click](javascript:alert(1))",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<http://evil.example>",
    "<a@evil.example>",
    "http://evil.example/a",
    "HTTPS://EVIL.example",
    "ftp://evil.example",
    "www.evil.example",
    "WWW.evil.example",
    "ดูwww.evil.exampleนะ",
    "a@evil.example",
    "mailto:a@evil.example",
    "xmpp:a@evil.example/b",
    "//evil.example",
    "evil.example",
    ":red[urgent]",
    ":material/home:",
    ":streamlit:",
    ":smile:",
    ":red-badge[new]",
    "$x^2$ and $$y$$",
    "`code`",
    "```\ncode\n```",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "| a | b |\n|---|---|\n| c | d |",
    "**bold** _em_ ~~gone~~",
    "a  \nb\n\nc",
    "    indented",
    "&lt;b&gt; &#x3C;",
    "[^1] [^1]: note",
    "---",
    "\\*escaped\\*",
    '=HYPERLINK("http://evil.example")',
    "[ref]: http://evil.example 'x'",
    "-> <- --",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_one_line_with_every_mark_escaped(text: str) -> None:
    shown = plain(text)
    assert "\n" not in shown
    assert " ".join(text.split()) == " ".join(
        shown.replace(JOINER, "").replace("\\\\", "\0").replace("\\", "").replace("\0", "\\").split()
    )


@given(st.text())
def test_nothing_is_lost_but_the_kind_of_space(text: str) -> None:
    back = plain(text).replace(JOINER, "")
    unescaped, skip = [], False
    for letter in back:
        skip = letter == "\\" and not skip
        if not skip:
            unescaped.append(letter)
    assert "".join(unescaped).split() == text.replace(JOINER, "").split()


def test_in_the_browser_it_is_text_in_every_place(visit: Visit, tmp_path_factory: pytest.TempPathFactory) -> None:
    """One page shows all of them in text, labels, boxes and tables: no link, no image, no request, the same letters."""
    root = installed(tmp_path_factory.mktemp("app"))
    (root / "pages" / "people.py").write_text(
        f"""
import streamlit as st
from ui.plain import plain

TEXTS = {HOSTILE!r}

def page():
    for i, text in enumerate(TEXTS):
        st.markdown(plain(text))
        st.caption(f"{{i}} · {{plain(text)}}")
        st.button(plain(text), key=f"b{{i}}")
        st.success(plain(text))
    st.table({{plain(text): [plain(text)] for text in TEXTS}})
    st.title("ครบ")
""",
        encoding="utf-8",
    )
    with serving(tmp_path_factory.mktemp("register"), root) as server:
        page = visit("/people", server=server)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        expect(page.get_by_role("heading", name="ครบ")).to_be_visible()
        main = page.get_by_test_id("stMain")
        assert [link for link in main.locator("a").evaluate_all("all => all.map(a => a.href)") if "#" not in link] == []
        marks = "img, em, strong, del, code, .katex, blockquote, hr"
        assert main.locator(marks).evaluate_all("all => all.map(a => a.parentNode.outerHTML)") == []
        shown = [text.replace(JOINER, "") for text in main.get_by_test_id("stMarkdown").locator("p").all_inner_texts()]
        assert [text for text in HOSTILE if " ".join(text.split()) not in shown] == []
        assert [url for url in asked if not url.startswith((server.url, server.url.replace("http", "ws")))] == []
