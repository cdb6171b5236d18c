#include "image_reader.hh"

#include <X11/Xutil.h>
#include <sys/ipc.h>
#include <sys/shm.h>

namespace assent {
namespace {

bool usualOrder(const XImage* image) {
  return image->bits_per_pixel == 32 && image->byte_order == LSBFirst;
}

bool usualColours(const Visual* visual) {
  return visual->red_mask == 0xff0000 && visual->green_mask == 0xff00 && visual->blue_mask == 0xff;
}

}  // namespace

ImageReader::ImageReader(Connection& connection)
    : connection_(connection), canShare_(XShmQueryExtension(connection.get()) != 0) {}

ImageReader::~ImageReader() {
  if (copied_ != nullptr) XDestroyImage(copied_);
  unshare();
}

bool ImageReader::read(Drawable drawable, Visual* visual, int depth, const Rect& part,
                       Pixels& out) {
  if (!usualColours(visual) || (depth != 24 && depth != 32)) return false;
  const size_t bytes = static_cast<size_t>(part.width) * part.height * 4;
  if (canShare_ && share(bytes)) return readShared(drawable, visual, depth, part, out);
  return readCopied(drawable, part, out);
}

bool ImageReader::readShared(Drawable drawable, Visual* visual, int depth, const Rect& part,
                             Pixels& out) {
  Display* display = connection_.get();
  XImage* image = XShmCreateImage(display, visual, depth, ZPixmap, segment_.shmaddr, &segment_,
                                  part.width, part.height);
  if (image == nullptr) return false;
  const bool done = usualOrder(image) &&
                    XShmGetImage(display, drawable, image, part.x, part.y, AllPlanes) != 0;
  out = {reinterpret_cast<const uint8_t*>(segment_.shmaddr),
         static_cast<size_t>(image->bytes_per_line)};
  image->data = nullptr;
  XDestroyImage(image);
  return done;
}

bool ImageReader::readCopied(Drawable drawable, const Rect& part, Pixels& out) {
  if (copied_ != nullptr) XDestroyImage(copied_);
  copied_ = XGetImage(connection_.get(), drawable, part.x, part.y, part.width, part.height,
                      AllPlanes, ZPixmap);
  if (copied_ == nullptr || !usualOrder(copied_)) return false;
  out = {reinterpret_cast<const uint8_t*>(copied_->data),
         static_cast<size_t>(copied_->bytes_per_line)};
  return true;
}

bool ImageReader::share(size_t bytes) {
  if (bytes <= shared_) return true;
  unshare();
  segment_.shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
  if (segment_.shmid < 0) return false;
  void* address = shmat(segment_.shmid, nullptr, 0);
  if (address == reinterpret_cast<void*>(-1)) {
    shmctl(segment_.shmid, IPC_RMID, nullptr);
    return false;
  }
  segment_.shmaddr = static_cast<char*>(address);
  segment_.readOnly = False;
  connection_.forgive();
  XShmAttach(connection_.get(), &segment_);
  const bool attached = connection_.settle().empty() && !connection_.lost();
  // Marked for removal at once: nothing is left behind when this process is killed.
  shmctl(segment_.shmid, IPC_RMID, nullptr);
  if (!attached) {
    shmdt(address);
    canShare_ = false;
    return false;
  }
  shared_ = bytes;
  return true;
}

void ImageReader::unshare() {
  if (shared_ == 0) return;
  if (!connection_.lost()) {
    XShmDetach(connection_.get(), &segment_);
    connection_.forgive();
  }
  shmdt(segment_.shmaddr);
  shared_ = 0;
}

}  // namespace assent
