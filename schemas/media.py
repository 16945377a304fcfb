"""Obrázky: pictures that a document prints (arms, logos, maps)."""

from __future__ import annotations

from schemas.base import Part, declare, part
from schemas.fields import Base64, Identifier, Text, Year


@part("Obrázek", plural="Obrázky", add="Přidat obrázek", new="Nový obrázek")
class Image(Part):
    """Obrázek: PNG or JPEG, with the text that is read instead of it."""

    id: str = declare(Identifier("Označení", "Podle něj se na obrázek odkazuje z textu.", "mapa-obvodu"))
    caption: str = declare(
        Text("Titulek", "Stojí pod obrázkem za slovem Obrázek a číslem.", "Správní obvod ORP Dačice")
    )
    alt: str = declare(
        Text(
            "Alternativní text",
            "Co je na obrázku vidět: pro toho, kdo ho nevidí. Ze zákona povinné.",
            "Mapa obcí správního obvodu; město Dačice leží uprostřed.",
            multiline=True,
        )
    )
    source: str = declare(Text("Zdroj", "Odkud obrázek je.", "Městský úřad Dačice"))
    year: int | None = declare(Year("Rok", "Ke kterému roku se obrázek vztahuje.", 2019))
    file: str = declare(
        Text(
            "Soubor",
            "Jméno souboru PNG nebo JPEG vedle souboru s obsahem.",
            "mapa.png",
            literal=True,
            printed=False,
            limit=200,
        )
    )
    data: str = declare(
        Base64("Data", "Obrázek sám, zapsaný v base64 (místo souboru).", "iVBORw0KGgo=", limit=14_000_000)
    )
