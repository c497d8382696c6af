#include "redbook/imapi/com_error.h"

#include <exception>
#include <new>

#include "redbook/base/error.h"
#include "redbook/imapi/com_object.h"
#include "redbook/imapi/com_text.h"
#include "redbook/imapi/error_map.h"

namespace redbook::imapi {
namespace {

class ErrorInfo final : public ComObject<IErrorInfo> {
  public:
    ErrorInfo(REFIID iid, std::string_view sentence) : iid_(iid), sentence_(sentence) {}

    HRESULT STDMETHODCALLTYPE GetGUID(GUID* out) override {
        if (out == nullptr) return E_POINTER;
        *out = iid_;
        return S_OK;
    }
    HRESULT STDMETHODCALLTYPE GetSource(BSTR* out) override { return text(out, "Redbook"); }
    HRESULT STDMETHODCALLTYPE GetDescription(BSTR* out) override { return text(out, sentence_); }
    HRESULT STDMETHODCALLTYPE GetHelpFile(BSTR* out) override { return text(out, ""); }
    HRESULT STDMETHODCALLTYPE GetHelpContext(DWORD* out) override {
        if (out == nullptr) return E_POINTER;
        *out = 0;
        return S_OK;
    }

  private:
    static HRESULT text(BSTR* out, std::string_view value) noexcept {
        if (out == nullptr) return E_POINTER;
        try {
            *out = to_bstr(value);
            return S_OK;
        } catch (...) {
            *out = nullptr;
            return E_OUTOFMEMORY;
        }
    }

    const IID iid_;
    const std::string sentence_;
};

} // namespace

void fail(HRESULT code) { throw ComError(code, std::string(sentence_of(code))); }

void fail(HRESULT code, const std::string& sentence) { throw ComError(code, sentence); }

HRESULT report_exception(REFIID iid, Doing doing) noexcept {
    try {
        throw;
    } catch (const ComError& e) {
        return report(iid, e.code, e.what());
    } catch (const Error& e) {
        return report(iid, to_hresult(e.code, doing), e.what());
    } catch (const std::bad_alloc&) {
        return report(iid, E_OUTOFMEMORY, sentence_of(E_OUTOFMEMORY));
    } catch (const std::exception& e) {
        return report(iid, E_UNEXPECTED, e.what());
    } catch (...) {
        return report(iid, E_UNEXPECTED, sentence_of(E_UNEXPECTED));
    }
}

HRESULT report(REFIID iid, HRESULT code, std::string_view sentence) noexcept {
    if (sentence.empty()) sentence = sentence_of(code); // every failure has one
    try {
        SetErrorInfo(0, make_object<ErrorInfo>(iid, sentence).get());
    } catch (...) { // no memory for words: the code alone has to do
        SetErrorInfo(0, nullptr);
    }
    return code;
}

} // namespace redbook::imapi
