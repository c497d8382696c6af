#include "redbook/imapi/class_factory.h"

#include "redbook/imapi/com_object.h"
#include "redbook/imapi/disc_master.h"

namespace redbook::imapi {
namespace {

class MasterFactory final : public ComObject<IClassFactory> {
  public:
    HRESULT STDMETHODCALLTYPE CreateInstance(IUnknown* outer, REFIID iid, void** out) override {
        return guard(IID_IClassFactory, [&] {
            required_out(out);
            if (outer != nullptr) fail(CLASS_E_NOAGGREGATION);
            return make_object<DiscMaster>(default_parts())->QueryInterface(iid, out);
        });
    }
    HRESULT STDMETHODCALLTYPE LockServer(BOOL lock) override {
        ModuleCount::lock(lock != FALSE);
        return S_OK;
    }
};

} // namespace

HRESULT get_class_object(REFCLSID clsid, REFIID iid, void** out) noexcept {
    return guard(IID_IClassFactory, [&] {
        required_out(out);
        if (clsid != CLSID_MSDiscMasterObj) fail(CLASS_E_CLASSNOTAVAILABLE);
        return make_object<MasterFactory>()->QueryInterface(iid, out);
    });
}

bool can_unload() noexcept { return ModuleCount::alive() == 0; }

} // namespace redbook::imapi
