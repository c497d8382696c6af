// The parts of the module, and what they share.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include <pybind11/pybind11.h>

#include "python/casters.h"
#include "redbook/redbook.h"

namespace redbook::python {

void bind_enums(py::module_& module);
void bind_discs(py::module_& module);   // Disc, Track and their texts
void bind_results(py::module_& module); // Outcome, Comparison, findings, IDs
void bind_drives(py::module_& module);  // recorders(), diagnose()
void bind_albums(py::module_& module);  // open(), Album
void bind_jobs(py::module_& module);    // master(), stage(), record(), compare(), check(), identify()
void bind_staging(py::module_& module); // Staging
void bind_errors(py::module_& module);  // Error

// An album that was opened. It does not change, so that several threads can use it.
struct OpenAlbum {
    explicit OpenAlbum(Album opened) : album(std::move(opened)) {}
    const Album album;
    std::mutex reading;                  // of `reader`
    std::unique_ptr<BlockSource> reader; // for read(); jobs have their own
};
using AlbumPointer = std::shared_ptr<OpenAlbum>;

// An Album, or what open() takes, which is opened.
AlbumPointer album_of(const py::object& album);

// A path, or a list of them.
std::vector<std::string> paths_of(const py::object& paths);

// A dictionary with names of Delivery's members.
Delivery delivery_of(const py::dict& fields);

// The redbook.Error for what the library threw, or for an outcome that is a failure.
py::object make_error(const Error& error);
[[noreturn]] void raise_failure(const py::object& outcome, const Failure& failure);

} // namespace redbook::python
