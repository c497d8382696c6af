// Functions, methods and attributes with signatures that Python can show: help() and inspect.signature() read them
// from the first line of the text.
#pragma once

#include <string>

#include <pybind11/pybind11.h>

#include "python/casters.h"

namespace redbook::python {

inline std::string signature_part(const py::arg& argument) { return argument.name; }
inline std::string signature_part(const py::arg_v& argument) {
    return std::string(argument.name) + "=" + py::repr(argument.value).cast<std::string>();
}
inline std::string signature_part(const py::kw_only&) { return "*"; }

template <class... Args>
std::string with_signature(const std::string& name, std::string parts, const char* doc, const Args&... args) {
    ((parts += (parts.empty() ? "" : ", ") + signature_part(args)), ...);
    return name + "(" + parts + ")\n--\n\n" + doc;
}

// A function that help() does not take for a method of pybind11's own data.
inline py::object unbound(const py::object& function) {
    return py::reinterpret_steal<py::object>(PyInstanceMethod_New(function.ptr()));
}

template <class F, class... Args>
void define(py::module_& module, const char* name, F&& function, const char* doc, const Args&... args) {
    module.def(name, std::forward<F>(function), args..., with_signature(name, "", doc, args...).c_str());
    module.attr(name) = unbound(module.attr(name));
}

template <class Class, class F, class... Args>
void method(Class& type, const char* name, F&& function, const char* doc, const Args&... args) {
    type.def(name, std::forward<F>(function), args..., with_signature(name, "self", doc, args...).c_str());
}

template <class Class, class F, class... Args>
void static_method(Class& type, const char* name, F&& function, const char* doc, const Args&... args) {
    type.def_static(name, std::forward<F>(function), args..., with_signature(name, "", doc, args...).c_str());
    type.attr(name) = py::staticmethod(unbound(type.attr(name)));
}

// Makes one of keywords.
template <class Class, class F, class... Args>
void constructor(Class& type, F&& make, const char* doc, const Args&... args) {
    type.def(py::init(std::decay_t<F>(make)), args...,
             with_signature("__init__", "self", doc, args...).c_str());
}

// A value that is computed.
template <class Class, class F>
void computed(Class& type, const char* name, F&& function, const char* doc) {
    type.def_property_readonly(name, std::forward<F>(function), doc);
}

// A member, as a copy.
template <class Class, class Owner, class T>
void attribute(Class& type, const char* name, T Owner::*member, const char* doc) {
    type.def_property_readonly(
        name, [member](const typename Class::type& self) { return to_python(self.*member); }, doc);
}

// Equal where the library says so; without a hash.
template <class Class>
void equality(Class& type) {
    using T = typename Class::type;
    type.def(
        "__eq__", [](const T& a, const T& b) { return a == b; }, py::is_operator());
    type.attr("__hash__") = py::none();
}

// What is shown of an object.
template <class Class, class F>
void shown_as(Class& type, F&& text) {
    type.def("__repr__", [text](const typename Class::type& self) { return to_python(text(self)); });
}

// 'text', as Python writes it.
inline std::string quoted(const std::string& text) { return py::repr(to_python(text)).cast<std::string>(); }

} // namespace redbook::python
