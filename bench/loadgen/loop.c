#define _GNU_SOURCE
#include "loop.h"

#include "clock.h"
#include "fail.h"

#include <errno.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { EVENTS_AT_ONCE = 512 };

static int epoll_fd;
static int keeps_on;
static int input_closed;
static Watched input = {.fd = STDIN_FILENO};

// Who started us holds the other end: when it is gone, so are we.
static void input_ready(Watched *self, uint32_t events) {
  (void)events;
  char bytes[256];
  if (read(self->fd, bytes, sizeof bytes) > 0) {
    return;
  }
  if (!keeps_on) {
    fail("stopped");
  }
  input_closed = 1;
  epoll_ctl(epoll_fd, EPOLL_CTL_DEL, self->fd, NULL);
}

void loop_start(void) {
  epoll_fd = epoll_create1(EPOLL_CLOEXEC);
  input.ready = input_ready;
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = &input};
  // A file cannot be watched (EPERM); then nobody waits for us to notice its end.
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, input.fd, &event);
}

void loop_add(Watched *watched, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = watched};
  if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, watched->fd, &event)) {
    fail("epoll_ctl: %s", strerror(errno));
  }
}

void loop_change(Watched *watched, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = watched};
  epoll_ctl(epoll_fd, EPOLL_CTL_MOD, watched->fd, &event);
}

void loop_run_until(uint64_t ns) {
  struct epoll_event events[EVENTS_AT_ONCE];
  uint64_t now = now_ns();
  uint64_t wait = ns > now ? ns - now : 0;
  struct timespec timeout = {.tv_sec = (time_t)(wait / 1000000000ull), .tv_nsec = (long)(wait % 1000000000ull)};
  int count = epoll_pwait2(epoll_fd, events, EVENTS_AT_ONCE, &timeout, NULL);
  for (int index = 0; index < count; index++) {
    Watched *watched = events[index].data.ptr;
    watched->ready(watched, events[index].events);
  }
}

void loop_keep_on_input(void) {
  keeps_on = 1;
}

int loop_input_closed(void) {
  return input_closed;
}
