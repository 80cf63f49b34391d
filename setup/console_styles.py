"""Makes gateway/console/static/govuk.css of the npm package govuk-frontend: setup/console_styles.py PACKAGE_FOLDER.

The typeface and the crown belong to the government's own sites (design-system.service.gov.uk, "Typeface"), so neither
is taken along.
"""

import re
import sys
from pathlib import Path


def main() -> None:
    """Write it."""
    package = Path(sys.argv[1])
    css = (package / "dist/govuk/govuk-frontend.min.css").read_text(encoding="utf-8")
    css = re.sub(r"@font-face\{[^}]*\}", "", css)
    css = re.sub(r'"?GDS Transport"?,\s*arial', "arial,helvetica", css)
    css = re.sub(r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", "", css)
    css = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", css)
    css = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", css)
    if "GDS Transport" in css or "url(" in css:
        raise SystemExit("a typeface or a picture is still in it; look at the package's new version")
    out = Path(__file__).parent.parent / "gateway/console/static/govuk.css"
    out.write_text(f"/* govuk-frontend 6.6.0, MIT (NOTICE); without its typeface */\n{css}\n", encoding="utf-8")


main()
