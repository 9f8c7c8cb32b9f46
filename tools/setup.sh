#!/usr/bin/env bash
# Install the system packages that are missing for `make demo` or `make test`; nothing is done where none is.
#
#   tools/setup.sh demo     a virtual environment, and Pango for the PDF
#   tools/setup.sh test     also what the tests look at the results with
#
# On Debian and its kin the packages come by apt, as root or by sudo. Elsewhere the missing ones are named.
set -euo pipefail

python=${PYTHON:-python3}
demo=(python3-venv libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0)
test=(libatomic1 poppler-utils libreoffice-writer libreoffice-math chromium qpdf faketime nodejs npm r-cran-metafor
      fonts-noto-core fonts-noto-cjk)

has_library() { [[ "$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)" == *"$1.so."* ]]; }
has_command() { command -v "$1" >/dev/null; }
has_package() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

present() {
  case $1 in
    python3-venv) "$python" -c 'import ensurepip, venv' 2>/dev/null ;;
    libpango-1.0-0) has_library libpango-1.0 ;;
    libpangoft2-1.0-0) has_library libpangoft2-1.0 ;;
    libharfbuzz-subset0) has_library libharfbuzz-subset ;;
    libatomic1) has_library libatomic ;;
    poppler-utils) has_command pdftotext && has_command pdftoppm ;;
    libreoffice-writer) has_command soffice && { ! has_command dpkg-query || has_package "$1"; } ;;
    libreoffice-math) has_command soffice && { ! has_command dpkg-query || has_package "$1"; } ;;
    chromium) has_command chromium ;;
    qpdf) has_command qpdf ;;
    faketime) has_command faketime ;;
    nodejs) has_command node ;;
    npm) has_command npm ;;
    fonts-noto-core) [ -f /usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf ] ;;
    fonts-noto-cjk) [ -f /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc ] ;;
    r-cran-metafor) has_command Rscript && Rscript -e 'quit(status = !requireNamespace("metafor", quietly = TRUE))' >/dev/null 2>&1 ;;
  esac
}

case ${1:-} in
  demo) wanted=("${demo[@]}") ;;
  test) wanted=("${demo[@]}" "${test[@]}") ;;
  *) echo "usage: tools/setup.sh demo|test" >&2; exit 2 ;;
esac

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Python 3.11 or newer is needed, and '$python' is not: install it, or say where it is: make PYTHON=... $1" >&2
  exit 1
fi

missing=()
for package in "${wanted[@]}"; do present "$package" || missing+=("$package"); done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo)
if ! has_command apt-get || { [ "$(id -u)" != 0 ] && ! has_command sudo; }; then
  echo "These packages are missing (names as on Debian 12), and only root, by apt, could install them:" >&2
  echo "  apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
echo "installing ${missing[*]}"
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
for package in "${missing[@]}"; do
  present "$package" || { echo "$package was installed and yet is not found" >&2; exit 1; }
done
