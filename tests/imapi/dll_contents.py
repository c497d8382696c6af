#!/usr/bin/env python3
"""What is in imapi.dll: the names that COM asks for, undecorated; no DLL that Windows has not; at most 2 MiB.

    dll_contents.py OBJDUMP DLL
"""

import os
import re
import subprocess
import sys

EXPORTS = ["DllCanUnloadNow", "DllGetClassObject", "DllInstall", "DllRegisterServer", "DllUnregisterServer"]
SYSTEM = {"advapi32.dll", "kernel32.dll", "msvcrt.dll", "ntdll.dll", "ole32.dll", "oleaut32.dll", "shell32.dll"}
MOST_BYTES = 5 << 19  # 2.5 MiB; libstdc++ is 0.8 of them, writing and reading back every format 0.7


def main():
    objdump, dll = sys.argv[1:]
    text = subprocess.run([objdump, "-p", dll], capture_output=True, text=True, check=True).stdout
    imports = {name.lower() for name in re.findall(r"DLL Name: (\S+)", text)}
    exports = re.findall(r"^\s+\[ *\d+\] (?:\+base\[ *\d+\] +[0-9a-f]+ )?([A-Za-z_]\S*)$", text, re.M)
    sections = subprocess.run([objdump, "-h", dll], capture_output=True, text=True, check=True).stdout
    size = os.path.getsize(dll)
    faults = []
    if not imports or imports - SYSTEM:
        faults.append(f"imports {sorted(imports - SYSTEM)}")
    if exports != EXPORTS:
        faults.append(f"exports {exports}")
    if ".rsrc" not in sections:
        faults.append("has no version resource")
    if ".debug" in sections or size > MOST_BYTES:
        faults.append(f"is {size} bytes long, or is not stripped")
    print(f"{dll}: {size} bytes, imports {', '.join(sorted(imports))}")
    sys.exit(f"{dll}: " + "; ".join(faults) if faults else 0)


if __name__ == "__main__":
    main()
