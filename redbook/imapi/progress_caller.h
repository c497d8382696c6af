// Calls the clients' progress sinks, carefully: without a lock, minding no result, and never again once a
// sink was taken back.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "redbook/imapi/imapi.h"

namespace redbook::imapi {

class ProgressCaller {
  public:
    // Holds one reference. Returns a cookie, never 0 and never again the same.
    UINT_PTR advise(IDiscMasterProgressEvents* events);

    // False if there is no such cookie. When it returns, no call to the sink is running, none will come, and
    // the reference is given back; called from inside a callback, when that has returned.
    bool unadvise(UINT_PTR cookie);
    void unadvise_all();

    bool is_empty() const { return count_ == 0; }

    // True if any sink says so; a sink that fails does not.
    bool is_cancel_asked();

    void pnp_activity();
    void add_progress(long done, long total);
    void block_progress(long done, long total);
    void track_progress(long done, long total);
    void preparing_burn(long seconds);
    void closing_disc(long seconds);
    void burn_complete(HRESULT status);
    void erase_complete(HRESULT status);

  private:
    struct Sink;

    template <class Call>
    void call_all(Call call);
    bool enter(Sink& sink);
    void leave(Sink& sink);
    void remove(std::unique_lock<std::mutex>& lock, std::vector<std::shared_ptr<Sink>> removed);
    bool is_inside_callback() const;

    mutable std::mutex mutex_;
    std::condition_variable left_;
    std::vector<std::shared_ptr<Sink>> sinks_;
    std::vector<std::thread::id> inside_; // threads that are in a callback, once for each
    std::atomic<size_t> count_{0};
    UINT_PTR last_cookie_ = 0;
};

} // namespace redbook::imapi
