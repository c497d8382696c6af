"""Installs the Python package; CMake builds it (python/CMakeLists.txt)."""

import re
from pathlib import Path

from skbuild import setup

CMAKE = (Path(__file__).parent / "CMakeLists.txt").read_text(encoding="utf-8")

setup(
    name="redbook",
    version=re.search(r"project\(redbook VERSION ([\d.]+)", CMAKE)[1],
    description=re.search(r'DESCRIPTION "([^"]+)"', CMAKE)[1],
    license="MIT",
    python_requires=">=3.9",
    packages=["redbook"],
    package_dir={"": "python"},
    package_data={"redbook": ["py.typed", "__init__.pyi"]},
    cmake_args=["-DREDBOOK_PYTHON=ON", "-DREDBOOK_TESTS=OFF", "-DREDBOOK_BENCH=OFF"],
    cmake_install_dir="python/redbook",
    cmake_install_target="install-python",
)
