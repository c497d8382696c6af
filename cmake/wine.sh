#!/bin/sh
# Runs a Windows program under Wine, without a screen, in a Wine of its own (WINEPREFIX, by default build/wine).
#   cmake/wine.sh PROGRAM [ARGUMENTS]
#   cmake/wine.sh --start    makes the prefix if need be, and keeps its server up: a program then takes 0.1 s to start
#   cmake/wine.sh --stop     ends it
: "${WINEPREFIX:=$(cd "$(dirname "$0")/.." && pwd)/build/wine}"
export WINEPREFIX WINEDEBUG=-all WINEDLLOVERRIDES="mscoree,mshtml=;winedbg.exe=d"
unset DISPLAY

# Wine's services live on and would hold the caller's pipes open: they are started with none.
quietly() { "$@" </dev/null >/dev/null 2>&1; }

case $1 in
--start)
    mkdir -p "$WINEPREFIX"
    quietly wineserver -p
    [ -f "$WINEPREFIX/system.reg" ] || quietly wine wineboot -i
    quietly wine cmd /c exit
    ;;
--stop) quietly wineserver -k ;;
*) exec wine "$@" ;;
esac
