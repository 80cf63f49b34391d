#!/usr/bin/env bash
# Makes .venv and installs what one target needs: setup/install.sh run | test
# Asks before it calls apt-get, unless it is root or runs in CI.
set -euo pipefail
cd "$(dirname "$0")/.."
purpose=${1:-run}

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed'; }

# To run: type identification; tesseract reads pictures and scans, in bubblewrap without a network; openssl for the
# demo's partner, who opens what arrives with a tool not ours.
packages=(libmagic1 tesseract-ocr tesseract-ocr-eng bubblewrap openssl ca-certificates)
# LibreOffice opens doc, xls and ppt and draws pages of office documents, in bubblewrap too; fonts as wide as the usual
# ones, so that pages break where they did. Packages without a desktop, unless those with one are here: the two exclude
# each other, and nobody's desktop is to lose its programs.
flavour=-nogui
! installed libreoffice-core || flavour=""
packages+=("libreoffice-writer$flavour" "libreoffice-calc$flavour" "libreoffice-impress$flavour" fonts-liberation)
# libheif opens photographs of telephones (HEIC). After Debian 12 what decodes them, and what encodes those of the tests,
# are packages of their own.
packages+=(libheif1)
plugins=""
[ "$(. /etc/os-release && echo "$ID$VERSION_ID")" = debian12 ] || plugins=-plugin
[ -z "$plugins" ] || packages+=("libheif$plugins-libde265")
if [ "$purpose" = test ]; then
    [ -z "$plugins" ] || packages+=("libheif$plugins-x265")
    # The peers that the tests speak to; what drives chromium needs libatomic1.
    packages+=(chromium libatomic1 postgresql postfix swaks libnet-ssleay-perl gpg gpgsm gpg-agent poppler-utils)
fi

supported() { "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; }

python=""
for candidate in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && supported "$candidate"; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ] || ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    packages+=(python3 python3-venv)
fi

missing=()
for package in "${packages[@]}"; do
    installed "$package" || missing+=("$package")
done

if [ "${#missing[@]}" -gt 0 ]; then
    echo "Needed from the system's packages: ${missing[*]}"
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then
        sudo=sudo
        if [ -z "${CI:-}" ]; then
            read -r -p "Install them with apt-get? [y/N] " answer
            [ "$answer" = y ] || [ "$answer" = Y ] || { echo "Not installed; nothing was changed."; exit 1; }
        fi
    fi
    # Postfix is a peer in tests, with a configuration of the tests' own: it must not start as this machine's mailer.
    echo "postfix postfix/main_mailer_type select No configuration" | $sudo debconf-set-selections 2>/dev/null || true
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
    [ -n "$python" ] || python=python3
fi
supported "$python" || { echo "Python 3.11, 3.12 or 3.13 is needed; $python is another." >&2; exit 1; }

[ -x .venv/bin/python ] || "$python" -m venv .venv
lock=requirements.lock
[ "$purpose" != test ] || lock=requirements-test.lock
stamp=.venv/installed-$purpose
wanted=$(cat "$lock" pyproject.toml | sha256sum)
if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
    echo "$wanted" > "$stamp"
fi
