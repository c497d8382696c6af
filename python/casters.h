// How values cross over: units are ints, codes are strs, paths are str, bytes or os.PathLike.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "python/enums.h"
#include "redbook/redbook.h"

namespace redbook::python {

// A path that was given: bytes of the file system.
struct Path {
    std::string text;
};

// A capacity that was given: a number of blocks, or "74", "80", "90", "99" minutes.
struct Capacity {
    BlockCount blocks;
};
inline std::optional<BlockCount> blocks_of(const std::optional<Capacity>& capacity) {
    return capacity ? std::optional(capacity->blocks) : std::nullopt;
}

template <class T>
concept Unit = std::same_as<T, BlockCount> || std::same_as<T, Lba> || std::same_as<T, SampleCount>;

template <class T>
concept Code = std::same_as<T, Isrc> || std::same_as<T, Mcn>;

// Texts may contain paths, and those any bytes: they become what os.fsdecode() makes of them.
inline py::str to_python(std::string_view text) {
    PyObject* made = PyUnicode_DecodeUTF8(text.data(), Py_ssize_t(text.size()), "surrogateescape");
    if (!made) throw py::error_already_set();
    return py::reinterpret_steal<py::str>(made);
}
inline py::str to_python(const std::string& text) { return to_python(std::string_view(text)); }
inline py::list to_python(const std::vector<std::string>& texts) {
    py::list list;
    for (const std::string& text : texts) list.append(to_python(text));
    return list;
}
template <class T>
py::object to_python(const T& value) {
    return py::cast(value, py::return_value_policy::copy);
}

} // namespace redbook::python

namespace pybind11::detail {

template <redbook::python::Unit T>
struct type_caster<T> {
    PYBIND11_TYPE_CASTER(T, const_name("int"));

    bool load(handle from, bool convert) {
        make_caster<decltype(T::value)> number;
        if (!number.load(from, convert)) return false;
        value.value = number;
        return true;
    }
    static handle cast(T from, return_value_policy, handle) { return PyLong_FromLongLong(from.value); }
};

template <redbook::python::Code T>
struct type_caster<T> {
    PYBIND11_TYPE_CASTER(T, const_name("str"));

    bool load(handle from, bool) {
        if (!isinstance<str>(from)) return false;
        const auto text = from.cast<std::string>();
        const std::optional<T> parsed = T::parse(text);
        if (!parsed)
            throw value_error("'" + text + "' is not " +
                              (std::is_same_v<T, redbook::Isrc> ? "an ISRC" : "a catalogue number (MCN)"));
        value = *parsed;
        return true;
    }
    static handle cast(const T& from, return_value_policy, handle) {
        return str(std::string(from.text())).release();
    }
};

template <>
struct type_caster<redbook::python::Path> {
    PYBIND11_TYPE_CASTER(redbook::python::Path, const_name("path"));

    bool load(handle from, bool) {
        PyObject* bytes_of_path = nullptr;
        if (!PyUnicode_FSConverter(from.ptr(), &bytes_of_path)) {
            if (!PyErr_ExceptionMatches(PyExc_TypeError)) throw error_already_set();
            return PyErr_Clear(), false;
        }
        value.text = reinterpret_steal<bytes>(bytes_of_path);
        return true;
    }
    static handle cast(const redbook::python::Path& from, return_value_policy, handle) {
        return redbook::python::to_python(from.text).release();
    }
};

template <>
struct type_caster<redbook::python::Capacity> {
    PYBIND11_TYPE_CASTER(redbook::python::Capacity, const_name("int | str"));

    bool load(handle from, bool convert) {
        if (isinstance<str>(from)) {
            const auto text = from.cast<std::string>();
            const auto parsed = redbook::parse_capacity(text);
            if (!parsed)
                throw value_error("'" + text + "' is not a capacity; there are 74, 80, 90, 99 and blocks");
            value.blocks = *parsed;
            return true;
        }
        make_caster<redbook::BlockCount> blocks;
        if (!blocks.load(from, convert)) return false;
        value.blocks = blocks;
        return true;
    }
    static handle cast(redbook::python::Capacity from, return_value_policy, handle) {
        return PyLong_FromLong(from.blocks.value);
    }
};

} // namespace pybind11::detail
