"""One small article in every format that factcheck reads, for the laws that hold for all of them."""

from __future__ import annotations

import io

TEXT = """Harvest falls for the third year

By Ana Ruiz, Valley Gazette
3 hours ago

The cooperative sold 4,200 tonnes of apples, 12% less than in 2024.

What it cost
- Storage rose to $1.3 million
- Wages fell 5%

Share To
Telegram
Facebook
X
"""

MARKDOWN = """---
title: Harvest falls for the third year
published: 2025-08-07
as_of: 2025-06-30
source: Valley Gazette
---

# Harvest *falls* for the third year

The cooperative sold 4,200 tonnes
of apples, 12% less than in 2024.

<!-- checked on 3 August -->

## What it cost

1. Storage rose to $1.3 million
   - of which power 40%
2. Wages fell 5%

> "We lost one tree in six," he said.

| item | cost |
|------|-----:|
| power \\| gas | $520,000 |

```
total = 1300000
```
"""

HTML = """<!doctype html>
<html lang="en"><head><title>Harvest falls &amp; costs rise</title>
<meta property="article:published_time" content="2025-08-07T06:30:00Z">
<style>p { margin: 4px }</style></head>
<body><nav><a href="/">Home</a> 24 stories</nav>
<article><h1>Harvest falls &amp; costs rise</h1>
<p>The cooperative sold 4,200&nbsp;tonnes<sup><a href="#n2">2</a></sup> of
   <b>apples</b>, 12% less than in&#32;2024.</p>
<ul><li>Storage rose to $1.3 million<li>Wages fell 5%</ul>
<blockquote><p>We lost one tree in six.</p></blockquote>
<table><tr><th>item</th><th>cost</th></tr><tr><td>power</td><td>$520,000</td></tr></table>
<script>var views = 99</script>
</article><footer>© 2025 Valley Gazette</footer></body></html>
"""


def docx() -> bytes:
    """The article as a Word document."""
    import docx as word

    document = word.Document()
    document.core_properties.title = "Harvest falls"
    document.add_heading("Harvest falls", 0)
    document.add_paragraph("The cooperative sold 4,200 tonnes of apples, 12% less than in 2024.")
    document.add_heading("What it cost", 1)
    document.add_paragraph("Storage rose to $1.3 million", style="List Bullet")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "power", "$520,000"
    document.add_paragraph("Wages fell 5%.")
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


PDF_PAGES = (
    (
        "Harvest falls for the third year",
        "",
        "The cooperative sold 4,200 tonnes of apples this summer, which is a good",
        "12% less than in 2024. Storage rose to $1.3 million because the power for the",
        "cold rooms became dearer.",
    ),
    ("Wages fell 5%.",),
)


def pdf() -> bytes:
    """The article as a PDF of two pages, written by hand: one font, one line of text below the other."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(PDF_PAGES)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(PDF_PAGES)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number, lines in enumerate(PDF_PAGES):
        font = "/Resources << /Font << /F 3 0 R >> >>"
        contents = f"/MediaBox [0 0 612 792] /Contents {5 + 2 * number} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R {font} {contents} >>")
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F 11 Tf 14 TL 72 720 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    written, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}"
    return written.encode("latin-1")


def encrypted_pdf() -> bytes:
    """The PDF with a password."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    packed = io.BytesIO()
    writer.write(packed)
    return packed.getvalue()


SAMPLES = {
    "harvest.txt": TEXT.encode(),
    "harvest.md": MARKDOWN.encode(),
    "harvest.html": HTML.encode(),
    "harvest.docx": docx(),
    "harvest.pdf": pdf(),
}
