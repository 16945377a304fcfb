"""Which addresses a document links to: whole ones of the web and of mail, such as Word's readers can follow."""

from __future__ import annotations

import pytest

from assembler.word.addresses import safe_address


@pytest.mark.parametrize(
    "address",
    [
        *("http://e.org", "HTTPS://E.ORG", "https://www.mpsv.cz.", "http://e.org:8080/a?b=c#d", "http://e.org?x"),
        *(
            "https://obecní-úřad.cz/ř",
            "http://xn--obec-fsa.cz/",
            "http://10.0.0.1/x",
            "http://[::1]:80/",
            "http://a_b.cz",
        ),
        *("http://e.org/%zz", "http://e.org/{x}", "http://e.org/a|b", "http://jmeno:heslo@e.org"),
        *("mailto:a@b.cz", "MAILTO:ing.novak+plan@město.cz", "mailto:a@b.cz?subject=Dobr%C3%BD%20den"),
    ],
)
def test_addresses_of_the_web_and_of_mail(address: str) -> None:
    """Odd ones too, as long as they are whole."""
    assert safe_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("", "x", "www.e.org", "//e.org", "/etc/passwd", "#id", "C:\\x", "\\\\server\\x", "file:///etc/passwd"),
        *("javascript:alert(1)", "data:text/html,x", "ftp://e.org", "vbscript:x", "urn:x", "tel:+420721742679"),
    ],
)
def test_other_addresses(address: str) -> None:
    """Nothing that opens a file, runs anything or calls anybody."""
    assert not safe_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("http:", "http://", "https:x", "http:\\\\e.org", "http:///e.org", "http://?x", "http://:80/", "http://@"),
        *("mailto:", "mailto:a", "mailto:@b.cz", "mailto:a@", "mailto:?subject=x", "mailto://a@b.cz"),
    ],
)
def test_halves_of_addresses(address: str) -> None:
    """What was begun and not finished leads nowhere."""
    assert not safe_address(address)


@pytest.mark.parametrize(
    "address",
    [
        *("http://e..org", "http://.", "http://e.org:99999/", "http://e.org:x/", "http://a@b@c", "http://e,x/"),
        *("http://%65.org", "http://[x]/", "http://(e)", "mailto:a@@b.cz", "mailto:<a@b.cz>", "http://" + "a" * 64),
        *("http://e.org/a b", "http://e.org/a\tb", "java\nscript:x", " http://e.org", "http://e.org/\u00a0"),
    ],
)
def test_addresses_that_break_readers_of_the_document(address: str) -> None:
    """The Open XML SDK, and what is built on it, refuses a whole document for one of them."""
    assert not safe_address(address)
