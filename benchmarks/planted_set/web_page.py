"""Plants a value in a web page or a drawing, where these keep more than texts and attributes."""

import base64
import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from benchmarks.planted_set.marked_up import PLACES, Plant, as_name, escaped


def _into(made: Callable[[str, random.Random], str], before: str = "</body|</svg|</p>|</div>") -> Plant:
    def plant(source: str, value: str, chance: random.Random) -> str | None:
        found = list(re.finditer(before, source, re.IGNORECASE))
        if not found:
            return None
        at = chance.choice(found).start()
        return source[:at] + made(value, chance) + source[at:]

    return plant


_FORMS: Final = (
    "<script>var a='{v}'</script>", "<style>p::after{{content:'{v}'}}</style>", "<style>/* {v} */</style>",
    "<style>.{n}{{color:red}}</style>", "<style>p::after{{content:'{c}'}}</style>", "<meta name='author' content='{v}'>",
    "<p title='{v}'>a</p>", "<p data-note='{v}'>a</p>", "<p id='{n}'>a</p>", "<p class='{n}'>a</p>", "<{n}>a</{n}>",
    "<p {n}>a</p>", "<a href='http://a.example/?q={p}'>a</a>", "<a href='javascript:alert(\"{v}\")'>a</a>",
    "<a href='mailto:a@a.example?subject={p}'>a</a>", "<img src='data:image/svg+xml;base64,{s}' alt='a'>",
    "<img src='data:text/plain;base64,{b}'>", "<a href='data:text/plain,{p}'>a</a>", "<iframe srcdoc='{e}'></iframe>",
    "<template><p>{v}</p></template>", "<noscript>{v}</noscript>", "<textarea>{v}</textarea>", "<input type=hidden value='{v}'>",
    "<!--[if mso]><p>{v}</p><![endif]-->", "<object><param name='{v}' value='a'></object>", "<xmp>{v}</xmp>",
    "<math><annotation>{v}</annotation></math>", "<svg><desc>{v}</desc></svg>", "<svg><text>{v}</text></svg>",
    "<svg><metadata>{v}</metadata></svg>", "<p style='font-family:\"{v}\"'>a</p>", "<p hidden>{v}</p>", "<select><option label='{v}'></select>",
    "<b>{h}</b>{t}", "<p>{h}<wbr>{t}</p>", "<p>{h}<!-- -->{t}</p>", "<p>{h}<span style='display:none'>x</span>{t}</p>",
    "<bdo dir=rtl>{r}</bdo>", "<td>{h}</td><td>{t}</td>", "<p onclick='f(\"{v}\")'>a</p>", "<base href='http://a.example/{n}/'>",
    "<link rel=stylesheet href='data:text/css,/*{p}*/'>", "<plaintext>{v}", "<![CDATA[{v}]]>", "<!{v}>", "<?{v}>", "</{n}>",
    "<video poster='http://a.example/{n}.png'></video>", "<img srcset='http://a.example/{n}.png 2x'>", "<time datetime='{v}'>a</time>",
    "<map name='{n}'><area alt='{v}'></map>", "<th abbr='{v}'>a</th>", "<ruby>a<rt>{v}</rt></ruby>", "<del cite='http://a.example/{n}'>a</del>",
    "<svg><a xlink:href='http://a.example/{n}'><text>a</text></a></svg>", "<svg><style>.{n}{{}}</style></svg>", "<svg><g id='{n}'/></svg>",
    "<svg><text><tspan>{h}</tspan><tspan>{t}</tspan></text></svg>", "<details><summary>{v}</summary></details>", "<font face='{v}'>a</font>",
    "<script type='application/ld+json'>{{\"name\":\"{v}\"}}</script>", "<p>{z}</p>", "<slot name='{n}'></slot>", "<a ping='http://a.example/{n}'>a</a>",
)  # fmt: skip


def _formed(form: str, value: str, chance: random.Random) -> str:
    at = len(value) // 2
    raw = value.encode()
    return form.format(
        v=value.replace("'", "’"), n=as_name(value), h=value[:at], t=value[at:], r=value[::-1], e=escaped(f"<p>{value}</p>", chance),
        p="".join(f"%{one:02x}" for one in raw), b=base64.b64encode(raw).decode(), c="".join(f"\\{ord(one):x} " for one in value),
        s=base64.b64encode(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{value}</text></svg>'.encode()).decode(),
        z="".join(f"&#{ord(one)}" for one in value),
    )  # fmt: skip


def _place(form: str) -> Plant:
    return _into(lambda value, chance: _formed(form, value, chance))


WEB: Final[Mapping[str, Plant]] = MappingProxyType(
    {form: _place(form) for form in _FORMS}
    | {name: PLACES[name] for name in PLACES if name not in {"namespace"}}
    | {
        "after the end": lambda source, value, _: source + value,
        "before the beginning": lambda source, value, _: value + source,
    }
)
"""As ``PLACES``, with what is of pages alone."""
