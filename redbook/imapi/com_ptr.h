// A pointer to a COM object that holds one reference.
#pragma once

#include <utility>

namespace redbook::imapi {

template <class T>
class ComPtr {
  public:
    ComPtr() = default;
    explicit ComPtr(T* object) : object_(object) {
        if (object_) object_->AddRef();
    }
    ComPtr(const ComPtr& other) : ComPtr(other.object_) {}
    ComPtr(ComPtr&& other) noexcept : object_(other.detach()) {}
    ComPtr& operator=(ComPtr other) noexcept {
        std::swap(object_, other.object_);
        return *this;
    }
    ~ComPtr() {
        if (object_) object_->Release();
    }

    // Takes over a reference that somebody else has counted.
    static ComPtr adopt(T* object) {
        ComPtr pointer;
        pointer.object_ = object;
        return pointer;
    }

    T* get() const { return object_; }
    T* operator->() const { return object_; }
    T& operator*() const { return *object_; }
    explicit operator bool() const { return object_ != nullptr; }

    // Gives the reference away.
    T* detach() { return std::exchange(object_, nullptr); }

    // For a function that returns an object through a pointer.
    T** put() {
        *this = {};
        return &object_;
    }

  private:
    T* object_ = nullptr;
};

} // namespace redbook::imapi
