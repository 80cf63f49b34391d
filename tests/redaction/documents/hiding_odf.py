"""OpenDocument files, each with the value in one hiding place."""

from typing import Final

from tests.redaction.documents.builders import ODP, ODS, ODT, odf, xml
from tests.redaction.documents.hiding_word import NAME


def _p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def _part(name: str, root: str, inner: str) -> bytes:
    return odf(ODT, parts={name: xml(f"office:document-{root}", inner)})


ODF: Final[dict[str, bytes]] = {
    "paragraph": odf(ODT, _p(NAME)),
    "heading": odf(ODT, f"<text:h>{NAME}</text:h>"),
    "spans": odf(ODT, _p("Zeb<text:span>edee Quill</text:span>feather")),
    "space-elements": odf(ODT, _p('Zebedee<text:s text:c="2"/>Quillfeather')),
    "tab": odf(ODT, _p("Zebedee<text:tab/>Quillfeather")),
    "line-break": odf(ODT, _p("Zebedee<text:line-break/>Quillfeather")),
    "wrapped-in-source": odf(ODT, _p("Zebedee\n      Quillfeather")),
    "hidden-text": odf(ODT, _p(f'<text:hidden-text text:string-value="{NAME}"/>')),
    "hidden-paragraph": odf(ODT, _p(f"<text:hidden-paragraph>{NAME}</text:hidden-paragraph>")),
    "placeholder": odf(ODT, _p(f'<text:placeholder text:description="{NAME}">x</text:placeholder>')),
    "annotation": odf(ODT, _p(f"x<office:annotation><dc:creator>y</dc:creator>{_p(NAME)}</office:annotation>")),
    "annotation-author": odf(ODT, _p(f"x<office:annotation><dc:creator>{NAME}</dc:creator></office:annotation>")),
    "annotation-within-name": odf(ODT, _p(f"Zebedee<office:annotation>{_p('x')}</office:annotation> Quillfeather")),
    "footnote": odf(ODT, _p(f"x<text:note><text:note-body>{_p(NAME)}</text:note-body></text:note>")),
    "tracked-deletion": odf(
        ODT,
        f"<text:tracked-changes><text:changed-region><text:deletion>{_p(NAME)}</text:deletion></text:changed-region></text:tracked-changes>",
    ),
    "change-author": odf(
        ODT,
        f"<text:tracked-changes><office:change-info><dc:creator>{NAME}</dc:creator></office:change-info></text:tracked-changes>",
    ),
    "user-field": odf(
        ODT,
        f'<text:user-field-decls><text:user-field-decl text:name="a" office:string-value="{NAME}"/>'
        "</text:user-field-decls>",
    ),
    "author-field": odf(ODT, _p(f"<text:author-name>{NAME}</text:author-name>")),
    "bookmark": odf(ODT, _p('<text:bookmark text:name="Zebedee_Quillfeather"/>')),
    "section-name": odf(ODT, f'<text:section text:name="{NAME}"/>'),
    "link": odf(ODT, _p('<text:a xlink:href="mailto:zebedee.quillfeather@x.example">x</text:a>')),
    "link-title": odf(ODT, _p(f'<text:a xlink:href="#a" office:title="{NAME}">x</text:a>')),
    "frame-title": odf(ODT, _p(f"<draw:frame><svg:title>{NAME}</svg:title></draw:frame>")),
    "frame-description": odf(ODT, _p(f"<draw:frame><svg:desc>{NAME}</svg:desc></draw:frame>")),
    "frame-name": odf(ODT, _p(f'<draw:frame draw:name="{NAME}"/>')),
    "text-box": odf(ODT, _p(f"<draw:frame><draw:text-box>{_p(NAME)}</draw:text-box></draw:frame>")),
    "form-control": odf(ODT, f'<form:text form:current-value="{NAME}"/>'),
    "script": odf(ODT, before=f"<office:scripts><office:script>{NAME}</office:script></office:scripts>"),
    "style-name": odf(
        ODT,
        before=f'<office:automatic-styles><style:style style:name="a" style:display-name="{NAME}"/>'
        "</office:automatic-styles>",
    ),
    "header": _part(
        "styles.xml",
        "styles",
        f"<office:master-styles><style:master-page><style:header>{_p(NAME)}</style:header></style:master-page></office:master-styles>",
    ),
    "metadata-author": _part("meta.xml", "meta", f"<office:meta><dc:creator>{NAME}</dc:creator></office:meta>"),
    "metadata-user": _part(
        "meta.xml", "meta", f'<office:meta><meta:user-defined meta:name="a">{NAME}</meta:user-defined></office:meta>'
    ),
    "printer": _part(
        "settings.xml", "settings", f'<config:config-item config:name="PrinterName">{NAME}</config:config-item>'
    ),
    "comment-in-xml": odf(ODT, f"<!-- {NAME} -->"),
    "rdf": odf(ODT, parts={"manifest.rdf": f"<rdf><a>{NAME}</a></rdf>"}),
    "signature": odf(ODT, parts={"META-INF/documentsignatures.xml": f"<s><a>{NAME}</a></s>"}),
    "object": odf(
        ODT, parts={"Object 1/content.xml": xml("office:document-content", f"<office:body>{_p(NAME)}</office:body>")}
    ),
    "earlier-version": odf(ODT, parts={"Versions/Version1": odf(ODT, _p(NAME))}),
    "manifest-entry": odf(ODT, entries=f'<manifest:file-entry manifest:full-path="{NAME}" manifest:media-type=""/>'),
    "cell-text": odf(ODS, f"<table:table-cell>{_p(NAME)}</table:table-cell>"),
    "cell-value": odf(ODS, f'<table:table-cell office:value-type="string" office:string-value="{NAME}"/>'),
    "cell-formula": odf(ODS, f'<table:table-cell table:formula="of:=&quot;{NAME}&quot;"/>'),
    "cell-comment": odf(
        ODS, f"<table:table-cell><office:annotation>{_p(NAME)}</office:annotation></table:table-cell>"
    ),
    "neighbour-cells": odf(
        ODS,
        f"<table:table-cell>{_p('Zebedee')}</table:table-cell><table:table-cell>{_p('Quillfeather')}</table:table-cell>",
    ),
    "validation": odf(ODS, before=f'<table:content-validation table:condition="{NAME}"/>'),
    "slide": odf(ODP, f"<draw:frame><draw:text-box>{_p(NAME)}</draw:text-box></draw:frame>"),
    "slide-name": odf(ODP, f'<draw:page draw:name="{NAME}"/>'),
    "notes": odf(
        ODP,
        f"<presentation:notes><draw:frame><draw:text-box>{_p(NAME)}</draw:text-box></draw:frame></presentation:notes>",
    ),
    "slide-footer": odf(ODP, f"<presentation:footer-decl>{NAME}</presentation:footer-decl>"),
}
