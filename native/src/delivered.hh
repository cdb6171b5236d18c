#pragma once
#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>

namespace assent {

/** Which tiles the receiver has already; forgets the ones not seen for longest beyond a limit. */
class Delivered {
 public:
  explicit Delivered(size_t limit) : limit_(limit) {}

  /** True when the tile has to be delivered; it counts as delivered from then on. */
  bool isNew(const std::string& key) {
    const auto found = places_.find(key);
    if (found != places_.end()) {
      order_.splice(order_.begin(), order_, found->second);
      return false;
    }
    order_.push_front(key);
    places_.emplace(key, order_.begin());
    if (order_.size() > limit_) {
      places_.erase(order_.back());
      order_.pop_back();
    }
    return true;
  }

  void clear() {
    places_.clear();
    order_.clear();
  }

 private:
  size_t limit_;
  std::list<std::string> order_;
  std::unordered_map<std::string, std::list<std::string>::iterator> places_;
};

}  // namespace assent
