#define _GNU_SOURCE
#include "poster.h"

#include "clock.h"
#include "fail.h"
#include "loop.h"
#include "websocket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct {
  Watched watched;
  size_t filled;
  char answer[8192];
} Poster;

static const Options *options;
static Poster *posters;
// Those without a post under way.
static Poster **free_posters;
static int free_count;
static uint64_t taken;
// Makes the client message ids of this run differ from those of the last one.
static uint64_t run_id;

// Returns 1 once the answer is whole: its headers, then a body of the length they give, or chunks up to the empty one.
static int is_whole(const Poster *poster) {
  const char *body = memmem(poster->answer, poster->filled, "\r\n\r\n", 4);
  if (!body) {
    return 0;
  }
  body += 4;
  size_t have = poster->filled - (size_t)(body - poster->answer);
  const char *length = strcasestr(poster->answer, "\r\ncontent-length:");
  if (length && length < body) {
    return have >= strtoul(length + 17, NULL, 10);
  }
  return have >= 5 && !memcmp(poster->answer + poster->filled - 5, "0\r\n\r\n", 5);
}

static void poster_ready(Watched *watched, uint32_t events) {
  (void)events;
  Poster *poster = (Poster *)watched;
  ssize_t got = read(watched->fd, poster->answer + poster->filled, sizeof poster->answer - 1 - poster->filled);
  if (got < 0 && errno == EAGAIN) {
    return;
  }
  if (got <= 0) {
    fail("the server hung up on a post");
  }
  poster->filled += (size_t)got;
  poster->answer[poster->filled] = 0;
  if (!is_whole(poster)) {
    if (poster->filled == sizeof poster->answer - 1) {
      fail("the answer to a post is too long");
    }
    return;
  }
  if (strncmp(poster->answer, "HTTP/1.1 201", 12)) {
    fail("a post was answered %.300s", poster->answer);
  }
  poster->filled = 0;
  taken++;
  free_posters[free_count++] = poster;
}

void posters_open(const Options *chosen) {
  options = chosen;
  run_id = now_ns() & 0xFFFFFFFFFFull;
  posters = calloc((size_t)options->posters, sizeof *posters);
  free_posters = calloc((size_t)options->posters, sizeof(Poster *));
  for (int index = 0; index < options->posters; index++) {
    Poster *poster = &posters[index];
    poster->watched.ready = poster_ready;
    poster->watched.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)options->port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    if (poster->watched.fd < 0 || connect(poster->watched.fd, (struct sockaddr *)&address, sizeof address)) {
      fail("connect: %s", strerror(errno));
    }
    int one = 1;
    setsockopt(poster->watched.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    loop_add(&poster->watched, EPOLLIN);
    free_posters[free_count++] = poster;
  }
}

int posters_are_free(void) {
  return free_count > 0;
}

void posters_post(Stamp stamp) {
  Poster *poster = free_posters[--free_count];
  char text[1024], body[2048], request[4096];
  message_write(text, (size_t)options->text_bytes, stamp);
  int body_bytes = snprintf(body, sizeof body, "{\"text\":\"%s\",\"clientMessageId\":\"%08x-%04x-7000-8000-%012x\"}", text, (unsigned)(run_id >> 16),
                            (unsigned)(run_id & 0xFFFF), stamp.number);
  int length = snprintf(request, sizeof request,
                        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                        options->post_path, options->port, options->token, body_bytes, body);
  send_all(poster->watched.fd, request, (size_t)length);
}

uint64_t posters_taken(void) {
  return taken;
}
