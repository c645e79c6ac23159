#include "protocol.h"

#include "fail.h"
#include "websocket.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD_SEPARATOR = 0x1E };

static char **frames;
static ProtocolNews news;

static int starts_with(const uint8_t *payload, size_t length, const char *text) {
  size_t wanted = strlen(text);
  return length >= wanted && !memcmp(payload, text, wanted);
}

static void send_text(const Reader *reader, const char *text) {
  websocket_send(reader->watched.fd, OPCODE_TEXT, text, strlen(text));
}

static void add_message(const uint8_t *start, size_t length) {
  if (news.message_count == (int)(sizeof news.messages / sizeof *news.messages)) {
    fail("a frame holds more messages than there is room for");
  }
  news.messages[news.message_count].start = start;
  news.messages[news.message_count].length = length;
  news.message_count++;
}

const char *protocol_path(ProtocolKind kind, int publishes) {
  switch (kind) {
    case PROTOCOL_PARLEY:
      return "/api/v1/events";
    case PROTOCOL_SIGNALR:
      return "/hub";
    case PROTOCOL_SOCKETIO:
      return "/socket.io/?EIO=4&transport=websocket";
    case PROTOCOL_PLAIN:
      return publishes ? "/publish" : "/join";
  }
  fail("unknown protocol");
}

void protocol_read_frames(const char *path, int readers) {
  FILE *file = fopen(path, "r");
  if (!file) {
    fail("cannot open %s", path);
  }
  frames = calloc((size_t)readers, sizeof *frames);
  for (int index = 0; index < readers; index++) {
    size_t room = 0;
    ssize_t length = getline(&frames[index], &room, file);
    if (length <= 0) {
      fail("%s has fewer lines than there are readers", path);
    }
    frames[index][length - 1] = 0;
  }
  fclose(file);
}

int protocol_opened(ProtocolKind kind, Reader *reader) {
  switch (kind) {
    case PROTOCOL_PARLEY:
      send_text(reader, frames[reader->index]);
      return 0;
    case PROTOCOL_SIGNALR:
      send_text(reader, "{\"protocol\":\"json\",\"version\":1}\x1e");
      return 0;
    case PROTOCOL_SOCKETIO:
      return 0;
    case PROTOCOL_PLAIN:
      return reader->publishes;
  }
  fail("unknown protocol");
}

// docs/protocol.md: "connect" is answered by "ready"; then every event is a frame.
static void receive_parley(const uint8_t *payload, size_t length) {
  if (starts_with(payload, length, "{\"type\":\"message.posted\"")) {
    add_message(payload, length);
  } else if (starts_with(payload, length, "{\"type\":\"ready\"")) {
    news.joined = 1;
  } else if (starts_with(payload, length, "{\"type\":\"channel.reset\"")) {
    fail("a channel was reset where it should have been resumed");
  }
}

// HubProtocol.md: records end with 0x1E; the handshake is answered by {}, an invocation (1) by its completion (3), 6 is a ping.
static void receive_signalr(Reader *reader, const uint8_t *payload, size_t length) {
  const uint8_t *end = payload + length;
  for (const uint8_t *record = payload; record < end;) {
    const uint8_t *separator = memchr(record, RECORD_SEPARATOR, (size_t)(end - record));
    if (!separator) {
      fail("a SignalR record does not end with its frame");
    }
    size_t bytes = (size_t)(separator - record);
    if (starts_with(record, bytes, "{\"type\":1,")) {
      add_message(record, bytes);
    } else if (reader->step == 0) {
      reader->step = 1;
      if (reader->publishes) {
        news.joined = 1;
      } else {
        send_text(reader, "{\"type\":1,\"invocationId\":\"1\",\"target\":\"Join\",\"arguments\":[]}\x1e");
      }
    } else if (starts_with(record, bytes, "{\"type\":3,")) {
      news.joined = 1;
    }
    record = separator + 1;
  }
}

// Engine.IO: 0 open, 2 ping, 3 pong, 4 message; in a message Socket.IO: 0 connect, 2 event, 3 acknowledgement.
static void receive_socketio(Reader *reader, const uint8_t *payload, size_t length) {
  if (starts_with(payload, length, "42")) {
    add_message(payload, length);
  } else if (starts_with(payload, length, "2")) {
    send_text(reader, "3");
  } else if (starts_with(payload, length, "0")) {
    send_text(reader, "40");
  } else if (starts_with(payload, length, "40") && reader->publishes) {
    news.joined = 1;
  } else if (starts_with(payload, length, "40")) {
    send_text(reader, "421[\"join\"]");
  } else if (starts_with(payload, length, "43")) {
    news.joined = 1;
  }
}

static void receive_plain(const uint8_t *payload, size_t length) {
  if (starts_with(payload, length, "{\"type\":\"ready\"")) {
    news.joined = 1;
  } else {
    add_message(payload, length);
  }
}

const ProtocolNews *protocol_receive(ProtocolKind kind, Reader *reader, const uint8_t *payload, size_t length) {
  news.joined = 0;
  news.message_count = 0;
  switch (kind) {
    case PROTOCOL_PARLEY:
      receive_parley(payload, length);
      break;
    case PROTOCOL_SIGNALR:
      receive_signalr(reader, payload, length);
      break;
    case PROTOCOL_SOCKETIO:
      receive_socketio(reader, payload, length);
      break;
    case PROTOCOL_PLAIN:
      receive_plain(payload, length);
      break;
  }
  return &news;
}

void protocol_publish(ProtocolKind kind, Reader *publisher, const char *message, size_t length) {
  char text[4096];
  int written = 0;
  switch (kind) {
    case PROTOCOL_SIGNALR:
      written = snprintf(text, sizeof text, "{\"type\":1,\"target\":\"Publish\",\"arguments\":[%.*s]}\x1e", (int)length, message);
      break;
    case PROTOCOL_SOCKETIO:
      written = snprintf(text, sizeof text, "42[\"publish\",%.*s]", (int)length, message);
      break;
    case PROTOCOL_PLAIN:
      written = snprintf(text, sizeof text, "%.*s", (int)length, message);
      break;
    case PROTOCOL_PARLEY:
      fail("Parley takes posts over REST: give --posters");
  }
  websocket_send(publisher->watched.fd, OPCODE_TEXT, text, (size_t)written);
}
