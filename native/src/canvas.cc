#include "canvas.hh"

#include <cstring>

namespace assent {

void Canvas::begin(int width, int height, const std::vector<Rect>& parts) {
  const int columns = (width + tileSize - 1) / tileSize;
  const int rows = (height + tileSize - 1) / tileSize;
  if (columns != columns_ || rows != rows_) {
    columns_ = columns;
    rows_ = rows;
    // Whole tiles, so that the last column and row need no special case.
    stride_ = size_t{4} * columns * tileSize;
    pixels_.assign(stride_ * rows * tileSize, 0);
  }
  std::vector<bool> touched(static_cast<size_t>(columns) * rows, false);
  for (const Rect& part : parts) {
    if (part.empty()) continue;
    for (int row = part.y / tileSize; row <= (part.bottom() - 1) / tileSize; row++) {
      for (int column = part.x / tileSize; column <= (part.right() - 1) / tileSize; column++) {
        touched[static_cast<size_t>(row) * columns + column] = true;
      }
    }
  }
  places_.clear();
  for (size_t place = 0; place < touched.size(); place++) {
    if (!touched[place]) continue;
    places_.push_back(static_cast<uint32_t>(place));
    blacken({static_cast<int>(place % columns) * tileSize,
             static_cast<int>(place / columns) * tileSize, tileSize, tileSize});
  }
}

void Canvas::draw(const Pixels& pixels, const Rect& part) {
  for (int row = 0; row < part.height; row++) {
    std::memcpy(at(part.x, part.y + row), pixels.bytes + row * pixels.stride,
                size_t{4} * part.width);
  }
}

void Canvas::blacken(const Rect& part) {
  for (int row = 0; row < part.height; row++) {
    std::memset(at(part.x, part.y + row), 0, size_t{4} * part.width);
  }
}

void Canvas::tile(uint32_t place, uint8_t* rgb) const {
  const int left = static_cast<int>(place % columns_) * tileSize;
  const int top = static_cast<int>(place / columns_) * tileSize;
  for (int row = 0; row < tileSize; row++) {
    const uint8_t* from = at(left, top + row);
    for (int column = 0; column < tileSize; column++, from += 4, rgb += 3) {
      rgb[0] = from[2];
      rgb[1] = from[1];
      rgb[2] = from[0];
    }
  }
}

}  // namespace assent
