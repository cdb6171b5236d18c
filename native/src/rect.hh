#pragma once
#include <algorithm>

namespace assent {

/** Display coordinates; empty when it has no width or height. */
struct Rect {
  int x = 0;
  int y = 0;
  int width = 0;
  int height = 0;

  bool empty() const { return width <= 0 || height <= 0; }
  int right() const { return x + width; }
  int bottom() const { return y + height; }

  Rect within(const Rect& other) const {
    const int left = std::max(x, other.x);
    const int top = std::max(y, other.y);
    const Rect both{left, top, std::min(right(), other.right()) - left,
                    std::min(bottom(), other.bottom()) - top};
    return both.empty() ? Rect{} : both;
  }

  Rect around(const Rect& other) const {
    if (empty()) return other;
    if (other.empty()) return *this;
    const int left = std::min(x, other.x);
    const int top = std::min(y, other.y);
    return {left, top, std::max(right(), other.right()) - left,
            std::max(bottom(), other.bottom()) - top};
  }
};

}  // namespace assent
