// The module redbook._redbook. All that people use of it, redbook/__init__.py takes over.
#include "python/bindings.h"
#include "python/define.h"

namespace redbook::python {
namespace {

PyObject* error_type = nullptr; // lives as long as the process

template <class E>
void bind_enum(py::module_& module) {
    using Row = EnumRow<E>;
    py::list members;
    for (const std::string& name : member_names<E>()) members.append(py::make_tuple(name, name));
    const py::object type = py::module_::import("enum").attr("Enum")(
        Row::name, members, py::arg("module") = "redbook", py::arg("qualname") = Row::name);
    type.attr("__doc__") = Row::doc;
    module.attr(Row::name) = type;
    Row::python_type = py::object(type).release().ptr();
}

void set_error(const py::object& error) { PyErr_SetObject(error_type, error.ptr()); }

void translate(std::exception_ptr thrown) {
    try {
        std::rethrow_exception(thrown);
    } catch (const StrictlyRefused& e) {
        const py::object error = make_error(e);
        error.attr("further") = py::tuple(to_python(e.further));
        set_error(error);
    } catch (const Error& e) {
        set_error(make_error(e));
    }
}

} // namespace

py::object make_error(const Error& thrown) {
    py::object error = py::handle(error_type)(to_python(std::string_view(thrown.what())));
    error.attr("code") = thrown.code;
    error.attr("remedy") = thrown.remedy;
    return error;
}

void raise_failure(const py::object& outcome, const Failure& failure) {
    const py::object error =
        make_error(Error(failure.code.value_or(Errc::device), failure.words(), failure.remedy));
    error.attr("outcome") = outcome;
    set_error(error);
    throw py::error_already_set();
}

void bind_enums(py::module_& module) {
    bind_enum<AlbumKind>(module);
    bind_enum<Charset>(module);
    bind_enum<CueOrigin>(module);
    bind_enum<Encoding>(module);
    bind_enum<Errc>(module);
    bind_enum<ItemState>(module);
    bind_enum<Join>(module);
    bind_enum<Mode>(module);
    bind_enum<Onto>(module);
    bind_enum<Phase>(module);
    bind_enum<Remedy>(module);
    bind_enum<Severity>(module);
    bind_enum<TrackVerdict>(module);
    bind_enum<Verdict>(module);
}

void bind_errors(py::module_& module) {
    py::dict members;
    members["code"] = Errc::bad_value;
    members["remedy"] = Remedy::none;
    members["further"] = py::tuple();
    members["outcome"] = py::none();
    error_type =
        PyErr_NewExceptionWithDoc("redbook.Error",
                                  "What went wrong: one sentence that names the place and what to do.\n\n"
                                  "code     what kind of error it is (Errc)\n"
                                  "remedy   what a program could offer to solve it (Remedy)\n"
                                  "further  with strict: the other warnings that were refused\n"
                                  "outcome  of a recording that failed: what is known of it, else None",
                                  nullptr, members.ptr());
    if (!error_type) throw py::error_already_set();
    module.add_object("Error", error_type);
    py::register_exception_translator(translate);
}

} // namespace redbook::python

PYBIND11_MODULE(_redbook, module) {
    namespace python = redbook::python;
    pybind11::options signatures;
    signatures.disable_function_signatures(); // define() writes better ones
    module.doc() = "The parts of redbook that are written in C++.";
    const pybind11::object name = module.attr("__name__");
    module.attr("__name__") = "redbook"; // where people find what is defined here
    python::bind_enums(module);
    python::bind_errors(module);
    python::bind_results(module);
    python::bind_discs(module);
    python::bind_drives(module);
    python::bind_albums(module);
    python::bind_jobs(module);
    python::bind_staging(module);
    module.attr("__name__") = name;
    module.attr("__version__") = std::string(redbook::version());
    module.attr("BLOCK_BYTES") = redbook::kBlockBytes;
    module.attr("BLOCK_SAMPLES") = redbook::kBlockSamples;
    module.attr("BLOCKS_PER_SECOND") = redbook::kBlocksPerSecond;
}
