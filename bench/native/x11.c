/* The hand of input.bench.ts, and what input costs at least: a RECORD and an XInput 2 client in C.
 *   x11 move|key RATE SECONDS   injects; a key's press is written as monotonic nanoseconds
 *   x11 move RATE SECONDS sink  the same above a window that takes the events
 *   x11 record|raw              listens until its input ends, then writes what it counted
 */
#include <X11/Xlib.h>
#include <X11/Xproto.h>
#include <X11/extensions/XInput2.h>
#include <X11/extensions/XTest.h>
#include <X11/extensions/record.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { keycode = 38, mostKeys = 65536 };

static int64_t arrivals[mostKeys];
static long keys = 0;
static long seen = 0;

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void sleepUntil(int64_t moment) {
  struct timespec time = {moment / 1000000000, moment % 1000000000};
  clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static void makeSink(Display* display) {
  int screen = DefaultScreen(display);
  XSetWindowAttributes attributes;
  attributes.override_redirect = True;
  attributes.event_mask = PointerMotionMask | KeyPressMask | KeyReleaseMask;
  Window window = XCreateWindow(display, DefaultRootWindow(display), 0, 0,
                                DisplayWidth(display, screen), DisplayHeight(display, screen), 0,
                                CopyFromParent, InputOutput, CopyFromParent,
                                CWOverrideRedirect | CWEventMask, &attributes);
  XMapRaised(display, window);
  XSync(display, False);
  XSetInputFocus(display, window, RevertToPointerRoot, CurrentTime);
  XSync(display, False);
}

static void inject(Display* display, int isKey, double rate, double seconds) {
  const long count = (long)(rate * seconds);
  const int64_t start = now();
  for (long index = 0; index < count; index++) {
    sleepUntil(start + (int64_t)(index * 1e9 / rate));
    if (!isKey) {
      XTestFakeMotionEvent(display, -1, 20 + index % 300, 20 + index / 300 % 200, CurrentTime);
    } else {
      const int down = index % 2 == 0;
      if (down) printf("%lld\n", (long long)now());
      XTestFakeKeyEvent(display, keycode, down, CurrentTime);
    }
    XFlush(display);
    while (XPending(display) > 0) {
      XEvent event;
      XNextEvent(display, &event);
    }
  }
  XSync(display, True);
}

static void pressed(void) {
  if (keys < mostKeys) arrivals[keys++] = now();
}

static void recorded(XPointer closure, XRecordInterceptData* data) {
  (void)closure;
  if (data->category == XRecordFromServer) {
    seen++;
    const xEvent* event = (const xEvent*)data->data;
    if (event->u.u.type == KeyPress) pressed();
  }
  XRecordFreeData(data);
}

static int inputEnded(int display) {
  struct pollfd waits[] = {{STDIN_FILENO, POLLIN, 0}, {display, POLLIN, 0}};
  poll(waits, 2, -1);
  return waits[0].revents != 0;
}

static void listenRecord(Display* control, const char* name) {
  Display* data = XOpenDisplay(name);
  XRecordRange* range = XRecordAllocRange();
  range->device_events.first = KeyPress;
  range->device_events.last = MotionNotify;
  XRecordClientSpec all = XRecordAllClients;
  XRecordContext context = XRecordCreateContext(control, 0, &all, 1, &range, 1);
  XSync(control, False);
  XRecordEnableContextAsync(data, context, recorded, NULL);
  seen = 0;
  puts("ready");
  fflush(stdout);
  while (!inputEnded(ConnectionNumber(data))) XRecordProcessReplies(data);
}

static void listenRaw(Display* display) {
  int major = 2;
  int minor = 1;
  XIQueryVersion(display, &major, &minor);
  unsigned char bits[XIMaskLen(XI_LASTEVENT)] = {0};
  XISetMask(bits, XI_RawKeyPress);
  XIEventMask mask = {XIAllMasterDevices, sizeof bits, bits};
  XISelectEvents(display, DefaultRootWindow(display), &mask, 1);
  XSync(display, False);
  puts("ready");
  fflush(stdout);
  while (!inputEnded(ConnectionNumber(display))) {
    while (XPending(display) > 0) {
      XEvent event;
      XNextEvent(display, &event);
      seen++;
      pressed();
    }
  }
}

int main(int count, char** words) {
  const char* name = getenv("DISPLAY");
  Display* display = XOpenDisplay(name);
  if (display == NULL || count < 2) return 2;
  const char* mode = words[1];
  if (count >= 4) {
    if (count == 5) makeSink(display);
    inject(display, strcmp(mode, "key") == 0, atof(words[2]), atof(words[3]));
    return 0;
  }
  if (strcmp(mode, "record") == 0) listenRecord(display, name);
  else listenRaw(display);
  printf("%ld\n", seen);
  for (long index = 0; index < keys; index++) printf("%lld\n", (long long)arrivals[index]);
  return 0;
}
