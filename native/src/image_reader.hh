#pragma once
#include <X11/Xlib.h>
#include <X11/extensions/XShm.h>

#include <cstddef>
#include <cstdint>

#include "connection.hh"
#include "rect.hh"

namespace assent {

/** Pixels that were read, 4 bytes each (blue, green, red, nothing). Valid until the next read. */
struct Pixels {
  const uint8_t* bytes = nullptr;
  size_t stride = 0;
};

/** Reads parts of drawables, through shared memory where the server shares this machine. */
class ImageReader {
 public:
  explicit ImageReader(Connection& connection);
  ~ImageReader();
  ImageReader(const ImageReader&) = delete;
  ImageReader& operator=(const ImageReader&) = delete;

  /** False when the drawable is gone, or its pixels are not 32 bits in the usual order. */
  bool read(Drawable drawable, Visual* visual, int depth, const Rect& part, Pixels& out);

 private:
  bool share(size_t bytes);
  void unshare();
  bool readShared(Drawable drawable, Visual* visual, int depth, const Rect& part, Pixels& out);
  bool readCopied(Drawable drawable, const Rect& part, Pixels& out);

  Connection& connection_;
  XShmSegmentInfo segment_{};
  size_t shared_ = 0;
  bool canShare_;
  XImage* copied_ = nullptr;
};

}  // namespace assent
