// The limit: the least that a server can do to pass messages on to a room. One thread, epoll, no sign-in, no history, nothing stored; what one
// pass of the loop read is framed once and written to every reader with one send. It answers any WebSocket handshake with one fixed key.
// `GET /join` reads, `GET /publish` writes. Prints "ready at http://127.0.0.1:PORT" and ends when standard input is closed.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS_AT_ONCE = 512, READ_BYTES = 128 * 1024, OUT_BYTES = 1024 * 1024, MOST_DESCRIPTORS = 65536 };

typedef struct {
  int is_upgraded;
  int is_reader;
  // Its place in `readers`.
  int place;
  // The start of a request or frame whose end has not come yet.
  uint8_t *carried;
  size_t carried_bytes;
} Connection;

static Connection connections[MOST_DESCRIPTORS];
static int readers[MOST_DESCRIPTORS];
static int reader_count;
static int epoll_fd;

// The frames of one pass, one after the other.
static uint8_t out[OUT_BYTES];
static size_t out_bytes;

static void send_all(int fd, const uint8_t *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(fd, bytes, length, MSG_NOSIGNAL);
    if (sent < 0 && errno == EAGAIN) {
      struct pollfd room = {.fd = fd, .events = POLLOUT};
      poll(&room, 1, 1000);
      continue;
    }
    if (sent < 0) {
      return;
    }
    bytes += sent;
    length -= (size_t)sent;
  }
}

static void watch(int fd) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
  epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(int listener) {
  int fd;
  while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    connections[fd] = (Connection){0};
    watch(fd);
  }
}

static void hang_up(int fd) {
  Connection *connection = &connections[fd];
  if (connection->is_reader) {
    int last = readers[--reader_count];
    readers[connection->place] = last;
    connections[last].place = connection->place;
  }
  free(connection->carried);
  *connection = (Connection){0};
  close(fd);
}

static size_t upgrade(int fd, const uint8_t *bytes, size_t length) {
  static const char answer[] =
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
  static const uint8_t ready[] = "\x81\x10{\"type\":\"ready\"}";
  const uint8_t *end = memmem(bytes, length, "\r\n\r\n", 4);
  if (!end) {
    return 0;
  }
  Connection *connection = &connections[fd];
  connection->is_upgraded = 1;
  send_all(fd, (const uint8_t *)answer, sizeof answer - 1);
  if (length > 9 && !memcmp(bytes, "GET /join", 9)) {
    connection->is_reader = 1;
    connection->place = reader_count;
    readers[reader_count++] = fd;
    send_all(fd, ready, sizeof ready - 1);
  }
  return (size_t)(end - bytes) + 4;
}

static void broadcast(void) {
  for (int index = 0; out_bytes > 0 && index < reader_count; index++) {
    send_all(readers[index], out, out_bytes);
  }
  out_bytes = 0;
}

// Turns one masked client frame into one of ours. Returns how many bytes it takes; 0 when it is not whole yet.
static size_t take_frame(uint8_t *bytes, size_t length) {
  size_t header = 2;
  if (length < header) {
    return 0;
  }
  size_t payload = bytes[1] & 0x7F;
  if (payload == 126) {
    header = 4;
    if (length < header) {
      return 0;
    }
    payload = (size_t)bytes[2] << 8 | bytes[3];
  }
  const uint8_t *mask = bytes + header;
  header += 4;
  if (length < header + payload) {
    return 0;
  }
  if ((bytes[0] & 0x0F) == 1) {
    if (out_bytes + payload + 4 > OUT_BYTES) {
      broadcast();
    }
    out[out_bytes++] = 0x81;
    if (payload < 126) {
      out[out_bytes++] = (uint8_t)payload;
    } else {
      out[out_bytes++] = 126;
      out[out_bytes++] = (uint8_t)(payload >> 8);
      out[out_bytes++] = (uint8_t)payload;
    }
    for (size_t index = 0; index < payload; index++) {
      out[out_bytes++] = bytes[header + index] ^ mask[index % 4];
    }
  }
  return header + payload;
}

static void receive(int fd) {
  static uint8_t buffer[READ_BYTES];
  Connection *connection = &connections[fd];
  size_t filled = connection->carried_bytes;
  if (filled > 0) {
    memcpy(buffer, connection->carried, filled);
  }
  ssize_t got = read(fd, buffer + filled, sizeof buffer - filled);
  if (got < 0 && errno == EAGAIN) {
    return;
  }
  if (got <= 0) {
    hang_up(fd);
    return;
  }
  filled += (size_t)got;
  size_t position = 0, taken;
  while (position < filled &&
         (taken = connection->is_upgraded ? take_frame(buffer + position, filled - position) : upgrade(fd, buffer + position, filled - position)) > 0) {
    position += taken;
  }
  size_t rest = filled - position;
  if (rest > 0) {
    connection->carried = realloc(connection->carried, rest);
    memcpy(connection->carried, buffer + position, rest);
  } else {
    free(connection->carried);
    connection->carried = NULL;
  }
  connection->carried_bytes = rest;
}

static int start_listening(void) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 4096) || getsockname(listener, (struct sockaddr *)&address, &size)) {
    perror("listen");
    exit(1);
  }
  printf("ready at http://127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listener;
}

int main(void) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max < MOST_DESCRIPTORS ? limit.rlim_max : MOST_DESCRIPTORS;
  setrlimit(RLIMIT_NOFILE, &limit);
  epoll_fd = epoll_create1(0);
  int listener = start_listening();
  watch(listener);
  watch(STDIN_FILENO);
  struct epoll_event events[EVENTS_AT_ONCE];
  for (;;) {
    int count = epoll_wait(epoll_fd, events, EVENTS_AT_ONCE, -1);
    for (int index = 0; index < count; index++) {
      int fd = events[index].data.fd;
      if (fd == listener) {
        accept_all(listener);
      } else if (fd == STDIN_FILENO) {
        char bytes[64];
        if (read(fd, bytes, sizeof bytes) <= 0) {
          return 0;
        }
      } else {
        receive(fd);
      }
    }
    broadcast();
  }
}
