#pragma once
#include <stdint.h>

// What epoll tells about: a WebSocket or a connection that posts. Embedded as the first member of either.
typedef struct Watched {
  void (*ready)(struct Watched *self, uint32_t events);
  int fd;
} Watched;

void loop_start(void);
void loop_add(Watched *watched, uint32_t events);
void loop_change(Watched *watched, uint32_t events);

// Handles what is ready, waiting for it until the given time. Ends the program when standard input is closed, unless loop_input_closed is asked for.
void loop_run_until(uint64_t ns);

// From here on a closed standard input does not end the program but is told by loop_input_closed.
void loop_keep_on_input(void);
int loop_input_closed(void);
