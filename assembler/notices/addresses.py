"""Kam se smí doručovat. An address is given by a user, and the service stands in a network that the user cannot reach.

So the name is looked up once, every address that it has is checked, and the connection goes to one of these very
addresses: a name that answers otherwise the second time (DNS rebinding) gains nothing. What a text looks like does not
matter (2130706433, 0177.0.0.1, ::ffff:127.0.0.1): what is checked is what the system made of it.
"""

from __future__ import annotations

import socket
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import SplitResult, urlsplit

from assembler.errors import AssemblerError, Unfit
from assembler.settings import Settings

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

LONGEST = 2000  # characters of an address
PORTS = {"https": 443, "http": 80}
NOT_FOR_US = tuple(  # beside what ipaddress itself knows not to be global
    map(
        ip_network,
        (
            "168.63.129.16/32",  # the platform behind virtual machines of Azure, at a public address
            "192.0.0.0/24",  # IETF protocol assignments (RFC 6890); Oracle Cloud answers there
            "192.88.99.0/24",  # relays of 6to4 (RFC 7526)
            "2002::/16",  # 6to4: any IPv4 address may be inside (RFC 3056)
            "fec0::/10",  # site-local (RFC 3879)
        ),
    )
)

WRITE_IT_SO = "Adresa má mít tvar https://jmeno.cz/cesta, bez jména a hesla a bez diakritiky v cestě."
ENCRYPT = "Adresa musí začínat https://; bez šifrování se nanejvýš doručuje na tentýž počítač, když to správce dovolí."
NOT_OUTSIDE = "Adresa vede do vnitřní sítě nebo na tento počítač; tam se nedoručuje."
UNKNOWN = "Jméno příjemce se nepodařilo najít (DNS)."


class NotReached(AssemblerError):
    """A message cannot be delivered now; says to the administrator why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a message goes: a parsed address."""

    encrypted: bool
    host: str  # ASCII
    port: int
    path: str  # with its query


def target(url: str, settings: Settings) -> Target:
    """The address of a webhook; raises Unfit for one that can never be delivered to. Asks no name server."""
    parts = split(url)
    host, port = host_of(parts), port_of(parts)
    if parts.scheme == "http" and not settings.webhooks_to_this_machine:
        raise Unfit(ENCRYPT)
    found = Target(
        parts.scheme == "https", host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    )
    with suppress(NotReached):  # a name; numbers, however they are written, are checked at once
        if not all(allowed(each, found, settings) for each in looked_up(found, socket.AI_NUMERICHOST)):
            raise Unfit(NOT_OUTSIDE if found.encrypted else ENCRYPT)
    return found


def split(url: str) -> SplitResult:
    plain = url if len(url) <= LONGEST and url.isprintable() and " " not in url and "\\" not in url else ""
    with suppress(ValueError):
        parts = urlsplit(plain)
        beside = parts.username is not None or parts.password is not None or "#" in plain
        if parts.scheme in PORTS and parts.hostname and not beside and (parts.path + parts.query).isascii():
            return parts
    raise Unfit(WRITE_IT_SO)


def host_of(parts: SplitResult) -> str:
    """The name as name servers know it (žluťoučký.cz is xn--…); no zone of an interface (fe80::1%eth0)."""
    with suppress(UnicodeError):
        host = (parts.hostname or "").encode("idna").decode()
        if "%" not in host:
            return host
    raise Unfit(WRITE_IT_SO)


def port_of(parts: SplitResult) -> int:
    with suppress(ValueError):
        port = PORTS[parts.scheme] if parts.port is None else parts.port
        if port > 0:
            return port
    raise Unfit(WRITE_IT_SO)


# ---------------------------------------------------------------- where it leads


def resolved(where: Target, settings: Settings) -> tuple[str, ...]:
    """The addresses of the host, each of which may be connected to; raises NotReached if a single one may not."""
    found = looked_up(where)
    if not all(allowed(each, where, settings) for each in found):
        raise NotReached(NOT_OUTSIDE if where.encrypted else ENCRYPT)
    return tuple(map(str, found))


def looked_up(where: Target, flags: int = 0) -> list[Address]:
    """In the order in which the system prefers them."""
    try:
        told = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM, flags=flags)
        return list(dict.fromkeys(plain(ip_address(str(sockaddr[0]))) for *_, sockaddr in told))
    except (OSError, UnicodeError, ValueError) as failed:
        raise NotReached(UNKNOWN, f"{type(failed).__name__}: {failed}") from failed


def plain(address: Address) -> Address:
    """An IPv4 address as such, also where it comes in IPv6 (::ffff:127.0.0.1)."""
    return getattr(address, "ipv4_mapped", None) or address


def allowed(address: Address, where: Target, settings: Settings) -> bool:
    if address.is_loopback:
        return settings.webhooks_to_this_machine
    if not where.encrypted:
        return False
    return outside(address) or any(address in network for network in own_networks(settings))


def outside(address: Address) -> bool:
    """Is it a public address of one machine?"""
    special = address.is_multicast or address.is_reserved or address.is_unspecified or not address.is_global
    return not special and not any(address in network for network in NOT_FOR_US)


def own_networks(settings: Settings) -> list[Network]:
    """Of the settings; raises AssemblerError where they are none."""
    names = [each.strip() for each in settings.webhook_networks.split(",") if each.strip()]
    try:
        return [ip_network(each) for each in names]
    except ValueError as wrong:
        raise AssemblerError(
            "Nastavení ASSEMBLER_WEBHOOK_NETWORKS má být seznam sítí: 10.1.0.0/16,…", str(wrong)
        ) from wrong
