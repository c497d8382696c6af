// Settings for one test, as a user sets them.
#pragma once

#include <cstdlib>
#include <optional>
#include <string>

#include "redbook/imapi/com_runtime.h"

namespace redbook::imapi {

class Environment {
  public:
    Environment(const std::string& name, const std::string& value) : name_(name), old_(system_setting(name)) {
        set(value);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() { old_ ? set(*old_) : unset(); }

  private:
#ifdef _WIN32
    void set(const std::string& value) { _putenv_s(name_.c_str(), value.c_str()); }
    void unset() { _putenv_s(name_.c_str(), ""); }
#else
    void set(const std::string& value) { setenv(name_.c_str(), value.c_str(), 1); }
    void unset() { unsetenv(name_.c_str()); }
#endif

    const std::string name_;
    const std::optional<std::string> old_;
};

} // namespace redbook::imapi
